import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import ExcelJS from 'exceljs';
import { fileTypeFromBuffer } from 'file-type';
import { inspectArchive } from '../plan-import/read/archive.ts';
import { decodeText } from '../plan-import/read/decode.ts';
import { PlanImportError } from '../plan-import/raw-table.ts';
import { readHtml } from '../plan-import/read/html.ts';
import { type Cell, isEmpty } from './column.ts';
import { MergedCells, type MergedCell } from './merged-cells.ts';

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
  let above: Cell[] = [];
  for (const [index, { cells }] of (largest?.rows ?? []).entries()) {
    above = cells.map((cell, column) =>
      cell.merged === 'above' && isName(above[column]) ? above[column]! : cell.text || null,
    );
    yield { row: index + 1, cells: above };
  }
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
  const merged = new MergedCells();
  const names = await inspectArchive(bytes, archiveLimits, (part, chunk) => merged.take(part, chunk));
  if (!names.includes('xl/workbook.xml')) {
    const what = names.includes('word/document.xml') ? 'Это документ Word' : 'Это архив';
    throw new PlanImportError('wrong-kind', `${what}, а не книга Excel. Сохраните таблицу как xlsx.`);
  }
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([bytes]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  try {
    let cover: TableRow[] = [];
    for await (const sheet of reader) {
      const held: TableRow[] = [];
      let table = false;
      for await (const row of rowsOf(sheet, merged.of(sheetNumber(sheet)))) {
        // A sheet with a title page, or notes, comes before the table at times.
        table ||= row.cells.filter((cell) => !isEmpty(cell ?? null)).length > 2;
        if (!table) {
          if (held.length < longestCover) held.push(row);
          continue;
        }
        yield* held.splice(0);
        yield row;
      }
      if (table) return;
      if (cover.length === 0) cover = held;
    }
    yield* cover;
  } catch (error) {
    if (error instanceof PlanImportError) throw error;
    throw new PlanImportError(
      'broken-file',
      `Книга Excel не читается (${(error as Error).message}). Откройте её в редакторе и сохраните заново.`,
    );
  }
}

/** Rows above a table, or of a sheet that has none. */
const longestCover = 1000;
/** Behind so many empty rows no table goes on: a sheet may be formatted down to its last row, the millionth. */
const longestGap = 20_000;

/** The rows of a sheet; a name in a cell merged over rows stands in each of them. */
async function* rowsOf(
  sheet: AsyncIterable<ExcelJS.Row>,
  merged: readonly MergedCell[],
): AsyncGenerator<TableRow> {
  const starts = new Map<number, MergedCell[]>();
  for (const cell of merged) starts.set(cell.from, [...(starts.get(cell.from) ?? []), cell]);
  let open: (MergedCell & { value: Cell })[] = [];
  let empty = 0;
  for await (const row of sheet) {
    const cells: Cell[] = [];
    row.eachCell({ includeEmpty: true }, (cell, column) => (cells[column - 1] = valueOf(cell)));
    const filled = cells.some((cell) => cell !== null);
    empty = filled ? 0 : empty + 1;
    if (empty > longestGap) return;
    open = open.filter(({ to }) => to >= row.number);
    // A row in which nothing else stands is no row of the table.
    if (filled) for (const { column, value } of open) cells[column - 1] ??= value;
    for (const cell of starts.get(row.number) ?? []) {
      const value = cells[cell.column - 1];
      if (isName(value)) open.push({ ...cell, value });
    }
    yield { row: row.number, cells };
  }
}

/** Only names are repeated from merged cells: a sum over several rows is none of theirs. */
const isName = (cell: Cell | undefined): cell is string => typeof cell === 'string' && /\p{L}/u.test(cell);

/** The number in the name of a sheet's part, which the library keeps as its id. */
const sheetNumber = (sheet: object): number => ('id' in sheet ? Number(sheet.id) : 0);

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
