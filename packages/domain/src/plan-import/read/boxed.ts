import { readHeader } from '../header.ts';
import { readNumber, splitNumber } from '../numbers.ts';
import { cleanCell, type RawCell, type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';
import { rejoinLines } from './wrapped.ts';

const rule = /^[\s|+\-=_—–─━═┌┬┐├┼┤└┴┘╒╤╕╞╪╡╘╧╛╔╦╗╠╬╣╚╩╝╓╥╖╟╫╢╙╨╜]{3,}$/u;
const bar = /[|│┃║]/u;

/** Lines of one row, each cut into its cells. */
interface Group {
  lines: { cells: string[]; number: number }[];
}

/**
 * Reads a table drawn with lines: «│ 1. │ Проведение мони- │», ruled by «├──┼──┤», «+---+---+» or not at all. A row may have
 * many lines. Gives nothing where no table is drawn so (a table of markdown, a row a line, is read elsewhere).
 */
export function readBoxed(text: string): RawDocument | undefined {
  const tables: RawTable[] = [];
  const paragraphs: string[] = [];
  let before: string[] = [];
  let groups: Group[] = [];
  let ruled = 0;
  let drawn = false;
  const close = (): void => {
    const rows = rowsOf(groups, ruled);
    if (rows && rows.length > 1) {
      rejoinLines(rows);
      tables.push({ rows, before, exact: false });
      before = [];
      drawn = true;
    }
    groups = [];
    ruled = 0;
  };
  text.split('\n').forEach((line, index) => {
    const own = line.trim();
    if (own === '' || /^[-–—\s]*\d{1,3}[-–—\s]*$/.test(own)) return;
    if (rule.test(own) && /[-=—–─━═]{3}/u.test(own)) {
      if (groups.length > 0) ruled += 1;
      groups.push({ lines: [] });
      return;
    }
    if (/^[|│┃║├╟╠]/u.test(own) && own.length > 2) {
      if (groups.length === 0) groups.push({ lines: [] });
      groups.at(-1)!.lines.push({ cells: cellsOf(own), number: index + 1 });
      return;
    }
    close();
    paragraphs.push(cleanCell(own));
    before = [...before, cleanCell(own)].slice(-10);
  });
  close();
  return drawn ? { tables, paragraphs, problems: [] } : undefined;
}

function cellsOf(line: string): string[] {
  // A rule across a part of the row ends a cell that others go on beside.
  const plain = line
    .replace(/[├┼┤╟╫╢╠╬╣][─━═]+(?=[├┼┤╟╫╢╠╬╣])|^[├╟╠][─━═]+/gu, '│ ')
    .replace(/[├┼┤╟╫╢╠╬╣]/gu, '│');
  return plain.split(bar).slice(1, bar.test(plain.at(-1)!) ? -1 : undefined);
}

function rowsOf(groups: readonly Group[], ruled: number): RawRow[] | undefined {
  const filled = groups.filter(({ lines }) => lines.length > 0);
  const lines = filled.reduce((sum, group) => sum + group.lines.length, 0);
  const tall = filled.some((group) => group.lines.length > 1);
  // One rule below the header, and every row in a line: markdown.
  if (!tall || lines < 2) return undefined;
  if (ruled > 2 && filled.length > 2) return filled.map(rowOf);
  const width = filled[0]!.lines[0]!.cells.length;
  const [head, ...body] = filled.length > 1 ? filled : [{ lines: [] }, filled[0]!];
  const names = readHeader(rowOf(head!.lines.length > 0 ? head! : { lines: body[0]!.lines.slice(0, 1) }));
  const term = names?.header.includes('number') ? -1 : (names?.header.indexOf('term') ?? -1);
  const split = body.flatMap(({ lines: own }) => unruled(own, width, term));
  // In markdown no line goes on with the one before it.
  if (split.length === body.reduce((sum, group) => sum + group.lines.length, 0)) return undefined;
  return [...(head!.lines.length > 0 ? [rowOf(head!)] : []), ...split.map(rowOf)];
}

/**
 * Rows of lines without rules between them: a number, or a heading alone in its line, begins one. Without numbers a line with
 * no term goes on with the row above, if its first word found no room there.
 */
function unruled(lines: Group['lines'], width: number, term: number): Group[] {
  const groups: Group[] = [];
  for (const line of lines) {
    const first = line.cells[0]!.trim();
    const goesOn =
      groups.length > 0 &&
      line.cells.length === groups.at(-1)!.lines[0]!.cells.length &&
      !readNumber({ text: first }) &&
      !splitNumber(first) &&
      (first === '' ||
        line.cells.length < width ||
        (term > 0 &&
          !line.cells[term]!.trim() &&
          foundNoRoom(groups.at(-1)!.lines.at(-1)!.cells[0]!, first)));
    if (goesOn) groups.at(-1)!.lines.push(line);
    else groups.push({ lines: [line] });
  }
  return groups;
}

/** Whether the next word is too long for what is left of a line in its column. */
function foundNoRoom(before: string, next: string): boolean {
  return before.trim() !== '' && before.trim().length + 1 + next.split(' ', 1)[0]!.length > before.length;
}

function rowOf({ lines }: Group): RawRow {
  const width = Math.max(...lines.map(({ cells }) => cells.length));
  const cells = Array.from({ length: width }, (_, index): RawCell => ({
    text: cleanCell(
      lines
        .map(({ cells: own }) => (own[index] ?? '').trim())
        .join('\n')
        .replaceAll('**', ''),
    ),
  }));
  return { cells, gap: false, place: `строка ${lines[0]!.number}` };
}
