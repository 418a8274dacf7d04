import { step } from '../../steps.ts';
import { cleanCell, type RawCell, type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';
import { rejoinLines } from './wrapped.ts';

/** A line of dashes under every column: «------ ----------- -----». */
const columnRule = /^\s*(?:[-=]{2,} +){2,}[-=]{2,}\s*$/;
/** A line of dashes from edge to edge. */
const fullRule = /^\s*[-=]{10,}\s*$/;

/** More columns no plan has: such a line rules nothing. */
const mostColumns = 60;

const isColumnRule = (line: string): boolean => columnRule.test(line) && startsOf(line).length <= mostColumns;
const isRule = (line = ''): boolean => isColumnRule(line) || fullRule.test(line);

/** The next line that rules columns, from a line on; -1: none. */
function nextRule(lines: readonly string[], from: number): number {
  for (let at = from; at < lines.length; at += 1) {
    step();
    if (isColumnRule(lines[at]!)) return at;
  }
  return -1;
}

/**
 * Reads tables whose columns are ruled by dashes, as converters of documents write them: a row has one line, or many with an
 * empty line between the rows. Gives nothing where no line is such a rule.
 */
export function readRuled(text: string): RawDocument | undefined {
  const lines = text.split('\n').map((line) => line.replace(/\t/g, '    ').trimEnd());
  const tables: RawTable[] = [];
  const paragraphs: string[] = [];
  let before: string[] = [];
  let from = 0;
  while (from < lines.length) {
    const at = nextRule(lines, from);
    if (at < 0) break;
    let head = at;
    while (head > from && lines[head - 1] && !isRule(lines[head - 1])) head -= 1;
    // A rule above the header too: the header stands between them.
    const below = head === at ? nextRule(lines, at + 1) : -1;
    if (below > at && !lines[below + 1]) {
      // Rules only above and below: the first row is the header.
      const body = lines.slice(at + 1, below);
      const rows = rowsOf(lines, at + 1, below, startsOf(lines[at]!), body.includes('') ? 'blank' : 'line');
      const own = lines.slice(from, at).filter(Boolean).map(cleanCell);
      for (const line of own) paragraphs.push(line);
      before = [...before, ...own.slice(-10)].slice(-10);
      if (rows.length > 0) {
        tables.push({ rows, before, exact: true });
        before = [];
      }
      from = below + 1;
      continue;
    }
    const [header, start] = below > at ? [at + 1, below + 1] : [head, at + 1];
    const framed = fullRule.test(lines[header - 1] ?? '');
    let end = start;
    while (end < lines.length && !isRule(lines[end]) && (framed || below > at || lines[end])) end += 1;
    const starts = startsOf(lines[at]!);
    const own = rowsOf(lines, start, end, starts, below > at ? 'first' : framed ? 'blank' : 'line');
    const above = lines
      .slice(from, header)
      .filter((line) => line && !isRule(line))
      .map(cleanCell);
    for (const line of above) paragraphs.push(line);
    before = [...before, ...above.slice(-10)].slice(-10);
    const names = cellsOf(lines.slice(header, below > at ? below : at), starts);
    const rows: RawRow[] = [{ cells: names, gap: false, place: `строка ${header + 1}` }, ...own];
    tables.push({ rows, before, exact: true });
    before = [];
    from = end + 1;
  }
  if (tables.length === 0) return undefined;
  for (const line of lines.slice(from)) if (line) paragraphs.push(cleanCell(line));
  for (const { rows } of tables) rejoinLines(rows);
  return { tables, paragraphs, problems: [] };
}

function startsOf(rule: string): number[] {
  return [...rule.matchAll(/[-=]+/g)].map(({ index }) => index);
}

/** The rows of a body: parted by empty lines, by lines with something in the first column, or one in every line. */
function rowsOf(
  lines: readonly string[],
  start: number,
  end: number,
  starts: readonly number[],
  by: 'blank' | 'first' | 'line',
): RawRow[] {
  const groups: { lines: string[]; at: number }[] = [];
  let blank = true;
  for (let at = start; at < end; at += 1) {
    const line = lines[at]!;
    const begins =
      by === 'line' || blank || (by === 'first' && line.slice(starts[0], starts[1]).trim() !== '');
    if (line && begins) groups.push({ lines: [line], at });
    else if (line) groups.at(-1)!.lines.push(line);
    blank = by === 'blank' && !line;
  }
  return groups.map(({ lines: own, at }) => ({
    cells: cellsOf(own, starts),
    gap: false,
    place: `строка ${at + 1}`,
  }));
}

function cellsOf(lines: readonly string[], starts: readonly number[]): RawCell[] {
  return starts.map((from, column) => ({
    text: cleanCell(
      lines
        .map((line) => line.slice(column === 0 ? 0 : from, starts[column + 1]).trim())
        .filter(Boolean)
        .join('\n')
        .replaceAll('**', ''),
    ),
  }));
}
