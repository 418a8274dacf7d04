import { parseTerm } from '../terms/index.ts';
import { type ColumnKind, type Header } from './columns.ts';
import { readNumber } from './numbers.ts';
import { cleanCell, type RawCell, type RawRow } from './raw-table.ts';
import { looksResponsible } from './responsible.ts';

/** Where the cells of rows of a certain width went, learned from full rows for the broken ones after them. */
export type Layouts = Map<number, readonly number[]>;

/** A row with its cells under the columns of the header. */
export interface AlignedRow {
  cells: RawCell[];
  /** Cells stood elsewhere than the header says, and were put in their places by what they say. */
  shifted: boolean;
}

/**
 * Puts the cells of a row under the header's columns. In converted text empty cells appear and words of one cell fall into
 * two; then cells are put, in their order, where their contents fit best.
 */
export function alignRow(row: RawRow, header: Header, exact: boolean, layouts: Layouts): AlignedRow {
  const empty = (): RawCell[] => header.map(() => ({ text: '' }));
  const width = row.cells.length;
  const filled = row.cells.map((cell, index) => ({ cell, index })).filter(({ cell }) => cell.text);
  const direct = (): RawCell[] => header.map((_, index) => row.cells[index] ?? { text: '' });
  // A row of hundreds of cells is no row of a plan; searching it would take for ever.
  if (exact || filled.length === 0 || filled.length > 40) return { cells: direct(), shifted: false };

  const numbered = numberColumn(header) >= 0 && readNumber(row.cells[0]!) !== undefined;
  const fits = width <= header.length || filled.every(({ index }) => index < header.length);
  const known = layouts.get(width);
  if (!numbered) {
    if (width === header.length) return { cells: direct(), shifted: false };
    if (filled.length === 1 && filled[0]!.index === 0)
      return { cells: place(row, [0], filled, empty()), shifted: false };
    if (known)
      return {
        cells: place(
          row,
          filled.map(({ index }) => nearest(known, index)),
          filled,
          empty(),
        ),
        shifted: true,
      };
  }
  const best = search(filled, header, width);
  const straight =
    fits && filled.every(({ index }) => index < header.length) ? filled.map(({ index }) => index) : undefined;
  const keep =
    straight && score(filled, straight, header, width) >= best.score - (width === header.length ? 3 : 0.5);
  const chosen = keep ? straight : best.columns;
  if (numbered && filled.length >= 4) {
    const layout = new Array<number>(width).fill(-1);
    filled.forEach(({ index }, order) => (layout[index] = chosen[order]!));
    layouts.set(width, layout);
  }
  return { cells: place(row, chosen, filled, empty()), shifted: !keep };
}

type Filled = { cell: RawCell; index: number }[];

function numberColumn(header: Header): number {
  return header.indexOf('number');
}

function nearest(layout: readonly number[], index: number): number {
  for (let away = 0; away < layout.length; away += 1) {
    const left = layout[index - away];
    if (left !== undefined && left >= 0) return left;
    const right = layout[index + away];
    if (right !== undefined && right >= 0) return right;
  }
  return 0;
}

function place(row: RawRow, columns: readonly number[], filled: Filled, cells: RawCell[]): RawCell[] {
  filled.forEach(({ cell }, order) => {
    const at = columns[order]!;
    const there = cells[at]!;
    cells[at] = there.text ? { ...there, text: cleanCell(`${there.text} ${cell.text}`) } : cell;
  });
  return cells;
}

/** Finds the best columns for cells in order (dynamic programming over cells × columns). */
function search(filled: Filled, header: Header, width: number): { columns: number[]; score: number } {
  let states = new Map<number, { columns: number[]; score: number }>([[-1, { columns: [], score: 0 }]]);
  for (const [order, one] of filled.entries()) {
    const next = new Map<number, { columns: number[]; score: number }>();
    for (const [last, state] of states) {
      for (let column = Math.max(0, last); column < header.length; column += 1) {
        const gained = state.score + gain(filled, order, column, last, header, width, one.cell);
        const there = next.get(column);
        if (!there || gained > there.score)
          next.set(column, { columns: [...state.columns, column], score: gained });
      }
    }
    states = next;
  }
  return [...states.values()].sort((left, right) => right.score - left.score)[0]!;
}

function score(filled: Filled, columns: readonly number[], header: Header, width: number): number {
  return filled.reduce(
    (sum, { cell }, order) =>
      sum + gain(filled, order, columns[order]!, order === 0 ? -1 : columns[order - 1]!, header, width, cell),
    0,
  );
}

function gain(
  filled: Filled,
  order: number,
  column: number,
  last: number,
  header: Header,
  width: number,
  cell: RawCell,
): number {
  const there = width > 1 ? filled[order]!.index / (width - 1) : 0;
  const here = header.length > 1 ? column / (header.length - 1) : 0;
  const joined = column === last;
  const skipped = header.slice(last + 1, column).filter((kind) => kind !== 'other').length;
  const fit = fitness(cell, header[column]!);
  return (joined ? Math.min(fit, 1) - 2 : fit) + (1 - 2 * Math.abs(there - here)) - skipped * 0.4;
}

const fitnesses = new WeakMap<RawCell, Map<ColumnKind, number>>();

/** How well a cell's words fit a kind of column, about −4 … 5. */
export function fitness(cell: RawCell, kind: ColumnKind): number {
  const known = fitnesses.get(cell) ?? new Map<ColumnKind, number>();
  fitnesses.set(cell, known);
  const found = known.get(kind) ?? measure(cell, kind);
  known.set(kind, found);
  return found;
}

function measure(cell: RawCell, kind: ColumnKind): number {
  const { text } = cell;
  switch (kind) {
    case 'number':
      return readNumber(cell) ? 5 : -4;
    case 'term':
    case 'term-start':
    case 'term-end': {
      const term = parseTerm(text.slice(0, 400));
      const unreadLength = term.unread.join('').length;
      if (term.parts.length === 0) return text.length > 60 ? -4 : -2;
      return term.certainty === 'read' || unreadLength === 0 ? 4 : unreadLength > text.length / 2 ? -2 : 1.5;
    }
    case 'responsible':
      return looksResponsible(text) >= 0.8 ? 3 : looksResponsible(text) > 0.3 ? 1 : -2;
    case 'title':
    case 'section':
      return readNumber(cell) ? -3 : text.length > 25 ? 1 : 0;
    case 'indicator':
    case 'result':
      return parseTerm(text.slice(0, 400)).certainty === 'read' && text.length < 60
        ? -1
        : looksResponsible(text) === 1
          ? -0.5
          : 0.5;
    case 'other':
      return 0;
  }
}
