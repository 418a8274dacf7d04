import { join } from 'node:path';

import { payloadKeys } from './config.mjs';
import { folder, root } from './paths.mjs';
import { endLeftovers, Part } from './part.mjs';
import { requireFree } from './ports.mjs';
import { ensureDatabase } from './postgres.mjs';
import { runLogged } from './run.mjs';
import { startPostgres, startTemporal } from './servers.mjs';
import { registerSearchAttributes, temporalAnswers } from './temporal.mjs';
import { Failure } from './failure.mjs';

/**
 * The running stack: its address, its parts by name, and how to stop it.
 * @typedef {{ url: string, env: NodeJS.ProcessEnv, parts: Map<string, Part>, stop: () => Promise<void> }} Stack
 */

/**
 * Starts PostgreSQL, Temporal, worker and API (which serves the web app) on one data folder; the program must be built.
 * @param {import('./config.mjs').Config} config
 * @param {{ say: (line: string) => void, signal?: AbortSignal, build?: () => Promise<void> }} options `build` runs beside the servers' start
 * @returns {Promise<Stack>}
 */
export async function startStack(config, { say, signal, build = async () => undefined }) {
  const place = { data: folder(config.data), say, signal };
  /** @type {Map<string, Part>} */
  const parts = new Map();
  const stop = () => stopParts(parts);
  try {
    await endLeftovers(place);
    await Promise.all([
      requireFree(config.port, 'программа', 'PORT', config.host),
      config.databaseUrl || requireFree(config.postgresPort, 'PostgreSQL', 'OPORA_POSTGRES_PORT'),
      config.temporalAddress || requireFree(config.temporalPort, 'Temporal', 'OPORA_TEMPORAL_PORT'),
    ]);
    const [databaseUrl, temporalAddress] = await together(
      database(config, place, parts),
      temporal(config, place, parts),
      build(),
    );
    const env = programEnvironment(config, databaseUrl, temporalAddress);
    await prepareData(place, env);
    const url = await program(config, place, parts, env);
    return { url, env, parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Waits for all, also when one fails: only then is it known what has to be stopped.
 * @template {unknown[]} T
 * @param {{ [K in keyof T]: Promise<T[K]> }} promises
 * @returns {Promise<T>}
 */
async function together(...promises) {
  await Promise.allSettled(promises);
  return /** @type {Promise<T>} */ (Promise.all(promises));
}

/** Those who ask stop before those who answer. */
const STOP_ORDER = [['api'], ['worker'], ['temporal', 'postgres']];

/** @param {Map<string, Part>} parts */
async function stopParts(parts) {
  for (const names of STOP_ORDER) await Promise.all(names.map((name) => parts.get(name)?.stop()));
}

/**
 * @param {import('./config.mjs').Config} config
 * @param {import('./servers.mjs').Place} place
 * @param {Map<string, Part>} parts
 * @returns {Promise<string>}
 */
async function database(config, place, parts) {
  if (config.databaseUrl) return config.databaseUrl;
  const { part, cluster } = await startPostgres({ ...place, port: config.postgresPort });
  parts.set('postgres', part);
  place.say(`PostgreSQL работает на порту ${config.postgresPort}`);
  return ensureDatabase(cluster, 'opora');
}

/**
 * @param {import('./config.mjs').Config} config
 * @param {import('./servers.mjs').Place} place
 * @param {Map<string, Part>} parts
 * @returns {Promise<string>}
 */
async function temporal(config, place, parts) {
  if (config.temporalAddress) {
    if (!(await temporalAnswers(config.temporalAddress, config.namespace))) {
      throw new Failure(
        `Temporal по адресу ${config.temporalAddress} (namespace «${config.namespace}») не отвечает.`,
        'Проверьте TEMPORAL_ADDRESS и TEMPORAL_NAMESPACE или уберите их, тогда запустится свой сервер.',
      );
    }
    await registerSearchAttributes(config.temporalAddress, config.namespace);
    return config.temporalAddress;
  }
  const { part, address } = await startTemporal({
    ...place,
    port: config.temporalPort,
    uiPort: config.temporalUiPort,
  });
  parts.set('temporal', part);
  place.say(`Temporal работает на порту ${config.temporalPort}`);
  return address;
}

/**
 * What worker, API and seed read from their environment.
 * @param {import('./config.mjs').Config} config
 * @param {string} databaseUrl
 * @param {string} temporalAddress
 * @returns {NodeJS.ProcessEnv}
 */
function programEnvironment(config, databaseUrl, temporalAddress) {
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: config.namespace,
    OPORA_PAYLOAD_KEYS: payloadKeys(config.data),
    OPORA_DATA: config.data,
    // Logs are read in files.
    NO_COLOR: '1',
    HOST: config.host,
    PORT: String(config.port),
  };
}

/**
 * Migrations and seed: both find out themselves that there is nothing to do.
 * @param {import('./servers.mjs').Place} place
 * @param {NodeJS.ProcessEnv} env
 */
async function prepareData(place, env) {
  place.say('Готовлю базу данных, процессы этапов и демонстрационную программу…');
  const log = join(folder(join(place.data, 'logs')), 'seed.log');
  await runLogged('Подготовка данных', process.execPath, ['apps/api/dist/seed.js'], {
    cwd: root,
    env,
    log,
    signal: place.signal,
  });
}

/**
 * @param {import('./config.mjs').Config} config
 * @param {import('./servers.mjs').Place} place
 * @param {Map<string, Part>} parts
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>}
 */
async function program(config, place, parts, env) {
  const shown = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  const url = `http://${shown}:${config.port}`;
  const args = (/** @type {string} */ app) => [
    '--enable-source-maps',
    ...(config.nodeFlags ?? []),
    `apps/${app}/dist/main.js`,
  ];
  const common = { command: process.execPath, cwd: root, env };
  const worker = new Part(
    { ...common, name: 'worker', args: args('worker'), ready: async () => true },
    place,
  );
  const live = () => answersOk(`${url}/api/health/live`);
  const api = new Part({ ...common, name: 'api', args: args('api'), ready: live }, place);
  parts.set('worker', worker).set('api', api);
  await Promise.all([worker.start(), api.start()]);
  place.say('Программа и исполнитель процессов запущены, жду готовности…');
  // Ready means PostgreSQL, Temporal and a worker that polls.
  await api.waitFor(() => answersOk(`${url}/api/health/ready`), 60);
  return url;
}

/**
 * Tells whether the address answers with success.
 * @param {string} url
 * @returns {Promise<boolean>}
 */
export async function answersOk(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
