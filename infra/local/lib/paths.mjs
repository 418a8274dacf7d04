import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository, found from this file so that the current folder does not matter. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Folder for downloaded binaries; it is shared by all data folders because binaries hold no data. */
export const cacheDir = join(root, '.opora', 'cache');

/**
 * Folder of everything the local stack keeps: `OPORA_DATA`, else `.opora` in the repository.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
export function dataDir(env = process.env) {
  const set = env['OPORA_DATA'];
  if (!set) return join(root, '.opora');
  return isAbsolute(set) ? set : resolve(process.cwd(), set);
}

/**
 * Makes a folder (and its parents) if it is not there and returns its path.
 * @param {string} path
 * @param {number} [mode]
 * @returns {string}
 */
export function folder(path, mode = 0o755) {
  mkdirSync(path, { recursive: true, mode });
  return path;
}

/**
 * Makes an empty folder for one run that other users can enter: PostgreSQL started by root works as one of them.
 * @param {string} prefix
 * @returns {string}
 */
export function temporaryFolder(prefix) {
  const path = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(path, 0o755);
  return path;
}
