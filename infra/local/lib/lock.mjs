import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { folder } from './paths.mjs';
import { fingerprint } from './process-table.mjs';

/**
 * Takes the data folder for this process; a second start on the same folder is refused, a dead owner's lock is taken over.
 * @param {string} data
 * @returns {() => void} gives the folder back
 */
export function lockFolder(data) {
  const file = join(folder(join(data, 'run')), 'lock.json');
  const mine = JSON.stringify({ pid: process.pid, is: fingerprint(process.pid) });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(file);
    if (owner && fingerprint(owner.pid) === owner.is) {
      throw new Failure(
        `Папка данных ${data} уже занята запуском «Опоры» (процесс ${owner.pid}).`,
        'Остановите его (Ctrl+C) или задайте другую папку: OPORA_DATA=<папка> PORT=<порт> npm start',
      );
    }
    rmSync(file, { force: true });
  }
  throw new Failure(
    `Не удалось занять папку данных ${data}.`,
    `Удалите файл ${file}, если «Опора» не запущена.`,
  );
}

/**
 * @param {string} file
 * @returns {{ pid: number, is?: string } | undefined}
 */
function ownerOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
