import { createCodec, parsePayloadKeys } from '@opora/host/codec';
import { beat, leave, payloadStore, poolDatabase, type Database } from '@opora/store';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { createActivities } from './activities.ts';
import { bundleCases } from './bundle.ts';
import { createCaseWorker } from './case-worker.ts';
import { connectors } from './connectors/index.ts';
import { readSettings, type Settings } from './settings.ts';

const version = '0.1.0';
const heartbeat = 5_000;
const stopping = new AbortController();
const say = (line: string): void => console.log(`${new Date().toISOString()} worker: ${line}`);

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: 16,
    application_name: 'opora-worker',
    connectionTimeoutMillis: 4_000,
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  const database = poolDatabase(pool);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const bundling = bundleCases();
  await until('PostgreSQL', () => database.query('select 1 from workers limit 1'));
  const bundle = await bundling;
  while (!stopping.signal.aborted) {
    await serve(settings, database, bundle).catch((error: unknown) =>
      say(`Temporal went away (${reason(error)}); starting again`),
    );
    if (!stopping.signal.aborted) await pause(1_000);
  }
  await pool.end();
  say('stopped');
}

/** Polls until the worker is told to stop or breaks down. */
async function serve(
  settings: Settings,
  database: Database,
  bundle: Awaited<ReturnType<typeof bundleCases>>,
): Promise<void> {
  const connection = await until(`Temporal at ${settings.temporalAddress}`, () =>
    NativeConnection.connect({ address: settings.temporalAddress }),
  );
  if (!connection) return;
  const id = randomUUID();
  const codec = createCodec({ keys: parsePayloadKeys(settings.payloadKeys), store: payloadStore(database) });
  try {
    const worker = await until(`namespace "${settings.namespace}"`, () =>
      createCaseWorker({
        connection,
        namespace: settings.namespace,
        taskQueue: settings.taskQueue,
        bundle,
        codec,
        activities: createActivities(database, connectors, process.env),
      }),
    );
    if (!worker) return;
    const stop = () => worker.getState() === 'RUNNING' && worker.shutdown();
    stopping.signal.addEventListener('abort', stop, { once: true });
    const beating = keepBeating(database, id, worker);
    say(`ready: connectors ${Object.keys(connectors).join(', ')}`);
    try {
      await worker.run();
    } finally {
      stopping.signal.removeEventListener('abort', stop);
      clearInterval(beating);
    }
  } finally {
    await leave(database, id).catch(() => undefined);
    await connection.close().catch(() => undefined);
  }
}

function keepBeating(database: Database, id: string, worker: Worker): NodeJS.Timeout {
  const startedAt = new Date();
  let silent = false;
  const once = async (): Promise<void> => {
    if (worker.getState() !== 'RUNNING') return;
    try {
      await beat(database, { id, host: hostname(), version, startedAt });
      if (silent) say('PostgreSQL answers again');
      silent = false;
    } catch (error) {
      if (!silent) say(`PostgreSQL does not answer (${reason(error)}); trying on`);
      silent = true;
    }
  };
  setImmediate(once);
  return setInterval(once, heartbeat);
}

/** Tries until it succeeds; undefined when the worker is told to stop meanwhile. */
async function until<T>(what: string, attempt: () => Promise<T>): Promise<T | undefined> {
  for (let told = false; !stopping.signal.aborted;) {
    try {
      return await attempt();
    } catch (error) {
      if (!told) say(`waiting for ${what}: ${reason(error)}`);
      told = true;
      await pause(1_000, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  return undefined;
}

const reason = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

main().catch((error: unknown) => {
  console.error(`worker: ${reason(error)}`);
  process.exitCode = 1;
});
