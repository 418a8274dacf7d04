import ExcelJS from 'exceljs';
import {
  cleanCell,
  PlanImportError,
  type RawCell,
  type RawDocument,
  type RawRow,
  type RawTable,
} from '../raw-table.ts';
import { placed } from './html.ts';

/** A sheet with more rows or columns is no plan; only its beginning is read, and that is said. */
const most = { rows: 5000, columns: 60 };

/** Nothing of a plan stands in these, and the library makes an object for each cell and column that they span. */
const ignoreNodes = ['dataValidations', 'cols'];

/** Reads every visible sheet of a workbook as a table. */
export async function readXlsx(bytes: Uint8Array): Promise<RawDocument> {
  const workbook = new ExcelJS.Workbook();
  const copy = new Uint8Array(bytes).buffer;
  await workbook.xlsx.load(copy, { ignoreNodes }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlanImportError(
      'broken-file',
      `Книга Excel не читается (${reason}). Откройте её в редакторе и сохраните как xlsx заново.`,
    );
  });
  const document: RawDocument = { tables: [], paragraphs: [], problems: [] };
  for (const sheet of workbook.worksheets) {
    if (sheet.state !== 'visible') {
      const message = `Лист «${sheet.name}» скрыт и не читался`;
      document.problems.push({ code: 'hidden-sheet', severity: 'info', message });
      continue;
    }
    const table = readSheet(sheet);
    if (sheet.rowCount > most.rows)
      document.problems.push({
        code: 'too-many-rows',
        severity: 'warning',
        message: `На листе «${sheet.name}» ${sheet.rowCount} строк; прочитаны первые ${most.rows}`,
      });
    if (table.rows.length > 0) document.tables.push(table);
    document.paragraphs.push(sheet.name, ...headLines(table));
  }
  return document;
}

function readSheet(sheet: ExcelJS.Worksheet): RawTable {
  const rows: RawRow[] = [];
  const last = Math.min(sheet.rowCount, most.rows);
  for (let y = 1; y <= last; y += 1) {
    const row = sheet.getRow(y);
    const cells: RawCell[] = [];
    for (let x = 1; x <= Math.min(row.cellCount, most.columns); x += 1) cells.push(cellOf(row.getCell(x)));
    if (cells.some((cell) => cell.text || cell.merged))
      rows.push({ cells, gap: false, place: `лист «${sheet.name}», строка ${y}` });
  }
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  for (const row of rows) row.cells = placed(row.cells, width);
  return { rows, before: [sheet.name], exact: true };
}

/** Lines above the table, where a sheet names itself and its years. */
function headLines(table: RawTable): string[] {
  return table.rows.slice(0, 12).flatMap((row) => {
    const filled = row.cells.filter((cell) => cell.text);
    return filled.length === 1 ? [filled[0]!.text] : [];
  });
}

function cellOf(cell: ExcelJS.Cell): RawCell {
  if (cell.isMerged && cell.master !== cell)
    return { text: '', merged: Number(cell.master.row) < Number(cell.row) ? 'above' : 'left' };
  const value = cell.type === ExcelJS.ValueType.Formula ? cell.result : cell.value;
  const bold = cell.font?.bold ? { bold: true } : {};
  if (value instanceof Date) return { text: dateText(value, cell.numFmt), stored: 'date', ...bold };
  if (typeof value === 'number') return { text: numberText(value, cell.numFmt), stored: 'number', ...bold };
  if (value && typeof value === 'object' && 'error' in value) return { text: '' };
  return { text: cleanCell(safeText(cell)), ...bold };
}

/** `cell.text` of the library fails on a hyperlink without a text. */
function safeText(cell: ExcelJS.Cell): string {
  try {
    return cell.text ?? '';
  } catch {
    return '';
  }
}

/** A date as the sheet shows it: a format without days shows a month. */
function dateText(date: Date, format: string | undefined): string {
  if (/m/i.test(format ?? '') && !/[dд]/i.test(format ?? ''))
    return date
      .toLocaleDateString('ru', { month: 'long', year: 'numeric', timeZone: 'UTC' })
      .replace(/ г\.$/, '');
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()}`;
}

/** A number as the sheet shows it: the format decides whether 3.1 is shown as «3.10» or 0.9 as «90 %». */
function numberText(value: number, format: string | undefined): string {
  const decimals = /^0[.,](0+)$/.exec(format ?? '')?.[1]?.length;
  if (decimals !== undefined) return value.toFixed(decimals);
  if (format?.includes('%')) return `${Number((value * 100).toFixed(2))} %`;
  return String(Number(value.toFixed(10)));
}
