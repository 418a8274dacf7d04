import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { cacheDir, folder, root } from './paths.mjs';
import { runLogged } from './run.mjs';

/** What the running stack is built from, and the files that must be there after a build. */
const SOURCES = ['packages', 'apps', 'tsconfig.base.json', 'package-lock.json'];
const RESULTS = ['apps/api/dist/main.js', 'apps/worker/dist/main.js', 'apps/web/dist/index.html'];

/**
 * Builds packages, API, worker and web when a source changed since the last build.
 * @param {{ say: (line: string) => void, data: string, signal?: AbortSignal }} options
 * @returns {Promise<void>}
 */
export async function build({ say, data, signal }) {
  const stamp = join(folder(cacheDir), 'build');
  const sources = digest();
  const built = existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
  if (built && RESULTS.every((file) => existsSync(join(root, file)))) return;
  say('Собираю программу…');
  const log = join(folder(join(data, 'logs')), 'build.log');
  const args = [
    join(root, 'node_modules/nx/dist/bin/nx.js'),
    'run-many',
    '-t',
    'build',
    '--projects=@opora/api,@opora/worker,@opora/web',
    '--parallel=2',
    '--output-style=stream',
  ];
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', FORCE_COLOR: '0' };
  await runLogged('Сборка', process.execPath, args, { cwd: root, env, log, signal });
  if (digest() === sources) writeFileSync(stamp, sources);
  else forgetCompiled();
}

/**
 * Sources that changed while they were built are older than what was built of their earlier text, and the compiler, which goes by
 * times, would take that for up to date. Without its notes it compiles everything anew at the next start.
 */
function forgetCompiled() {
  for (const group of ['packages', 'apps'])
    for (const name of readdirSync(join(root, group)))
      rmSync(join(root, group, name, 'dist/.tsbuildinfo'), { force: true });
}

/** Names, sizes and times of all sources: reading them takes tens of milliseconds, hashing contents would take seconds. */
function digest() {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ path) => {
    const info = statSync(path);
    if (!info.isDirectory()) {
      hash.update(`${relative(root, path)} ${info.size} ${info.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(path).sort()) {
      if (name !== 'dist' && name !== 'node_modules' && !name.endsWith('.spec.ts')) visit(join(path, name));
    }
  };
  for (const source of SOURCES) visit(join(root, source));
  return hash.digest('hex');
}
