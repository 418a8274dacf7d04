import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { folder, root } from './paths.mjs';
import { runLogged } from './run.mjs';

/**
 * Installs the npm packages when they are absent or differ from package-lock.json; a check of an installed tree takes milliseconds.
 * @param {{ say: (line: string) => void, data: string, signal?: AbortSignal }} options
 * @returns {Promise<void>}
 */
export async function installPackages({ say, data, signal }) {
  const reason = installNeeded();
  if (!reason) return;
  say(`Ставлю пакеты npm (${reason})…`);
  const log = join(folder(join(data, 'logs')), 'install.log');
  const args = ['ci', '--no-audit', '--no-fund'];
  await runLogged('Установка пакетов', 'npm', args, { cwd: root, log, signal });
}

/**
 * Says why packages must be installed, or nothing when the installed tree is the locked one.
 * @param {string} [directory]
 * @returns {string | undefined}
 */
export function installNeeded(directory = root) {
  const installed = join(directory, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return 'их ещё нет';
  const has = packagesOf(installed);
  for (const [path, wanted] of Object.entries(packagesOf(join(directory, 'package-lock.json')))) {
    // Workspaces are links, and optional packages belong to other platforms.
    if (!path.startsWith('node_modules/') || wanted.link || wanted.optional || wanted.peer) continue;
    if (has[path]?.version !== wanted.version) return `${path.slice('node_modules/'.length)} не той версии`;
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, link?: boolean, optional?: boolean, peer?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
