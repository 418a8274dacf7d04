import { step } from '../../steps.ts';
import { type ColumnKind } from '../columns.ts';
import { type Header } from '../header.ts';
import { type RawCell, type RawRow } from '../raw-table.ts';
import { looksResponsible } from '../responsible.ts';
import { isTerm } from '../when-who.ts';
import { isBelowTable } from './below-table.ts';
import { cellGain, joinGain, skipped, type KnownColumns } from './fit-lines.ts';
import { placeOf, rawOf, textOf, type LineCell } from './line-cell.ts';

/** What a new row costs, so that a paragraph rather goes on with the name above it. */
const begun = 0.5;
const nothingKnown: KnownColumns = new Map();

interface Way {
  score: number;
  /** The column of the line before, and whether a row begins with this one. */
  from: number;
  begins: boolean;
}

/**
 * Rows without numbers of which every paragraph stands on a line of its own: where cells and rows begin, only their contents
 * say. Takes the way in which all lines together fit best (dynamic programming, lines × columns²) and marks every row.
 */
export function streamRows(cells: readonly LineCell[], kinds: Header): RawRow[] {
  const lines = withoutTail(cells);
  // `fitLines` counts columns from the number on: here it is an empty one.
  const columns: Header = ['number', ...kinds];
  const raw = lines.map(rawOf);
  const ways: Way[][] = [];
  let last: readonly Way[] | undefined;
  for (const [at, line] of raw.entries()) {
    const gains = columns.map((kind, column) => (column === 0 ? 0 : gainOf(line, column, kind, columns)));
    const first = columns.map(
      (_, column) => gains[column]! - skipped(columns, 0, column, nothingKnown) - begun,
    );
    const next = columns.map((kind, column): Way => {
      if (column === 0) return { score: -Infinity, from: 0, begins: false };
      let best: Way = { score: last ? -Infinity : first[column]!, from: 0, begins: true };
      for (const [from, way] of (last ?? []).entries()) {
        step();
        if (from === 0) continue;
        const anew = way.score - skipped(columns, from, columns.length, nothingKnown) + first[column]!;
        const on =
          from > column
            ? -Infinity
            : way.score +
              (from === column
                ? joinGain(raw[at - 1]!, line, kind, undefined)
                : gains[column]! - skipped(columns, from, column, nothingKnown));
        if (anew > best.score) best = { score: anew, from, begins: true };
        if (on > best.score) best = { score: on, from, begins: false };
      }
      return best;
    });
    ways.push(next);
    last = next;
  }
  return rowsOf(lines, raw, placesOf(ways, columns), kinds.length);
}

/** «Акции:» is no term and «Белова А.П.» begins no row, though both could: no number says otherwise. */
function gainOf(line: RawCell, column: number, kind: ColumnKind, columns: Header): number {
  const gain = cellGain(line, column, columns, nothingKnown);
  if (kind.startsWith('term') && gain < 0) return gain - 3;
  return kind === 'title' && line.text.length < 90 && looksResponsible(line.text) >= 0.8 ? gain - 2 : gain;
}

/** For each line its column and whether a row begins with it, from the best end back. */
function placesOf(ways: readonly Way[][], columns: Header): { column: number; begins: boolean }[] {
  const end = ways.at(-1);
  if (!end) return [];
  const whole = end.map(
    ({ score }, column) => score - skipped(columns, column, columns.length, nothingKnown),
  );
  let column = whole.indexOf(Math.max(...whole));
  return ways
    .toReversed()
    .map((way) => {
      const { from, begins } = way[column]!;
      const place = { column, begins };
      column = from;
      return place;
    })
    .toReversed();
}

function rowsOf(
  lines: readonly LineCell[],
  raw: readonly RawCell[],
  places: readonly { column: number; begins: boolean }[],
  width: number,
): RawRow[] {
  const rows: RawRow[] = [];
  for (const [at, { column, begins }] of places.entries()) {
    if (begins)
      rows.push({
        cells: Array.from({ length: width }, (): RawCell => ({ text: '' })),
        gap: false,
        placed: 'doubtful',
        place: placeOf(lines[at]!),
      });
    const own = rows.at(-1)!.cells;
    const there = own[column - 1]!.text;
    own[column - 1] = { text: there ? `${there}\n${raw[at]!.text}` : raw[at]!.text };
  }
  return rows;
}

/** The lines up to what stands below the table behind the last term. */
function withoutTail(cells: readonly LineCell[]): LineCell[] {
  const term = cells.findLastIndex((cell) => isTerm(textOf(cell).slice(0, 200)));
  const below = cells.findIndex((cell, at) => at > term && isBelowTable(textOf(cell)));
  return cells.slice(0, Math.min(below < 0 ? cells.length : below, term + 8));
}
