import { step } from '../steps.ts';
import { cleanCell, type RawCell, type RawRow } from './raw-table.ts';

/** Where the columns of a table begin and end, as shares of its width. */
export type ColumnEdges = readonly (readonly [from: number, to: number])[];

/** The columns that a row of a table marks off; nothing where its reader knows no places. */
export function edgesOf(row: RawRow): ColumnEdges | undefined {
  const own = row.cells.filter((cell) => cell.merged !== 'left').map((cell) => cell.at);
  return own.length > 0 && own.every((at) => at !== undefined) ? own : undefined;
}

/**
 * Puts the cells of a row under columns by their place on the page: in a table drawn by hand edges differ a little from
 * row to row, and each row has cells of its own. A cell over several columns is merged over them.
 */
export function regrid(row: RawRow, columns: ColumnEdges): RawRow {
  const cells: (RawCell | undefined)[] = columns.map(() => undefined);
  for (const cell of row.cells) {
    step(columns.length);
    const at = cell.at;
    if (cell.merged === 'left' || !at) continue;
    const shares = columns.map(([from, to]) => Math.min(at[1], to) - Math.max(at[0], from));
    const covered = columns.flatMap(([from, to], index) => (shares[index]! > (to - from) / 2 ? [index] : []));
    const own = covered[0] ?? shares.indexOf(Math.max(...shares));
    for (const index of covered.slice(1)) cells[index] ??= { text: '', merged: 'left' };
    const there = cells[own];
    cells[own] =
      there && there.merged !== 'left'
        ? { ...there, ...joined(there, cell) }
        : { ...cell, at: columns[own]! };
  }
  return { ...row, cells: cells.map((cell, index) => cell ?? { text: '', at: columns[index]! }) };
}

function joined(left: RawCell, right: RawCell): Partial<RawCell> {
  if (!right.text) return {};
  return left.text ? { text: cleanCell(`${left.text} ${right.text}`) } : right;
}
