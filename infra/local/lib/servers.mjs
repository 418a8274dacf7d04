import { join } from 'node:path';

import { folder } from './paths.mjs';
import { Part } from './part.mjs';
import { postgresAnswers, prepareCluster } from './postgres.mjs';
import { devServerArguments, locateTemporal, temporalAnswers } from './temporal.mjs';

/**
 * Where the stack's processes keep their files and how progress is told.
 * @typedef {{ data: string, say: (line: string) => void, signal?: AbortSignal }} Place
 */

/**
 * Starts the embedded PostgreSQL with its data in the stack's folder.
 * @param {Place & { port: number, flags?: string[] }} options
 * @returns {Promise<{ part: Part, cluster: import('./postgres.mjs').Cluster }>}
 */
export async function startPostgres({ data, say, signal, port, flags }) {
  const cluster = await prepareCluster({
    directory: join(folder(data), 'postgres'),
    secretFile: join(data, 'secrets', 'postgres'),
    ...{ port, flags, log: say },
  });
  const { command, args, uid, gid } = cluster;
  const part = new Part(
    {
      ...{ name: 'postgres', command, args, uid, gid, cwd: '/' },
      ready: () => postgresAnswers(cluster.url()),
      // A fast shutdown: clients are disconnected, nothing is lost.
      stopSignal: 'SIGINT',
    },
    { data, say, signal },
  );
  await part.start();
  return { part, cluster };
}

/**
 * Starts the Temporal dev server; histories stay in `temporal.db` unless `memory` is asked for.
 * `settings` are its dynamic configuration (`key=JSON`).
 * @param {Place & { port: number, memory?: boolean, uiPort?: number, settings?: string[] }} options
 * @returns {Promise<{ part: Part, address: string }>}
 */
export async function startTemporal({ data, say, signal, port, memory = false, uiPort, settings }) {
  const command = await locateTemporal({ log: say });
  const address = `127.0.0.1:${port}`;
  const dbFile = memory ? undefined : join(folder(join(data, 'temporal')), 'temporal.db');
  const part = new Part(
    {
      ...{
        name: 'temporal',
        command,
        args: devServerArguments({ port, dbFile, uiPort, settings }),
        cwd: folder(data),
      },
      ready: () => temporalAnswers(address),
      stopSignal: 'SIGINT',
    },
    { data, say, signal },
  );
  await part.start();
  return { part, address };
}
