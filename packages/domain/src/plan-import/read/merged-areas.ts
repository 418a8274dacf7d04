import { PlanImportError } from '../raw-table.ts';

/** Cells under one name in all sheets together, and how many such areas; a row merged over the whole sheet has 16,384. */
const most = { cells: 500_000, areas: 5000 };

/**
 * Watches the parts of a workbook as they are unpacked, for the cells that it says are merged: a file of a thousand bytes may
 * merge a whole sheet, and its seventeen milliards of cells are made one by one. Throws `PlanImportError` that names the area.
 */
export class MergedAreas {
  private cells = 0;
  private areas = 0;
  private readonly tails = new Map<string, string>();

  /** Takes the next bytes of a part. */
  take(part: string, chunk: Buffer): void {
    if (!/^xl\/worksheets\/[^/]+\.xml$/i.test(part)) return;
    const text = (this.tails.get(part) ?? '') + chunk.toString('latin1');
    let end = 0;
    for (const match of text.matchAll(/<mergeCell\s[^>]*?ref\s*=\s*["']([^"']*)["']/g)) {
      end = match.index + match[0].length;
      this.areas += 1;
      this.cells += cellsOf(match[1]!);
      if (this.cells > most.cells || this.areas > most.areas) throw tooMany(part, match[1]!);
    }
    this.tails.set(part, text.slice(Math.max(end, text.length - 200)));
  }
}

const tooMany = (part: string, area: string): PlanImportError =>
  new PlanImportError(
    'archive-too-large',
    `Объединённых ячеек слишком много: «${area}» на листе ${/(\d+)\.xml$/.exec(part)?.[1] ?? part}. Отмените объединение за пределами таблицы или скопируйте только таблицу на новый лист.`,
  );

function cellsOf(area: string): number {
  const [, left, top, right, bottom] = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(area) ?? [];
  if (left === undefined) return 1;
  const rows = Math.abs(Number(bottom) - Number(top)) + 1;
  return rows * (Math.abs(columnOf(right!) - columnOf(left)) + 1);
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
