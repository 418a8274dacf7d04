import { rmSync } from 'node:fs';

import { build } from '@opora/local/lib/build';
import { ensureChromium } from '@opora/local/lib/chromium';
import { readConfig } from '@opora/local/lib/config';
import { temporaryFolder } from '@opora/local/lib/paths';
import { freePort } from '@opora/local/lib/ports';
import { startStack } from '@opora/local/lib/stack';

/**
 * Jest's global setup for end-to-end specs: the whole program on free ports with data of its own, once for the run.
 * `OPORA_E2E_URL` lends a running one instead.
 */
export default async function setup() {
  const say = () => undefined;
  const data = temporaryFolder('opora-e2e-');
  const chromium = await ensureChromium({ say, data });
  process.env['OPORA_CHROMIUM'] = chromium;
  if (process.env['OPORA_E2E_URL']) return;
  const ports = { port: await freePort(), postgresPort: await freePort(), temporalPort: await freePort() };
  const config = {
    ...readConfig(),
    ...ports,
    data,
    host: '127.0.0.1',
    databaseUrl: undefined,
    temporalAddress: undefined,
  };
  // Demo users and the demo programme come only where NODE_ENV names no special environment.
  delete process.env['NODE_ENV'];
  const stack = await startStack(config, { say, build: () => build({ say, data }) });
  process.env['NODE_ENV'] = 'test';
  process.env['OPORA_E2E_URL'] = stack.url;
  process.once('exit', () => stack.parts.forEach((part) => part.kill()));
  const stop = async () => {
    await stack.stop();
    rmSync(data, { recursive: true, force: true });
  };
  Object.assign(globalThis, { stopOporaTestServers: stop });
}
