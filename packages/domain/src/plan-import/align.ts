import { step } from '../steps.ts';
import { termAlone } from './term-alone.ts';
import { type ColumnKind } from './columns.ts';
import { type Header } from './header.ts';
import { readNumber } from './numbers.ts';
import { cleanCell, type RawCell, type RawRow } from './raw-table.ts';
import { looksResponsible } from './responsible.ts';

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
export function alignRow(row: RawRow, header: Header, exact: boolean): AlignedRow {
  const empty = (): RawCell[] => header.map(() => ({ text: '' }));
  const width = row.cells.length;
  const filled = row.cells.map((cell, index) => ({ cell, index })).filter(({ cell }) => cell.text);
  const direct = (): RawCell[] => header.map((_, index) => row.cells[index] ?? { text: '' });
  // A row of hundreds of cells is no row of a plan; searching it would take for ever.
  if (exact || row.placed || filled.length === 0 || filled.length > 40)
    return { cells: direct(), shifted: false };

  const numbered = numberColumn(header) >= 0 && readNumber(row.cells[0]!) !== undefined;
  if (!numbered && width === header.length) return { cells: direct(), shifted: false };
  const best = search(filled, header, width, numbered);
  const straight = filled.every(({ index }) => index < header.length)
    ? filled.map(({ index }) => index)
    : undefined;
  const margin = width === header.length ? 3 : 0.5;
  const keep =
    straight !== undefined && score(filled, straight, header, width, numbered) >= best.score - margin;
  return { cells: place(keep ? straight : best.columns, filled, empty()), shifted: !keep };
}

type Filled = { cell: RawCell; index: number }[];

function numberColumn(header: Header): number {
  return header.indexOf('number');
}

function place(columns: readonly number[], filled: Filled, cells: RawCell[]): RawCell[] {
  filled.forEach(({ cell }, order) => {
    const at = columns[order]!;
    const there = cells[at]!;
    cells[at] = there.text ? { ...there, text: cleanCell(`${there.text} ${cell.text}`) } : cell;
  });
  return cells;
}

/** Finds the best columns for cells in order (dynamic programming over cells × columns). */
function search(
  filled: Filled,
  header: Header,
  width: number,
  numbered: boolean,
): { columns: number[]; score: number } {
  let states = new Map<number, { columns: number[]; score: number }>([[-1, { columns: [], score: 0 }]]);
  for (const one of filled) {
    const next = new Map<number, { columns: number[]; score: number }>();
    for (const [last, state] of states) {
      for (let column = Math.max(0, last); column < header.length; column += 1) {
        const gained = state.score + gain(one, column, last, header, width, numbered);
        const there = next.get(column);
        if (!there || gained > there.score)
          next.set(column, { columns: [...state.columns, column], score: gained });
      }
    }
    states = next;
  }
  return [...states.values()].sort((left, right) => right.score - left.score)[0]!;
}

function score(
  filled: Filled,
  columns: readonly number[],
  header: Header,
  width: number,
  numbered: boolean,
): number {
  return filled.reduce(
    (sum, one, order) =>
      sum + gain(one, columns[order]!, order === 0 ? -1 : columns[order - 1]!, header, width, numbered),
    0,
  );
}

/** What it costs to put two cells into one column: long texts fall apart oftener than names. */
const joining: { [kind in ColumnKind]?: number } = { result: 1.5, indicator: 2, title: 2, term: 2.5 };

function gain(
  { cell, index }: Filled[number],
  column: number,
  last: number,
  header: Header,
  width: number,
  numbered: boolean,
): number {
  step();
  const kind = header[column]!;
  const there = width > 1 ? index / (width - 1) : 0;
  const here = header.length > 1 ? column / (header.length - 1) : 0;
  const skipped = header.slice(last + 1, column).filter((one) => one !== 'other').length;
  // The rest of a torn cell says little by itself: its place counts more.
  const weight = numbered ? 2 : 5;
  const fragment = !numbered && kind !== 'term' && /^[\p{Ll}\s–—-]/u.test(cell.text);
  const fit = fragment ? Math.min(0, fitness(cell, kind)) / 2 : fitness(cell, kind);
  const joined = column === last ? Math.min(fit, 1) - (joining[kind] ?? 3) : fit;
  return joined + (1 - weight * Math.abs(there - here)) - (numbered ? skipped * 0.4 : 0);
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
      const term = termAlone(text.slice(0, 400));
      const unreadLength = term.unread.join('').length;
      if (term.parts.length === 0) return text.length > 60 ? -4 : -2;
      return term.certainty === 'read' || unreadLength === 0 ? 4 : unreadLength > text.length / 2 ? -2 : 1.5;
    }
    case 'term-responsible':
      return Math.max(fitness(cell, 'term'), fitness(cell, 'responsible'));
    case 'responsible':
      return looksResponsible(text) >= 0.8 ? 3 : looksResponsible(text) > 0.3 ? 1 : -2;
    case 'title':
    case 'section':
      return readNumber(cell) ? -3 : text.length > 25 ? 1 : 0;
    case 'indicator':
    case 'result':
      return termAlone(text.slice(0, 400)).certainty === 'read' && text.length < 60
        ? -1
        : looksResponsible(text) === 1
          ? -0.5
          : 0.5;
    case 'term-mark':
      return text.length < 4 ? 1 : -2;
    case 'other':
      return 0;
  }
}
