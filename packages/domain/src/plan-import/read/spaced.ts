import { readHeader } from '../header.ts';
import { readNumber, splitNumber } from '../numbers.ts';
import { documentName } from '../page-edge.ts';
import { cleanCell, type RawCell, type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';
import { rejoinLines } from './wrapped.ts';

/** Empty lines around the edge of a page part nothing. */
const pageEdge = -3;

/** A piece of a line between wide gaps, with the columns of the page that it covers. */
interface Chunk {
  text: string;
  start: number;
  end: number;
}

/**
 * Reads text whose columns are set apart by spaces, as a viewer of documents shows them. A cell may go on below itself;
 * gives nothing where no line is the header of a plan.
 */
export function readSpaced(text: string): RawDocument | undefined {
  const lines = text.split('\n').map((line) => line.replace(/\t/g, '    ').replace(/ +$/, ''));
  const tables: RawTable[] = [];
  const paragraphs: string[] = [];
  let before: string[] = [];
  let open: { table: RawTable; starts: number[]; blank: number } | undefined;
  let skip = 0;
  lines.forEach((line, index) => {
    if (index < skip) return;
    const chunks = chunksOf(line);
    const place = `строка ${index + 1}`;
    const head = chunks.length >= 2 ? headerFrom(lines, index) : undefined;
    if (head) {
      const last = open?.table.rows.at(-1);
      // The name of the document at the head of a page is no heading of rows.
      if (last?.cells.length === 1 && documentName.test(last.cells[0]!.text)) open!.table.rows.pop();
      const row: RawRow = { cells: head.cells, gap: false, place };
      open = { table: { rows: [row], before, exact: true }, starts: head.starts, blank: 0 };
      tables.push(open.table);
      before = [];
      skip = index + head.lines;
      return;
    }
    if (chunks.length === 0) {
      if (open) open.blank = lines[index]!.includes('\f') ? pageEdge : open.blank + 1;
      return;
    }
    if (open && takeLine(open, chunks, place)) return;
    open = undefined;
    paragraphs.push(cleanCell(line));
    before = [...before, cleanCell(line)].slice(-10);
  });
  for (const { rows } of tables) rejoinLines(rows);
  return tables.length > 0 ? { tables, paragraphs, problems: [] } : undefined;
}

function chunksOf(line: string): Chunk[] {
  return [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The header that begins in a line: its names may go on in up to four lines below. */
function headerFrom(
  lines: readonly string[],
  from: number,
): { cells: RawCell[]; starts: number[]; lines: number } | undefined {
  const taken: Chunk[][] = [];
  let best: { cells: RawCell[]; starts: number[]; lines: number } | undefined;
  for (let at = from; at < from + 5; at += 1) {
    const chunks = chunksOf(lines[at] ?? '');
    if (chunks.length === 0) break;
    const wide = taken.reduce<Chunk[]>((most, one) => (one.length > most.length ? one : most), []);
    const lead = chunks[0]!;
    const begins =
      taken.length > 0 && lead.start < (wide[1]?.start ?? 1) && !/^п ?[/\\]? ?п\.?$/i.test(lead.text);
    // A row of the table has something in its first column.
    if (begins && wide.length >= chunks.length) break;
    taken.push(chunks);
    const starts = (chunks.length > wide.length ? chunks : wide).map(({ start }) => start);
    if (starts.length < 3) continue;
    const pieces = starts.map((): string[] => []);
    for (const chunk of taken.flat()) pieces[columnAt(chunk, starts)]!.push(chunk.text);
    const cells = pieces.map((own): RawCell => ({ text: cleanCell(own.join('\n')) }));
    if (readHeader({ cells, gap: false, place: '' })) best = { cells, starts, lines: taken.length };
  }
  return best;
}

/** Puts a line into the table; false where it is no part of it. */
function takeLine(
  open: { table: RawTable; starts: number[]; blank: number },
  chunks: readonly Chunk[],
  place: string,
): boolean {
  const { table, starts } = open;
  // A number alone in the middle of a line is that of the page.
  if (
    chunks.length === 1 &&
    chunks[0]!.start >= (starts[1] ?? 1) &&
    /^[-–—]? ?\d{1,3} ?[-–—]?$/.test(chunks[0]!.text)
  )
    return ((open.blank = pageEdge), true);
  const numbered = readNumber({ text: chunks[0]!.text }) ?? splitNumber(chunks[0]!.text)?.number;
  const first = chunks[0]!.start < (starts[1] ?? 1);
  const blank = open.blank;
  open.blank = 0;
  if (chunks.length === 1 && first) {
    // Prose below the table is longer than a heading, or parted from it by empty lines.
    if (chunks[0]!.text.length > 200 || blank > 1) return false;
    table.rows.push({ cells: [{ text: chunks[0]!.text }], gap: false, place });
    return true;
  }
  const pieces = starts.map((): string[] => []);
  const full = chunks.length === starts.length;
  chunks.forEach((chunk, index) => pieces[full ? index : columnAt(chunk, starts)]!.push(chunk.text));
  const cells = pieces.map((own): RawCell => ({ text: cleanCell(own.join(' ')) }));
  const last = table.rows.at(-1)!;
  if (!cells[0]!.text && table.rows.length > 1 && blank === 0 && last.cells.length === starts.length) {
    cells.forEach((cell, index) => {
      if (cell.text) last.cells[index] = { text: cleanCell(`${last.cells[index]!.text}\n${cell.text}`) };
    });
    return true;
  }
  if (!numbered && blank > 1) return false;
  table.rows.push({ cells, gap: false, place });
  return true;
}

/** The column under whose name a piece stands: the last that begins not after it. */
function columnAt(chunk: Chunk, starts: readonly number[]): number {
  const column = starts.findLastIndex((start) => start <= chunk.start + 1);
  return Math.max(0, column);
}
