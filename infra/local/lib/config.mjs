import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { dataDir, folder } from './paths.mjs';

/**
 * Settings of the local stack, all from the environment (docs/reference/configuration.md).
 * @typedef {{
 *   data: string, host: string, port: number, postgresPort: number, temporalPort: number, temporalUiPort?: number,
 *   databaseUrl?: string, temporalAddress?: string, namespace: string, nodeFlags?: string[],
 * }} Config
 */

/**
 * Reads the settings; a port that is no port is refused by name.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Config}
 */
export function readConfig(env = process.env) {
  return {
    data: dataDir(env),
    host: env['HOST'] || '127.0.0.1',
    port: portOf(env, 'PORT', 3000),
    postgresPort: portOf(env, 'OPORA_POSTGRES_PORT', 55432),
    temporalPort: portOf(env, 'OPORA_TEMPORAL_PORT', 7233),
    temporalUiPort: env['OPORA_TEMPORAL_UI_PORT'] ? portOf(env, 'OPORA_TEMPORAL_UI_PORT', 0) : undefined,
    databaseUrl: env['DATABASE_URL'] || undefined,
    temporalAddress: env['TEMPORAL_ADDRESS'] || undefined,
    namespace: env['TEMPORAL_NAMESPACE'] || 'default',
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @param {number} usual
 */
function portOf(env, name, usual) {
  const text = env[name];
  if (!text) return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Failure(`${name}: ожидался номер порта от 1 до 65535, указано «${text}».`);
}

/**
 * Keys that encrypt what lies in Temporal: `OPORA_PAYLOAD_KEYS`, else one made on the first start and kept in the data folder.
 * Losing the file makes running cases unreadable, so it belongs in the backup.
 * @param {string} data
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export function payloadKeys(data, env = process.env) {
  if (env['OPORA_PAYLOAD_KEYS']) return env['OPORA_PAYLOAD_KEYS'];
  const file = join(folder(join(data, 'secrets'), 0o700), 'payload-keys');
  if (!existsSync(file))
    writeFileSync(file, `local:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
