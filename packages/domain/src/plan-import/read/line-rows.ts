import { columnKind } from '../columns.ts';
import { type Header } from '../header.ts';
import { headingWord, isUnder, readNumber, type RowNumber } from '../numbers.ts';
import { type RawRow } from '../raw-table.ts';
import { looksResponsible } from '../responsible.ts';
import { isBelowTable, isSignature } from './below-table.ts';
import { follows, rawOf, textOf, type LineCell } from './line-cell.ts';

/** Whether what follows is below the table, so that the open row is the last. */
export function endsRows(
  cells: readonly LineCell[],
  at: number,
  { open, last, header }: { open: RawRow; last: RowNumber | undefined; header: readonly string[] },
): boolean {
  if (otherTable(cells, at, header)) return true;
  const text = textOf(cells[at]!);
  if (!isBelowTable(text)) return false;
  const ahead = cells.slice(at + 1, at + 2 * header.length + 2);
  const next = ahead.map((cell) => readNumber(rawOf(cell)));
  if (last && next.some((number) => follows(number, last) || isSameFirst(number, last))) return false;
  // A name with initials may be who answers for the row.
  const named = open.cells.slice(2).some((cell) => looksResponsible(cell.text) >= 0.8);
  return named || open.cells.length >= header.length || !isSignature(text);
}

/** Lists of which a converter has made many, all counted from one: «1.», «1.», «1.». */
function isSameFirst(number: RowNumber | undefined, last: RowNumber): boolean {
  return last.parts.join('.') === '1' && number?.parts.join('.') === '1' && !number.roman && !last.roman;
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

/** Whether the rows stand under headings that have a number («1. Кадры», «II. Условия») or a word for what they are. */
export function hasNumberedHeadings(cells: readonly LineCell[], kinds: Header): boolean {
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

/** «Директор гимназии Белова А.П.», «И.О. Белов»: somebody, and no heading. */
export const endsInName =
  /(?:^|\s)(?:\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s\p{Lu}\.\s?(?:\p{Lu}\.?)?|\p{Lu}\.\s?\p{Lu}\.\s?\p{Lu}\p{Ll}+)$/u;

/** Whether the last line of a row may be a heading without a number that stands above the next row. */
export function mayHead(text: string, last: RowNumber, next: RowNumber, worded: boolean): boolean {
  // Between 1.1 and 1.2 stands no heading, only a name on two lines.
  if (next.parts.length > 1 && follows(next, last)) return false;
  // A heading with a number follows, or all headings have one or say what they are.
  if (next.parts.length < last.parts.length && !next.roman) return false;
  if (worded && !headingWord.test(text)) return false;
  if (endsInName.test(text)) return false;
  return text.length < 200 && /^(?:[\p{Lu}«]|\d{1,2}(?:-?й)? этап)/u.test(text);
}

/** Whether a number can come after the last one: its next sibling, its first child, or the next of a parent. */
export function begins(number: RowNumber, last: RowNumber | undefined, alone: boolean): boolean {
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
  const siblings = depth > 1 && number.parts.slice(0, -1).every((part, index) => part === last.parts[index]);
  return (
    alone && depth === last.parts.length && (gap > 0 ? gap <= (siblings ? 20 : 3) : number.parts.at(-1) === 1)
  );
}
