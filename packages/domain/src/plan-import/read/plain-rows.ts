import { type Header } from '../header.ts';
import { headingWord, readNumber, splitNumber, type RowNumber } from '../numbers.ts';
import { type RawCell, type RawRow } from '../raw-table.ts';
import { isTerm, saysWhen } from '../when-who.ts';
import { isBelowTable } from './below-table.ts';
import { kindsOf, placeOf, rawOf, row, textOf, type LineCell } from './line-cell.ts';
import { begins, endsInName, endsRows, hasNumberedHeadings, mayHead } from './line-rows.ts';
import { readNumberedLines } from './numbered-lines.ts';
import { streamRows } from './stream-lines.ts';
import { condensed } from './spare-lines.ts';

/** Rows of cells, or paragraphs of them, that stand on lines of their own and nothing between. */
export function readPlainRows(cells: LineCell[], width: number, header: readonly string[]): RawRow[] {
  const kinds = kindsOf(header);
  const unnumbered = kinds[0] !== 'number' && !hasNumbers(cells);
  if (unnumbered || kinds.indexOf('number') > 0) return unnumberedRows(cells, kinds);
  // Numbers that a list of the page counted have got lost.
  const lost = kinds[0] === 'number' && !cells.some((cell) => isCounted(textOf(cell)));
  if (lost)
    return unnumberedRows(cells, kinds.slice(1)).map((one) =>
      one.cells.length > 1 ? { ...one, cells: [{ text: '' }, ...one.cells] } : one,
    );
  if (kinds[0] === 'number') return readNumberedLines(cells, kinds, header);
  const rows: RawRow[] = [];
  let last: RowNumber | undefined;
  // Where headings have numbers of their own, none is without.
  const worded = hasNumberedHeadings(cells, kinds);
  for (const [at, cell] of cells.entries()) {
    const text = textOf(cell);
    const own = readNumber({ text });
    const split = own ? undefined : splitNumber(text);
    const number = own ?? split?.number;
    const open = rows.at(-1);
    if (number && begins(number, last, own !== undefined)) {
      const before = open && last ? { open, number, last, width, worded } : undefined;
      const anew = !worded && number.parts.at(-1) === 1;
      const surely = open && (anew || headingWord.test(open.cells.at(-1)!.text));
      const first = surely && before ? headingAtEnd(before) : undefined;
      if (open) open.cells = condensed(open.cells, kinds);
      const heading = first ?? (before && headingAtEnd(before));
      if (heading) rows.push({ cells: [heading], gap: false, place: placeOf(cell) });
      last = number;
      const raw: RawCell[] = [{ text: number.text }];
      if (split) raw.push({ text: split.rest });
      rows.push({ cells: raw, gap: false, place: placeOf(cell) });
    } else if (open && open.cells.length >= 3 && endsRows(cells, at, { open, last, header })) break;
    else if (open && !header.includes(text)) open.cells.push(rawOf(cell));
    else if (!open) rows.push(row([cell]));
  }
  const end = rows.at(-1);
  if (end) end.cells = condensed(end.cells, kinds);
  if (end && end.cells.length > width + 1) end.cells.splice(width);
  return rows;
}

/** Whether a text is a number of a row, or begins with one. */
function isCounted(text: string): boolean {
  const alone = readNumber({ text });
  return alone?.parts.length === 1 || ((alone ?? splitNumber(text)) !== undefined && !saysWhen(text));
}

/** Rows of lines without numbers: of as many as there are names, or laid out as their contents fit. */
function unnumberedRows(cells: readonly LineCell[], kinds: Header): RawRow[] {
  const whole = wholeRows(cells, kinds);
  if (!kinds.includes('title') || !kinds.includes('term')) return whole;
  const taken = whole.reduce((sum, { cells: own }) => sum + own.length, 0);
  const alone = whole.flatMap(({ cells: own }) => (own.length === 1 ? [own[0]!.text] : []));
  const parts = alone.some(
    (text) => /^\p{Ll}/u.test(text) || endsInName.test(text) || isTerm(text.slice(0, 200)),
  );
  const rest = cells.slice(taken).some((cell) => isTerm(textOf(cell).slice(0, 200)));
  return alone.length * 2 > whole.length || parts || rest ? streamRows(cells, kinds) : whole;
}

/** Whether any cell begins with a number and goes on; «10.00, актовый зал» is a time. */
export function hasNumbers(cells: readonly LineCell[]): boolean {
  return cells.map(textOf).some((text) => splitNumber(text) !== undefined && !saysWhen(text));
}

/**
 * Rows of cells of which none has a number: as many cells as the header has names, each with a term in its place; a cell
 * between two such rows is a heading, and the last cell of a row may be missing. What comes after the last is no row.
 */
export function wholeRows(cells: readonly LineCell[], kinds: Header): RawRow[] {
  const [width, term] = [kinds.length, kinds.indexOf('term')];
  if (term < 0) return [];
  const fits = (at: number): boolean =>
    cells[at + term] !== undefined && saysWhen(textOf(cells[at + term]!).replace(/\s+/g, ' '));
  // From behind: how many rows follow, and what a cell begins.
  const best: { score: number; size: number }[] = [];
  best[cells.length] = { score: 0, size: 0 };
  for (let at = cells.length - 1; at >= 0; at -= 1) {
    const choices = [
      { size: 0, score: 0 },
      { size: 1, score: (best[at + 1]?.score ?? 0) - 1 },
      ...[width, width - 1].flatMap((size) =>
        fits(at) && at + size <= cells.length
          ? [{ size, score: best[at + size]!.score + 3 - (size < width ? 1.5 : 0) }]
          : [],
      ),
    ];
    best[at] = choices.reduce((found, next) => (next.score > found.score ? next : found));
  }
  const rows: LineCell[][] = [];
  for (let at = 0; at < cells.length && best[at]!.size > 0; at += best[at]!.size)
    rows.push(cells.slice(at, at + best[at]!.size));
  const end = rows.at(-1);
  const last = end?.at(-1);
  const cut = last?.paragraphs.findIndex(({ text }, index) => index > 0 && isBelowTable(text)) ?? -1;
  if (end && last && cut > 0) end[end.length - 1] = { ...last, paragraphs: last.paragraphs.slice(0, cut) };
  return rows.map((own, index): RawRow => {
    const raw = row(own);
    // A line between rows is a heading, or one more paragraph of the row above.
    const next = rows[index + 1];
    const unsure = next?.length === 1 && own.length === width && !headingWord.test(textOf(next[0]!));
    return unsure ? { ...raw, placed: 'doubtful' } : raw;
  });
}

/** A row of plain lines where the next number begins. */
interface RowEnd {
  open: RawRow;
  number: RowNumber;
  last: RowNumber;
  width: number;
  worded: boolean;
}

/** Takes a heading without a number off the end of the row above: the row has one cell too many, or numbers begin anew. */
function headingAtEnd({ open, number, last, width, worded }: RowEnd): RawCell | undefined {
  const anew = number.parts.at(-1) === 1 && number.parts.length <= last.parts.length;
  const text = open.cells.at(-1)!.text;
  if (!mayHead(text, last, number, worded)) return undefined;
  const spare = open.cells.length > width || (anew && open.cells.length > 3);
  return spare ? open.cells.pop() : undefined;
}
