import { columnKind } from '../columns.ts';
import { type Header } from '../header.ts';
import { headingWord, readNumber, splitNumber, isUnder, type RowNumber } from '../numbers.ts';
import { type RawCell, type RawRow } from '../raw-table.ts';
import { looksResponsible } from '../responsible.ts';
import { isTerm } from '../when-who.ts';
import { isBelowTable, isSignature } from './below-table.ts';
import { follows, kindsOf, placeOf, rawOf, row, textOf, type LineCell } from './line-cell.ts';
import { condensed } from './spare-lines.ts';

/** Rows of cells, or paragraphs of them, that stand on lines of their own and nothing between. */
export function readPlainRows(cells: LineCell[], width: number, header: readonly string[]): RawRow[] {
  const kinds = kindsOf(header);
  const unnumbered = kinds[0] !== 'number' && !cells.some((cell) => splitNumber(textOf(cell)));
  if (unnumbered || kinds.indexOf('number') > 0) return wholeRows(cells, kinds);
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

/** Whether what follows is below the table, so that the open row is the last. */
function endsRows(
  cells: readonly LineCell[],
  at: number,
  { open, last, header }: { open: RawRow; last: RowNumber | undefined; header: readonly string[] },
): boolean {
  if (otherTable(cells, at, header)) return true;
  const text = textOf(cells[at]!);
  if (!isBelowTable(text)) return false;
  const ahead = cells.slice(at + 1, at + 2 * header.length + 2);
  if (last && ahead.some((cell) => follows(readNumber(rawOf(cell)), last))) return false;
  // A name with initials may be who answers for the row.
  const named = open.cells.slice(2).some((cell) => looksResponsible(cell.text) >= 0.8);
  return named || open.cells.length >= header.length || !isSignature(text);
}

/** Whether the header of another table begins: a name for numbers, and names that the plan's header does not have. */
function otherTable(cells: readonly LineCell[], at: number, header: readonly string[]): boolean {
  const names = cells.slice(at, at + 3).map(textOf);
  return (
    names.length === 3 &&
    !/\d/.test(names[0]!) &&
    columnKind(names[0]!) === 'number' &&
    names.slice(1).every((name) => !header.includes(name) && /^\p{Lu}/u.test(name) && name.length < 80)
  );
}

/**
 * Rows of cells of which none has a number: as many cells as the header has names, each with a term in its place; a cell
 * between two such rows is a heading, and the last cell of a row may be missing. What comes after the last is no row.
 */
export function wholeRows(cells: readonly LineCell[], kinds: Header): RawRow[] {
  const [width, term] = [kinds.length, kinds.indexOf('term')];
  if (term < 0) return [];
  const fits = (at: number): boolean =>
    cells[at + term] !== undefined && isTerm(textOf(cells[at + term]!).replace(/\s+/g, ' '));
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
  return rows.map(row);
}

/** A row of plain lines where the next number begins. */
interface RowEnd {
  open: RawRow;
  number: RowNumber;
  last: RowNumber;
  width: number;
  worded: boolean;
}

/** Whether the rows stand under headings that have a number («1. Кадры», «II. Условия») or a word for what they are. */
function hasNumberedHeadings(cells: readonly LineCell[], kinds: Header): boolean {
  const texts = cells.map(textOf);
  if (!kinds.includes('number')) return false;
  // «Раздел I. Анализ», and the number of a row right behind it.
  const heads = texts.filter(
    (text, at) =>
      texts[at + 1] !== undefined &&
      readNumber({ text: texts[at + 1]! }) !== undefined &&
      (headingWord.test(text) || /^(?:[IVX]+|\d{1,2})\.? (?=\p{Lu})/u.test(text)),
  );
  return heads.length > 1;
}

/** Takes a heading without a number off the end of the row above: the row has one cell too many, or numbers begin anew. */
function headingAtEnd({ open, number, last, width, worded }: RowEnd): RawCell | undefined {
  const anew = number.parts.at(-1) === 1 && number.parts.length <= last.parts.length;
  // Between 1.1 and 1.2 stands no heading, only a name on two lines.
  if (number.parts.length > 1 && follows(number, last)) return undefined;
  // A heading with a number follows, or all headings have one or say what they are.
  if (number.parts.length < last.parts.length && !number.roman) return undefined;
  if (worded && !headingWord.test(open.cells.at(-1)!.text)) return undefined;
  const spare = open.cells.length > width || (anew && open.cells.length > 3);
  const text = open.cells.at(-1)!.text;
  return spare && text.length < 200 && /^(?:[\p{Lu}«]|\d{1,2}(?:-?й)? этап)/u.test(text)
    ? open.cells.pop()
    : undefined;
}

/** Whether a number can come after the last one: its next sibling, its first child, or the next of a parent. */
function begins(number: RowNumber, last: RowNumber | undefined, alone: boolean): boolean {
  if (!last) return true;
  if (number.roman !== last.roman) return alone || number.parts[0] === 1 || number.roman;
  if (follows(number, last)) return true;
  if (isUnder(number, last)) return true;
  const depth = number.parts.length;
  if (depth < last.parts.length) {
    const parent = last.parts.slice(0, depth);
    return (
      number.parts.slice(0, -1).every((part, index) => part === parent[index]) &&
      (number.parts.at(-1) ?? 0) === (parent.at(-1) ?? 0) + 1
    );
  }
  // A gap or a restart is believed only of a number that stands alone.
  const gap = number.parts.at(-1)! - last.parts.at(-1)!;
  return alone && depth === last.parts.length && (gap > 0 ? gap <= 3 : number.parts.at(-1) === 1);
}
