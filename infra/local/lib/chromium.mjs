import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { folder } from './paths.mjs';
import { runLogged } from './run.mjs';
import { onPath } from './temporal.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Path of a Chromium: `OPORA_CHROMIUM` or PATH.
 * @returns {string | undefined}
 */
export function findChromium() {
  const set = process.env['OPORA_CHROMIUM'];
  if (set && !existsSync(set)) throw new Failure(`OPORA_CHROMIUM: нет файла ${set}.`);
  return set ?? NAMES.map((name) => onPath(name)).find(Boolean);
}

/**
 * Finds Chromium or, where it is allowed to (root on Debian or Ubuntu), installs it with apt.
 * @param {{ say: (line: string) => void, data: string }} options
 * @returns {Promise<string>}
 */
export async function ensureChromium({ say, data }) {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    say('Ставлю Chromium (apt)…');
    const log = join(folder(join(data, 'logs')), 'install.log');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runLogged('Список пакетов Debian', 'apt-get', ['update', '-q'], { env, log });
    await runLogged(
      'Установка Chromium',
      'apt-get',
      ['install', '-qy', '--no-install-recommends', 'chromium'],
      { env, log },
    );
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Failure(
    'Для проверок в браузере нужен Chromium, его не нашлось.',
    'Поставьте его (Debian: sudo apt-get install chromium) или укажите путь: OPORA_CHROMIUM=/путь/к/chromium npm test',
  );
}
