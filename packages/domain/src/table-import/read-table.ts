import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import ExcelJS from 'exceljs';
import { fileTypeFromBuffer } from 'file-type';
import { inspectArchive } from '../plan-import/read/archive.ts';
import { decodeText } from '../plan-import/read/decode.ts';
import { PlanImportError } from '../plan-import/raw-table.ts';
import { readHtml } from '../plan-import/read/html.ts';
import type { Cell } from './column.ts';

/** A row of a table with its number in the file, from 1. */
export interface TableRow {
  row: number;
  cells: Cell[];
}

/** A table of 100,000 rows of results has about 60 MB of markup. */
const archiveLimits = { total: 400_000_000, xml: 300_000_000, entries: 2000 };

/**
 * Reads the rows of a csv file, or of the first visible sheet of an xlsx file, one by one; what the file is is decided by
 * its content, not its name. Throws {@link PlanImportError} with a sentence for people.
 */
export async function* readTable(bytes: Uint8Array): AsyncGenerator<TableRow> {
  if (bytes.length === 0) throw new PlanImportError('empty-file', 'Файл пуст.');
  const type = (await fileTypeFromBuffer(bytes.subarray(0, 4100)))?.ext;
  if (type === 'xlsx' || type === 'zip') yield* readWorkbook(bytes);
  else if (type === undefined || type === 'xml') yield* readText(bytes);
  else if (type === 'cfb')
    throw new PlanImportError(
      'wrong-kind',
      'Это книга Excel старого вида (xls). Откройте её и сохраните как «Книга Excel (xlsx)» или csv.',
    );
  else
    throw new PlanImportError(
      'wrong-kind',
      `Это файл вида ${type}, а не таблица. Сохраните таблицу как xlsx или csv и загрузите снова.`,
    );
}

/** A page with a table that a program exports under the name xls has 20 MB at most. */
const longestPage = 20_000_000;

async function* readText(bytes: Uint8Array): AsyncGenerator<TableRow> {
  const { text } = decodeText(bytes);
  const start = text.slice(0, 2000).trimStart();
  if (!/^<(?:!doctype html|html|table|meta|head|body|\?xml)/i.test(start) || !/<table[\s>]/i.test(text))
    return yield* readCsv(text);
  if (text.length > longestPage)
    throw new PlanImportError(
      'too-large',
      'Страница с таблицей слишком большая. Сохраните её как xlsx или csv.',
    );
  const [largest] = readHtml(text).tables.sort((left, right) => right.rows.length - left.rows.length);
  for (const [index, { cells }] of (largest?.rows ?? []).entries())
    yield { row: index + 1, cells: cells.map((cell) => cell.text || null) };
}

async function* readCsv(text: string): AsyncGenerator<TableRow> {
  const parser = Readable.from(pieces(text)).pipe(
    parse({
      delimiter: delimiterOf(text),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      info: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>)
      yield { row: info.lines, cells: record };
  } catch (error) {
    throw new PlanImportError('broken-file', `Строки файла не читаются: ${(error as Error).message}`);
  }
}

const PIECE = 16_384;

/** The text piece by piece: of one piece the parser keeps all rows in memory before it gives the first. No character is cut. */
function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    let to = Math.min(from + PIECE, text.length);
    if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1]!)) to -= 1;
    yield text.slice(from, to);
    from = to;
  }
}

/** The delimiter that most of the first lines have; a title above the table has none, and prose has a comma or two. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/, 20).filter((line) => line.trim());
  const score = (delimiter: string): number => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    return counts.filter((count) => count >= 2).length * 1000 + counts.reduce((sum, count) => sum + count, 0);
  };
  return ['\t', ';', ',', '|'].sort((left, right) => score(right) - score(left))[0]!;
}

async function* readWorkbook(bytes: Uint8Array): AsyncGenerator<TableRow> {
  const names = await inspectArchive(bytes, archiveLimits);
  if (!names.includes('xl/workbook.xml'))
    throw new PlanImportError('wrong-kind', 'Это архив, но не книга Excel. Сохраните таблицу как xlsx.');
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([bytes]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  try {
    for await (const sheet of reader) {
      let found = false;
      for await (const row of sheet) {
        const cells: Cell[] = [];
        row.eachCell({ includeEmpty: true }, (cell, column) => (cells[column - 1] = valueOf(cell)));
        if (cells.some((cell) => cell !== null)) found = true;
        yield { row: row.number, cells };
      }
      if (found) return;
    }
  } catch (error) {
    if (error instanceof PlanImportError) throw error;
    throw new PlanImportError(
      'broken-file',
      `Книга Excel не читается (${(error as Error).message}). Откройте её в редакторе и сохраните заново.`,
    );
  }
}

/** What a cell holds; a percentage is given as people see it, 45 for 0.45 shown as «45 %». */
function valueOf(cell: ExcelJS.Cell): Cell {
  const raw: unknown =
    cell.value && typeof cell.value === 'object' && 'result' in cell.value ? cell.value.result : cell.value;
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'number') return cell.numFmt?.includes('%') ? Number((raw * 100).toFixed(6)) : raw;
  if (typeof raw === 'string' || typeof raw === 'boolean' || raw instanceof Date) return raw;
  // What stands there instead of a value is told, not taken for nothing.
  if (typeof raw === 'object' && 'error' in raw) return String(raw.error);
  if (typeof raw === 'object' && 'richText' in raw)
    return (raw.richText as { text: string }[]).map((part) => part.text).join('');
  if (typeof raw === 'object' && 'text' in raw) return String(raw.text);
  return null;
}
