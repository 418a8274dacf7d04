import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { fileTypeFromBuffer } from 'file-type';
import { decodeText } from '../plan-import/read/decode.ts';
import { PlanImportError } from '../plan-import/raw-table.ts';
import { readHtml } from '../plan-import/read/html.ts';
import type { Cell } from './column.ts';
import { isName, readWorkbook } from './read-workbook.ts';

/** A row of a table with its number in the file, from 1. */
export interface TableRow {
  row: number;
  cells: Cell[];
}

/** Is told what people should know of a file that can be read: encodings that are mixed, sheets that were left out. */
export type Tell = (note: string) => void;

/**
 * Reads the rows of a csv file, or of the first visible sheet of an xlsx file, one by one; what the file is is decided by
 * its content, not its name. Throws {@link PlanImportError} with a sentence for people.
 */
export async function* readTable(bytes: Uint8Array, tell: Tell = () => undefined): AsyncGenerator<TableRow> {
  if (bytes.length === 0) throw new PlanImportError('empty-file', 'Файл пуст.');
  // The mark of UTF-16 looks like the beginning of a sound file.
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const type = wide ? undefined : (await fileTypeFromBuffer(bytes.subarray(0, 4100)))?.ext;
  if (type === 'xlsx' || type === 'zip') yield* readWorkbook(bytes, tell);
  else if (type === undefined || type === 'xml') yield* readText(bytes, tell);
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

async function* readText(bytes: Uint8Array, tell: Tell): AsyncGenerator<TableRow> {
  const utf8 = inUtf8(bytes, tell);
  const start = utf8.toString('utf8', 0, 8000).replace(/^\ufeff/, '');
  if (!/^\s*<(?:!doctype html|html|table|meta|head|body|\?xml)/i.test(start))
    return yield* readCsv(utf8, start);
  const text = utf8.toString('utf8');
  if (!/<table[\s>]/i.test(text)) return yield* readCsv(utf8, start);
  if (text.length > longestPage)
    throw new PlanImportError(
      'too-large',
      'Страница с таблицей слишком большая. Сохраните её как xlsx или csv.',
    );
  const [largest] = readHtml(text).tables.sort((left, right) => right.rows.length - left.rows.length);
  let above: Cell[] = [];
  for (const [index, { cells }] of (largest?.rows ?? []).entries()) {
    above = cells.map((cell, column) =>
      cell.merged === 'above' && isName(above[column]) ? above[column]! : cell.text || null,
    );
    yield { row: index + 1, cells: above };
  }
}

/** The bytes of a text in UTF-8: most files are, and are not copied. */
function inUtf8(bytes: Uint8Array, tell: Tell): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.subarray(0, 4096).includes(0) && isUtf8(buffer)) return buffer;
  const { text, problems } = decodeText(bytes);
  for (const { message } of problems) tell(message);
  return Buffer.from(text, 'utf8');
}

async function* readCsv(utf8: Buffer, start: string): AsyncGenerator<TableRow> {
  const parser = Readable.from(pieces(utf8)).pipe(
    parse({
      delimiter: delimiterOf(start),
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
    const { message } = error as Error;
    const place = /at line (\d+)/.exec(message)?.[1];
    throw new PlanImportError(
      'broken-file',
      /Max Record Size/.test(message)
        ? `Строка ${place ?? ''} длиннее 100 000 знаков: это не таблица, или кавычка открыта и не закрыта.`
        : `Строки файла не читаются: ${message}`,
    );
  }
}

const PIECE = 16_384;

/** The bytes piece by piece: of one piece the parser keeps all rows in memory before it gives the first. */
function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
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
