import { columnKind } from '../columns.ts';
import { readHeader } from '../header.ts';
import { textOfHtml } from './html.ts';
import { type LineCell } from './line-cell.ts';

/** Text in which bars end cells and lines do not end rows. */
export interface BarredText {
  cells: LineCell[];
  /** Lines above the first header. */
  lead: string[];
  paragraphs: string[];
}

/** Fewer bars make no table. */
const fewest = 8;
/** How many lines are asked whether they are a whole header. */
const asked = 400;

/**
 * The cells of a text in which a bar ends every cell: below it («Срок |»), alone in the next line, or before the next cell
 * («| Срок»). Nothing where a line is a whole row.
 */
export function barredCells(text: string): BarredText | undefined {
  const lines = text.split('\n');
  if (lines.filter((line) => line.includes('|')).length < fewest || hasRowsInLines(lines)) return undefined;
  const found: BarredText = { cells: [], lead: [], paragraphs: [] };
  let open: { text: string; blank: number; line: number }[] = [];
  let blank = 0;
  const take = (piece: string, line: number): void => {
    const { text: own } = textOfHtml(piece);
    if (own) {
      open.push({ text: own, blank, line });
      found.paragraphs.push(own);
      blank = 0;
    }
  };
  const close = (line: number): void => {
    const from = firstOfName(
      open.map(({ text: own }) => own),
      found.cells.length === 0,
    );
    if (found.cells.length === 0) found.lead.push(...open.slice(0, from).map(({ text: own }) => own));
    const own = open.slice(from);
    found.cells.push({
      paragraphs: own.map(({ text: said, blank: before }, at) => ({
        text: said,
        blank: at === 0 ? 0 : before,
      })),
      line: own[0]?.line ?? line,
      ...((own[0]?.blank ?? 0) > 0 ? { after: true } : {}),
    });
    open = [];
    blank = 0;
  };
  lines.forEach((line, index) => {
    if (!line.includes('|')) {
      if (line.trim()) take(line, index + 1);
      else blank += 1;
      return;
    }
    // «||||» stands for columns that a wide cell covers.
    if (/^\s*\|(?:\s*\|)+\s*$/.test(line) && open.length === 0) return;
    const pieces = withoutCovered(line).split('|');
    pieces.forEach((piece, at) => {
      take(piece, index + 1);
      if (at < pieces.length - 1) close(index + 1);
    });
  });
  // What no bar ends is below the table, or a cell that the end of the text has cut.
  return found;
}

/** A line without the bars at its end that stand for covered columns; they are looked at once, however many there are. */
function withoutCovered(line: string): string {
  let end = line.length;
  while (end > 0 && /[|\s]/.test(line[end - 1]!)) end -= 1;
  const bar = line.indexOf('|', end);
  return bar >= 0 && line.includes('|', bar + 1) ? line.slice(0, bar + 1) : line;
}

function hasRowsInLines(lines: readonly string[]): boolean {
  return lines
    .filter((line) => line.split('|', 4).length > 3)
    .slice(0, asked)
    .some((line) => {
      const cells = line.split('|').map((text) => ({ text: text.trim() }));
      return cells.length < 40 && readHeader({ cells, gap: false, place: '' }) !== undefined;
    });
}

/** Where in the lines of a cell it begins: the lines above a header are no part of its first cell. */
function firstOfName(lines: readonly string[], first: boolean): number {
  for (let size = 1; size <= Math.min(2, lines.length); size += 1) {
    const kind = columnKind(lines.slice(-size).join('\n').trim());
    if (kind === 'number' || (kind && first && lines.length > size)) return lines.length - size;
  }
  return 0;
}
