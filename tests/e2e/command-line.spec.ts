import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { main } from '@opora/cli';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { baseUrl, rest } from './support/browser.ts';

const model = (task: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="x">
  <bpmn:process id="from-git" name="Из репозитория" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="t" name="${task}">
      <bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="method" /></bpmn:extensionElements>
      <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="e"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="a" sourceRef="s" targetRef="t" />
    <bpmn:sequenceFlow id="b" sourceRef="t" targetRef="e" />
  </bpmn:process>
</bpmn:definitions>
`;

describe('the command line against a running server', () => {
  let place: string;
  let token: string;
  let tokenId: string;
  const folder = (): string => join(place, 'from-git');
  const write = (text: string): void => writeFileSync(join(folder(), 'from-git.bpmn'), text);
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'opora-cli-'));
    mkdirSync(folder());
    const coordinator = await rest('coordinator');
    ({ token, id: tokenId } = await coordinator.post('/api/auth/tokens', { name: 'из репозитория' }));
  });
  afterAll(async () => {
    await (await rest('coordinator')).post(`/api/auth/tokens/${tokenId}`, {}, { method: 'DELETE' });
    rmSync(place, { recursive: true, force: true });
  });

  async function opora(...args: string[]): Promise<{ code: number; out: string; errors: string }> {
    const said = { out: '', errors: '' };
    const code = await main([...args, '--server', baseUrl(), '--token', token], {
      stdin: (async function* () {})(),
      stdout: { write: (text) => (said.out += text) },
      stderr: { write: (text) => (said.errors += text) },
    });
    return { code, ...said };
  }

  it('is refused without a key that the server knows', async () => {
    write(model('Проверить'));
    const said = { errors: '' };
    const code = await main(['deploy', folder(), '--server', baseUrl(), '--token', 'opora_none'], {
      stdin: (async function* () {})(),
      stdout: { write: () => undefined },
      stderr: { write: (text) => (said.errors += text) },
    });
    expect(code).toBe(1);
    expect(said.errors).not.toBe('');
  });

  it('deploys a folder, tells the difference to what is deployed, and brings it back to the disk', async () => {
    write(model('Проверить'));
    const first = await opora('deploy', folder(), '--note', 'из репозитория');
    expect(first).toMatchObject({ code: 0, errors: '' });
    expect(first.out).toMatch(/from-git: from-git версия \d+/);
    expect(await opora('diff', folder())).toMatchObject({ code: 0, out: 'Различий нет.\n' });

    write(model('Проверить ещё раз'));
    const different = await opora('diff', folder());
    expect(different.code).toBe(1);
    expect(different.out).toContain('Проверить ещё раз');

    const out = join(place, 'back');
    expect(await opora('export', 'from-git', '--out', out)).toMatchObject({ code: 0, errors: '' });
    expect(readFileSync(join(out, 'from-git.bpmn'), 'utf8')).toBe(model('Проверить'));
    const archive = join(place, 'back.zip');
    expect((await opora('export', 'from-git', '--out', archive)).code).toBe(0);
    expect(existsSync(archive)).toBe(true);
  });

  it('tells every problem of a folder that cannot be deployed, and changes nothing', async () => {
    write(
      model('Проверить')
        .replace('<bpmn:outgoing>b</bpmn:outgoing>', '')
        .replace('targetRef="e"', 'targetRef="none"'),
    );
    const refused = await opora('deploy', folder());
    expect(refused.code).toBe(1);
    expect(refused.errors).toContain('from-git.bpmn');
    write(model('Проверить'));
    expect((await opora('diff', folder())).code).toBe(0);
  });
});
