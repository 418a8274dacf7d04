import { columnKind } from './columns.ts';
import { withMarks } from './calendar-columns.ts';
import { readHeader, type FoundHeader, type Header } from './header.ts';
import { inferHeader } from './infer-header.ts';
import { documentName, pageEdge } from './page-edge.ts';
import { headingWord, isUnder, readNumber, splitNumber } from './numbers.ts';
import { type RawRow, type RawTable } from './raw-table.ts';
import { edgesOf, regrid, type ColumnEdges } from './regrid.ts';

/** A table with its header: where the rows begin, and what its columns are. */
export interface PlanTable {
  table: RawTable;
  header: Header;
  /** Names of the columns as the document writes them. */
  names: readonly string[];
  start: number;
  inferred: boolean;
  /** Other tables with the same header were put behind it. */
  joined?: boolean;
}

/** The tables of a document that are plans; one that goes on after a page is put together. */
export function planTables(tables: readonly RawTable[]): PlanTable[] {
  const plans: PlanTable[] = [];
  let near = false;
  for (const table of tables) {
    const plan = withHeader(table);
    const last = plans.at(-1);
    if (plan && last && near && isSame(last, plan)) {
      takeOver(last, plan);
      continue;
    }
    if (plan) {
      plans.push(plan);
      near = true;
      continue;
    }
    // A table that goes on over a page is a table of its own in many converted documents.
    const before = plans.at(-1);
    if (near && before && goesOnIn(table, before))
      before.table = {
        ...before.table,
        rows: [...before.table.rows, ...headingsOf(table), ...rowsUnder(table, columnsOf(before))],
      };
    else near = false;
  }
  if (plans.length > 0) return plans.map(underHeading);
  return tables.flatMap((table) => {
    const header = inferHeader(table);
    return header ? [{ table, header, names: [], start: 0, inferred: true }] : [];
  });
}

function withHeader(table: RawTable): PlanTable | undefined {
  const at = table.rows.findIndex((_, index) => headerAt(table.rows, index) !== undefined);
  const found = at < 0 ? undefined : headerAt(table.rows, at);
  if (!found) return undefined;
  const heading = headingAbove(table.rows, at, found);
  if (heading) table = { ...table, rows: table.rows.toSpliced(at + found.rows, 0, heading) };
  const start = at + found.rows;
  const columns = table.exact ? edgesOf(table.rows[start - 1]!) : undefined;
  // The grid is finer than the columns: rows have edges of their own.
  const fine = columns && columns.length < Math.max(...table.rows.slice(at).map(({ cells }) => cells.length));
  if (!fine) return told({ table, ...found, start, inferred: false });
  const rows = [...table.rows.slice(0, at), ...table.rows.slice(at).map((row) => regrid(row, columns))];
  const again = headerAt(rows, at);
  const header = again?.header ?? found.header.slice(0, columns.length);
  const names = again?.names ?? found.names.slice(0, columns.length);
  return told({ table: { ...table, rows }, header, names, start, inferred: false });
}

/** «Первое направление» above the first header heads its rows as the others do above each header that comes again. */
function headingAbove(rows: readonly RawRow[], at: number, { names }: FoundHeader): RawRow | undefined {
  const above = rows[at - 1];
  const filled = above?.cells.filter(({ text }) => text) ?? [];
  if (!above || filled.length !== 1 || !headingWord.test(filled[0]!.text)) return undefined;
  const first = rows[at]!.cells.findIndex(({ text }) => text);
  const again = rows.some(
    ({ cells }, index) =>
      index > at &&
      cells[first]?.text.replace(/\s+/g, ' ') === names[first] &&
      headerAt(rows, index)?.names.join() === names.join(),
  );
  return again ? above : undefined;
}

/** The header of a plan that begins in a row. */
function headerAt(rows: readonly RawRow[], at: number): FoundHeader | undefined {
  return readHeader(rows[at]!, rows[at + 1], rows[at + 2]);
}

/** The plan with what its rows tell of its columns. */
function told(plan: PlanTable): PlanTable {
  const { table, header, names, start } = plan;
  return withNumbers({ ...plan, ...withMarks(header, names, table.rows.slice(start)) });
}

const linesBetween = ({ table }: PlanTable): string[] => table.before.filter((line) => !pageEdge.test(line));
const isHeading = (line: string): boolean =>
  line.length < 200 && !documentName.test(line) && !/^\p{Ll}|[;,]$/u.test(line);

/** Whether a table goes on with the plan before it: the same names of columns again, with a heading between at most. */
function isSame(last: PlanTable, plan: PlanTable): boolean {
  const names = (one: PlanTable): string => one.names.join('|').toLowerCase();
  const lines = linesBetween(plan);
  return (
    last.table.exact === plan.table.exact &&
    last.header.join() === plan.header.join() &&
    names(last) === names(plan) &&
    lines.length <= 2 &&
    lines.every(isHeading)
  );
}

function takeOver(last: PlanTable, plan: PlanTable): void {
  const lines = linesBetween(plan);
  const first = linesBetween(last).at(-1);
  const rows = [...last.table.rows];
  const alike = (line: string): boolean =>
    /^[\dIVX]+[.)]/u.test(line) === /^[\dIVX]+[.)]/u.test(lines.at(-1)!);
  // The first piece has its heading above it too.
  if (lines.length > 0 && first && !last.joined && isHeading(first) && alike(first))
    rows.splice(last.start, 0, ...headingsOf({ ...last.table, before: [first] }));
  last.joined = true;
  const [begin, ...others] = plan.table.rows.slice(plan.start);
  // A row may go on after the header that the page repeats.
  const own = begin ? [{ ...begin, gap: true }, ...others] : [];
  last.table = {
    ...last.table,
    rows: [...rows, ...headingsOf({ ...plan.table, before: lines }), ...own],
  };
}

/** «II. Мероприятия» names the whole table, and none of its parts. */
const namesAll =
  /^[\dIVX.]+\s*(?:(?:основные|планируемые|программные) )?мероприятия(?: (?:программы|дорожной карты|плана))?$/iu;

/** A heading with a number right above a lone table stands over its rows, if they are numbered under it. */
function underHeading(plan: PlanTable): PlanTable {
  const line = linesBetween(plan).at(-1) ?? '';
  const heading = splitNumber(line)?.number;
  if (plan.joined || !heading || !isHeading(line) || /[.:]$/.test(line) || namesAll.test(line)) return plan;
  const column = Math.max(0, plan.header.indexOf('number'));
  const first = plan.table.rows
    .slice(plan.start)
    .map(({ cells }) => cells[column] && readNumber(cells[column]))
    .find((number) => number !== undefined);
  const under = first && (heading.roman ? !first.roman && first.parts.at(-1) === 1 : isUnder(first, heading));
  if (!under) return plan;
  const rows = [...plan.table.rows];
  rows.splice(plan.start, 0, ...headingsOf({ ...plan.table, before: [line] }));
  return { ...plan, table: { ...plan.table, rows } };
}

function columnsOf({ table, start }: PlanTable): ColumnEdges | undefined {
  return table.exact && start > 0 ? edgesOf(table.rows[start - 1]!) : undefined;
}

function rowsUnder(table: RawTable, columns: ColumnEdges | undefined): RawRow[] {
  return columns ? table.rows.map((row) => regrid(row, columns)) : table.rows;
}

/** How many cells most rows of a table have. */
function usualWidth(table: RawTable): number {
  const widths = new Map<number, number>();
  for (const { cells } of table.rows) {
    const width = table.exact ? cells.filter(({ merged }) => merged !== 'left').length : cells.length;
    widths.set(width, (widths.get(width) ?? 0) + 1);
  }
  return [...widths].sort((left, right) => right[1] - left[1] || right[0] - left[0])[0]?.[0] ?? 0;
}

/** Whether a table without a header is the rest of the plan before it: as wide, and numbered as the plan is. */
function goesOnIn(table: RawTable, before: PlanTable): boolean {
  const first = table.rows[0]!;
  const width = table.exact ? usualWidth(table) : Math.max(...table.rows.map(({ cells }) => cells.length));
  if (table.exact !== before.table.exact || table.before.length > 2) return false;
  if (Math.abs(width - before.header.length) > (table.exact ? 0 : 1)) return false;
  const column = before.header.indexOf('number');
  const names = columnKind(first.cells[0]?.text ?? '') === 'number' && !/\d/.test(first.cells[0]!.text);
  if (names) return false;
  if (column < 0 || table.before.length === 0) return true;
  return table.rows
    .slice(0, 3)
    .some((row) => row.cells[column] && readNumber(row.cells[column]) !== undefined);
}

/** A line between the two halves of a plan is the heading of what follows. */
function headingsOf(table: RawTable): RawRow[] {
  return table.before
    .filter((line) => !pageEdge.test(line))
    .map((text) => ({ cells: [{ text }], gap: false, place: table.rows[0]!.place }));
}

/** A column whose name is missing, and which holds numbers of rows, is that of the numbers. */
function withNumbers(plan: PlanTable): PlanTable {
  const { table, header, start } = plan;
  if (header.includes('number') || header[0] !== 'other') return plan;
  const named = (plan.names[0] ?? '').length > 12;
  const first = table.rows
    .slice(start)
    .flatMap(({ cells }) => (cells.length > 2 && cells[0]!.text ? [cells[0]!] : []));
  const numbers = first.filter((cell) => readNumber(cell) !== undefined);
  if (named || numbers.length === 0 || numbers.length < first.length / 2) return plan;
  return { ...plan, header: ['number', ...header.slice(1)] };
}
