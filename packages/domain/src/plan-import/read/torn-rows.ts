import { columnKind } from '../columns.ts';
import { readHeader } from '../header.ts';
import { readNumber } from '../numbers.ts';

/** Lines of a file with their cells; a line without the delimiter has one cell. */
export interface Line {
  cells: string[];
  number: number;
}

const isEmpty = ({ cells }: Line): boolean => cells.every((cell) => !cell.trim());
const filled = (text: string | undefined): string => (text ?? '').trim();

/**
 * Puts rows together that paragraphs inside a cell tore apart: «1.1 | Провести», «- семинар;» and «- занятие | май | УО». A
 * row is torn while the cells of its pieces are no more than the header has, and the next piece has no number of its own;
 * across an empty line they must be exactly as many.
 */
export function withoutTears(lines: readonly Line[]): Line[] {
  const found: Line[] = [];
  let width = 0;
  let numbered = false;
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!;
    const names = line.cells.length > 2 ? readHeader(rawRow(line.cells)) : undefined;
    if (names) {
      width = line.cells.length;
      numbered = names.header.includes('number');
    }
    let row = line;
    let next = at + 1;
    while (!names && width > 0 && row.cells.length > 1 && row.cells.length < width) {
      const piece = nextPiece(lines, next, row, { width, numbered });
      if (piece === undefined) break;
      row = joined(row, lines.slice(next, piece + 1));
      next = piece + 1;
    }
    found.push(row);
    at = next;
  }
  return found;
}

/** The line in which the next piece of a torn row stands; nothing where the row is whole. */
function nextPiece(
  lines: readonly Line[],
  from: number,
  row: Line,
  { width, numbered }: { width: number; numbered: boolean },
): number | undefined {
  if (!/^\d/.test(filled(row.cells[0])) && numbered) return undefined;
  let blank = false;
  let at = from;
  for (; at < lines.length && at - from < 40; at += 1) {
    const line = lines[at]!;
    if (isEmpty(line)) blank = true;
    else if (line.cells.length > 1) break;
    else if (/^[-–—\s]*\d{1,3}[-–—\s]*$/.test(line.cells[0]!)) return undefined;
  }
  const next = lines[at];
  if (!next || next.cells.length < 2 || next.cells.length >= width) return undefined;
  const first = filled(next.cells[0]);
  const size = row.cells.length + next.cells.length - 1;
  if (first === '' || size > width || (blank && size !== width)) return undefined;
  const own = readNumber({ text: first }) !== undefined || columnKind(first) === 'number';
  // «2) счёт» is a part of a list where rows are numbered otherwise.
  const bracket = filled(row.cells[0]).endsWith(')') || !numbered;
  const leads = (bracket ? /^\d{1,2}(?:\.\d{1,3})*[.)]?(?:\s|$)/ : /^\d{1,2}(?:\.\d{1,3})*\.?(?:\s|$)/).test(
    first,
  );
  const begins = numbered && size === width ? own : own || leads;
  return begins ? undefined : at;
}

function joined(row: Line, pieces: readonly Line[]): Line {
  const last = pieces.at(-1)!;
  const between = pieces.slice(0, -1).filter((line) => !isEmpty(line));
  const seam = [row.cells.at(-1)!, ...between.map(({ cells }) => cells[0]!), last.cells[0]!];
  const text = seam.map((cell) => cell.trim()).join('\n');
  return { cells: [...row.cells.slice(0, -1), text, ...last.cells.slice(1)], number: row.number };
}

function rawRow(cells: readonly string[]): { cells: { text: string }[]; gap: boolean; place: string } {
  return { cells: cells.map((text) => ({ text: text.replaceAll('**', '').trim() })), gap: false, place: '' };
}
