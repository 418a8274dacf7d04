import { readHeader } from '../columns.ts';
import { readNumber, splitNumber } from '../numbers.ts';
import { cleanCell, type RawCell, type RawDocument, type RawRow, type RawTable } from '../raw-table.ts';

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
  const lines = text.split('\n').map((line) => line.replace(/\t/g, '    ').trimEnd());
  const tables: RawTable[] = [];
  const paragraphs: string[] = [];
  let before: string[] = [];
  let open: { table: RawTable; starts: number[]; blank: number } | undefined;
  lines.forEach((line, index) => {
    const chunks = chunksOf(line);
    const place = `строка ${index + 1}`;
    const row: RawRow = { cells: chunks.map(({ text: own }): RawCell => ({ text: own })), gap: false, place };
    if (chunks.length >= 3 && readHeader(row)) {
      open = {
        table: { rows: [row], before, exact: true },
        starts: chunks.map(({ start }) => start),
        blank: 0,
      };
      tables.push(open.table);
      before = [];
      return;
    }
    if (chunks.length === 0) {
      if (open) open.blank += 1;
      return;
    }
    if (open && takeLine(open, chunks, place)) return;
    open = undefined;
    paragraphs.push(cleanCell(line));
    before = [...before, cleanCell(line)].slice(-10);
  });
  return tables.length > 0 ? { tables, paragraphs, problems: [] } : undefined;
}

function chunksOf(line: string): Chunk[] {
  return [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Puts a line into the table; false where it is no part of it. */
function takeLine(
  open: { table: RawTable; starts: number[]; blank: number },
  chunks: readonly Chunk[],
  place: string,
): boolean {
  const { table, starts } = open;
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
