import {
  type Cell,
  type Column,
  findHeader,
  isEmpty,
  isLone,
  isTotal,
  mapColumns,
  numbersColumns,
  plain,
  readRow,
  shown,
  type Tell,
} from '@opora/domain/table-import';
import type { Json } from '@opora/engine';
import type { Queryable } from '@opora/store';
import type { ImportKind } from './import-kind.ts';
import { JsonbArray } from './jsonb-array.ts';
import { Twins } from './twins.ts';

/** Rows of a file, one by one. */
type Rows = AsyncIterable<{ row: number; cells: Cell[] }>;

/** What is known of a file after its rows are read. */
export interface ReadImport {
  header: string[];
  headerRow: number | null;
  columns: Record<string, number>;
  problems: string[];
  /** What to know of how it was read; it stops nothing. */
  notes: string[];
  totals: { rows: number; new: number; changed: number; same: number; wrong: number };
}

/** Few enough that the rows are young when they go, so that their memory is free at once. */
const CHUNK = 500;
/** How far below the top a header may stand, under a title and notes. */
const HEADER_WITHIN = 15;

interface Pending {
  row: number;
  raw: string[];
  key: string | null;
  data: Record<string, Json> | null;
  problems: { column: string; message: string }[];
}

/**
 * Reads a file into `import_rows`: finds the header, understands each row, compares it with what stands there now.
 * `columns` are what a person chose; without it columns are found by header and by `remembered` choices.
 */
export async function readImport(
  q: Queryable,
  kind: ImportKind,
  open: (tell: Tell) => Rows,
  of: {
    importId: string;
    districtId: string;
    remembered: Record<string, string>;
    columns?: Record<string, number | null>;
  },
): Promise<ReadImport> {
  const resolve = await kind.prepare(q, of.districtId);
  const read: ReadImport = {
    header: [],
    headerRow: null,
    columns: {},
    problems: [],
    notes: [],
    totals: { rows: 0, new: 0, changed: 0, same: 0, wrong: 0 },
  };
  const twins = new Twins();
  const fractions = new Fractions(kind.columns);
  const sums: number[] = [];
  const lone: number[] = [];
  let last = 0;
  let top: { row: number; cells: Cell[] }[] = [];
  let pending: Pending[] = [];
  const lines = new JsonbArray();

  const flush = async (): Promise<void> => {
    await store(q, kind, { importId: of.importId, pending, lines, totals: read.totals });
    pending = [];
  };
  const take = async ({ row, cells }: { row: number; cells: Cell[] }): Promise<void> => {
    if (cells.every(isEmpty) || (row === last + 1 && numbersColumns(cells))) return;
    if (isLone(cells, kind.columns)) {
      lone.push(row);
      return;
    }
    if (isTotal(cells)) {
      sums.push(row);
      return;
    }
    const found = readRow(row, cells, kind.columns, read);
    fractions.take(row, found.values);
    const resolved = resolve(found.values);
    const problems = [...found.problems, ...resolved.problems];
    let key = problems.length === 0 ? (resolved.key ?? null) : null;
    const twin = key === null ? undefined : twins.take(row, key, resolved.named);
    if (twin !== undefined) {
      problems.push({ column: 'row', message: twin });
      key = null;
    }
    pending.push({ row, raw: cells.map((cell) => shown(cell ?? null)), key, data: resolved.data, problems });
    if (pending.length >= CHUNK) await flush();
  };
  const begin = async (): Promise<boolean> => {
    const found = findHeader(top, kind.columns, of.remembered);
    if (!found) return false;
    read.headerRow = found.row;
    last = found.last;
    read.header = found.header;
    const mapping = mapColumns(read.header, kind.columns, of.remembered);
    read.columns = of.columns ? chosen(of.columns) : mapping.columns;
    read.problems = of.columns ? missing(kind, read.columns) : mapping.problems;
    if (found.presumed && !of.columns) read.notes.push(presumedNote(found));
    for (const line of top.filter(({ row }) => row > found.last)) await take(line);
    top = [];
    return true;
  };

  for await (const line of open((note) => read.notes.push(note))) {
    if (read.headerRow !== null) await take(line);
    else if (top.push(line) >= HEADER_WITHIN && !(await begin())) break;
  }
  if (read.headerRow === null && !(await begin()))
    read.problems = [
      `Не найдена таблица со столбцами. Ожидались столбцы: ${kind.columns
        .filter((column) => column.required)
        .map((column) => `«${column.title}»`)
        .join(', ')}.`,
    ];
  await flush();
  const untold = read.totals.new > 0 ? kind.untold?.(read.columns) : null;
  if (untold) read.notes.push(untold);
  read.problems.push(...fractions.problems());
  read.notes.push(...twins.notes());
  if (sums.length > 0)
    read.notes.push(leftOut('Строки итогов («Итого», «Всего», «В среднем») не загружаются', sums));
  if (lone.length > 0)
    read.notes.push(
      leftOut('Строки с одной надписью (название раздела, примечание, подпись) не загружаются', lone),
    );
  return read;
}

/** Says what was taken for the header, where no name of it is known. */
const presumedNote = ({ header, row }: { header: readonly string[]; row: number }): string =>
  header.every((title) => title === '')
    ? 'Строки с названиями столбцов в файле нет: укажите ниже, какой столбец который.'
    : `Названия столбцов не узнаны; за них принята строка ${row}. Укажите ниже, какой столбец который: выбор запомнится для следующего файла.`;

/** Names the rows of a kind that are no rows of the table. */
function leftOut(why: string, rows: readonly number[]): string {
  const more = rows.length > 10 ? ` и ещё ${rows.length - 10}` : '';
  return `${why}: ${rows.length === 1 ? 'строка' : 'строки'} ${rows.slice(0, 10).join(', ')}${more}.`;
}

/** Notes columns of percents in which every value is a fraction: 0.45 for 45 %. */
class Fractions {
  private readonly seen: { column: Column; between: number; most: number; row: number }[];

  constructor(columns: readonly Column[]) {
    this.seen = columns
      .filter(({ percent }) => percent)
      .map((column) => ({ column, between: 0, most: 0, row: 0 }));
  }

  take(row: number, values: Record<string, unknown>): void {
    for (const seen of this.seen) {
      const value = values[seen.column.key];
      if (typeof value !== 'number') continue;
      if (value > 0 && value < 1) {
        seen.between += 1;
        seen.row ||= row;
      }
      seen.most = Math.max(seen.most, value);
    }
  }

  /** One small value may be a percent; three, and nothing above 1, are fractions. */
  problems(): string[] {
    return this.seen
      .filter(({ between, most }) => between >= 3 && most <= 1)
      .map(
        ({ column, row, most }) =>
          `Столбец «${column.title}»: все значения не больше ${most.toLocaleString('ru')} (первое в строке ${row}). Похоже, это доли, а не проценты: умножьте их на 100 или задайте ячейкам формат «%».`,
      );
  }
}

const chosen = (columns: Record<string, number | null>): Record<string, number> =>
  Object.fromEntries(Object.entries(columns).filter((entry): entry is [string, number] => entry[1] !== null));

const missing = (kind: ImportKind, columns: Record<string, number>): string[] =>
  kind.columns
    .filter((column) => column.required && !(column.key in columns))
    .map((column) => `Нет столбца «${column.title}»: укажите, какой столбец файла его заменяет.`);

async function store(
  q: Queryable,
  kind: ImportKind,
  of: { importId: string; pending: readonly Pending[]; lines: JsonbArray; totals: ReadImport['totals'] },
): Promise<void> {
  const { pending, lines, totals } = of;
  if (pending.length === 0) return;
  const good = pending.flatMap(({ key, data }) => (key !== null && data ? [{ key, data }] : []));
  const existing = good.length > 0 ? await kind.existing(q, good) : new Map<string, Json>();
  for (const line of pending) {
    const before = line.key === null ? undefined : existing.get(line.key);
    const change =
      line.key === null
        ? 'wrong'
        : before === undefined
          ? 'new'
          : same(before, line.data)
            ? 'same'
            : 'changed';
    totals.rows += 1;
    totals[change] += 1;
    lines.add({ ...line, change });
  }
  await q.query(
    `insert into import_rows (import_id, row, key, data, raw, problems, change)
     select $1, (l->>'row')::int, l->>'key', l->'data', l->'raw', l->'problems', l->>'change' from jsonb_array_elements($2::jsonb) l`,
    [of.importId, lines.take()],
    { prepared: true },
  );
}

const same = (before: Json, now: Record<string, Json> | null): boolean =>
  now !== null &&
  Object.entries(now).every(
    ([key, value]) => JSON.stringify((before as Record<string, Json>)[key] ?? null) === JSON.stringify(value),
  );

/** What to remember of a person's choice: plain header → key. */
export const toRemember = (
  header: readonly string[],
  columns: Record<string, number | null>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([key, position]) => {
      const name = position === null ? '' : plain(header[position] ?? '');
      return name ? [[name, key]] : [];
    }),
  );
