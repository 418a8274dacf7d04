import { readHeader, type Header } from '../header.ts';
import { type RowNumber } from '../numbers.ts';
import { cleanCell, type RawCell, type RawRow } from '../raw-table.ts';

/** A cell of converted text: paragraphs with the empty lines before each. */
export interface LineCell {
  paragraphs: { text: string; blank: number }[];
  line: number;
  /** An empty line stands before it, as where a page ends. */
  after?: boolean;
}

/** The kinds of the columns that a header names. */
export function kindsOf(header: readonly string[]): Header {
  return readHeader({ cells: header.map((text) => ({ text })), gap: false, place: '' })?.header ?? [];
}

/** Whether a number is the next sibling of another. */
export function follows(number: RowNumber | undefined, before: RowNumber): boolean {
  if (!number || number.parts.length !== before.parts.length || number.roman !== before.roman) return false;
  return (
    number.parts.slice(0, -1).every((part, index) => part === before.parts[index]) &&
    number.parts.at(-1) === before.parts.at(-1)! + 1
  );
}

/** A row of whole cells. */
export function row(cells: readonly LineCell[]): RawRow {
  return { cells: cells.map(rawOf), gap: false, place: placeOf(cells[0]!) };
}

/** A cell as readers give it. */
export function rawOf(cell: LineCell): RawCell {
  return { text: textOf(cell) };
}

/** The text of a cell, a paragraph a line. */
export function textOf(cell: LineCell): string {
  return cleanCell(cell.paragraphs.map(({ text }) => text).join('\n'));
}

/** Where a cell stands. */
export function placeOf(cell: LineCell): string {
  return `строка ${cell.line}`;
}
