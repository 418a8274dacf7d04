import { fitness } from './align.ts';
import { type ColumnKind } from './columns.ts';
import { type Header } from './header.ts';
import { type RawRow, type RawTable } from './raw-table.ts';

/** Guesses what the columns hold by what stands in them, for a table without a header; nothing where that is not clear. */
export function inferHeader(table: RawTable): Header | undefined {
  const widths = new Map<number, number>();
  table.rows.forEach(({ cells }) => widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1));
  const width = [...widths].sort((left, right) => right[1] - left[1])[0]?.[0] ?? 0;
  const rows = table.rows
    .filter((row) => row.cells.length === width && row.cells.filter(({ text }) => text).length >= 3)
    .slice(0, 60);
  if (width < 3 || width > 12 || rows.length < 2) return undefined;

  const free = new Set(Array.from({ length: width }, (_, index) => index));
  const kinds = new Array<ColumnKind>(width).fill('other');
  const take = (kind: ColumnKind, least: number): number => {
    const ranked = [...free]
      .map((column) => ({ column, fit: average(rows, column, kind) }))
      .sort((left, right) => right.fit - left.fit);
    const best = ranked[0];
    if (!best || best.fit < least) return -1;
    kinds[best.column] = kind;
    free.delete(best.column);
    return best.column;
  };
  take('number', 3);
  const term = take('term', 1.5);
  const responsible = take('responsible', 1);
  if (term < 0 && responsible < 0) return undefined;
  if (term < 0 || responsible < 0 ? kinds.indexOf('number') < 0 : false) return undefined;
  const title = [...free].sort((left, right) => left - right).find((column) => length(rows, column) > 15);
  if (title === undefined) return undefined;
  kinds[title] = 'title';
  free.delete(title);
  const rest = [...free]
    .filter((column) => column > title && length(rows, column) > 0)
    .sort((left, right) => right - left);
  if (rest[0] !== undefined) kinds[rest[0]] = 'result';
  if (rest[1] !== undefined) kinds[rest[1]] = 'indicator';
  return kinds;
}

function average(rows: readonly RawRow[], column: number, kind: ColumnKind): number {
  const cells = rows.map((row) => row.cells[column]!).filter(({ text }) => text);
  if (cells.length < rows.length / 2) return -4;
  return cells.reduce((sum, cell) => sum + fitness(cell, kind), 0) / cells.length;
}

function length(rows: readonly RawRow[], column: number): number {
  return rows.reduce((sum, row) => sum + row.cells[column]!.text.length, 0) / rows.length;
}
