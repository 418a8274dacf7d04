import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { payloadKeys, readConfig } from '../lib/config.mjs';
import { lockFolder } from '../lib/lock.mjs';
import { Part } from '../lib/part.mjs';
import { freePort, listening, requireFree, waitUntil } from '../lib/ports.mjs';
import { fingerprint } from '../lib/process-table.mjs';

let data: string;
beforeEach(() => void (data = mkdtempSync(join(tmpdir(), 'opora-part-'))));
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe('a supervised part', () => {
  let part: Part;
  let port: number;
  let said: string[];
  const listener = (at: number) =>
    new Part(
      {
        name: 'listener',
        command: process.execPath,
        args: ['-e', `console.log('up'); require('node:net').createServer().listen(${at}, '127.0.0.1')`],
        ready: () => listening(at),
      },
      { data, say: (line: string) => void said.push(line) },
    );
  beforeEach(async () => {
    said = [];
    port = await freePort();
    part = listener(port);
    await part.start();
  });
  afterEach(() => part.stop());

  it('is ready when it answers, writes a log, and is gone after stop', async () => {
    expect(readFileSync(part.log, 'utf8')).toContain('up');
    await part.stop();
    expect(await listening(port)).toBe(false);
    expect(part.pid).toBeUndefined();
  });

  it('is started again after SIGKILL, and tells so', async () => {
    const first = part.pid;
    part.kill();
    await waitUntil(() => part.pid !== undefined && part.pid !== first, { seconds: 20, what: 'restart' });
    await part.ready();
    expect(part.restarts).toBe(1);
    expect(said.join('\n')).toContain('SIGKILL');
  });

  it('is ended by the next start when its supervisor died', async () => {
    const left = part.pid ?? 0;
    const next = listener(port);
    await next.start();
    expect(fingerprint(left)).toBeUndefined();
    expect(next.pid).not.toBe(left);
    await next.stop();
  });
});

describe('a part that cannot run', () => {
  it('fails with its exit code and its log', async () => {
    const part = new Part(
      {
        name: 'broken',
        command: process.execPath,
        args: ['-e', 'process.exit(3)'],
        ready: async () => false,
      },
      { data, say: () => undefined },
    );
    await expect(part.start()).rejects.toThrow(/кодом 3[\s\S]*broken\.log/);
  });

  it('leaves an unrelated process alone that got the remembered id', async () => {
    const part = new Part(
      {
        name: 'other',
        command: process.execPath,
        args: ['-e', 'setInterval(() => {}, 1e6)'],
        ready: async () => true,
      },
      { data, say: () => undefined },
    );
    writeFileSync(join(data, 'run', 'other.json'), JSON.stringify({ pid: process.pid, is: 'somebody else' }));
    await part.start();
    expect(fingerprint(process.pid)).toBeDefined();
    await part.stop();
  });
});

describe('the settings', () => {
  it('name a port that is no port', () => {
    expect(() => readConfig({ PORT: '80a' })).toThrow('PORT: ожидался номер порта');
  });

  it('name the setting that moves an occupied port', async () => {
    const server = createServer();
    const port = await freePort();
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    await expect(requireFree(port, 'PostgreSQL', 'OPORA_POSTGRES_PORT')).rejects.toThrow(
      new RegExp(`${port}[\\s\\S]*OPORA_POSTGRES_PORT=${port + 1}`),
    );
    await new Promise((done) => server.close(done));
  });

  it('name an address that the machine does not have', async () => {
    await expect(requireFree(await freePort(), 'программа', 'PORT', '203.0.113.7')).rejects.toThrow(
      /нет адреса 203\.0\.113\.7[\s\S]*HOST/,
    );
  });

  it('keep the payload key of the first start', () => {
    const key = payloadKeys(data, {});
    expect(Buffer.from(key.split(':')[1] ?? '', 'base64')).toHaveLength(32);
    expect(payloadKeys(data, {})).toBe(key);
    expect(payloadKeys(data, { OPORA_PAYLOAD_KEYS: 'a:b' })).toBe('a:b');
  });
});

describe('the data folder', () => {
  it('is refused to a second start and given back', () => {
    const unlock = lockFolder(data);
    expect(() => lockFolder(data)).toThrow(`процесс ${process.pid}`);
    unlock();
    lockFolder(data)();
  });

  it('is taken over from a start that died', () => {
    lockFolder(data)();
    writeFileSync(
      join(data, 'run', 'lock.json'),
      JSON.stringify({ pid: process.pid, is: 'an earlier process' }),
    );
    lockFolder(data)();
  });
});
