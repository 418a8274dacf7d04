import { type Cell, type Column, isEmpty } from './column.ts';
import type { ColumnMapping } from './map-columns.ts';

/** One wrong cell: which column, and what was expected and found. */
export interface CellProblem {
  column: string;
  message: string;
}

/** A row as it was understood; `values` holds only cells that could be read. */
export interface ReadRow {
  /** Row of the file, from 1, as people count. */
  row: number;
  values: Record<string, unknown>;
  problems: CellProblem[];
}

/** What a spreadsheet shows where a formula has failed, in English and in Russian. */
const formulaError =
  /^#(?:N\/A|Н\/Д|REF!|ССЫЛКА!|DIV\/0!|ДЕЛ\/0!|VALUE!|ЗНАЧ!|NAME\?|ИМЯ\?|NUM!|ЧИСЛО!|NULL!|ПУСТО!|SPILL!|CALC!)$/i;

/** Reads the known cells of one row; an empty required cell and a wrong one are problems of that column. */
export function readRow(
  row: number,
  cells: readonly Cell[],
  known: readonly Column[],
  { columns }: Pick<ColumnMapping, 'columns'>,
): ReadRow {
  const read: ReadRow = { row, values: {}, problems: [] };
  for (const column of known) {
    const position = columns[column.key];
    if (position === undefined) continue;
    const cell = cells[position] ?? null;
    if (isEmpty(cell)) {
      if (column.required) read.problems.push({ column: column.key, message: `«${column.title}»: пусто` });
      continue;
    }
    if (typeof cell === 'string' && formulaError.test(cell.trim())) {
      const message = `«${column.title}»: в ячейке ошибка формулы ${cell.trim()}; исправьте её в таблице`;
      read.problems.push({ column: column.key, message });
      continue;
    }
    const reading = column.read(cell);
    if ('problem' in reading)
      read.problems.push({ column: column.key, message: `«${column.title}»: ${reading.problem}` });
    else read.values[column.key] = reading.value;
  }
  return read;
}
