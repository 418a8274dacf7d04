import type { RoadmapMeasure } from '@opora/contracts';

/** Columns that are edited in the table, in their order. */
export const fields = ['number', 'title', 'term', 'responsible', 'indicator', 'result'] as const;
/** A column that is edited in the table. */
export type Field = (typeof fields)[number];

/** A rectangle of cells from the one that was chosen first to the last, both included. */
export interface Block {
  row: number;
  column: number;
  toRow: number;
  toColumn: number;
}

/** What `PATCH /api/roadmaps/:id/measures` takes. */
export interface Edit {
  change: ({ id: string; version: number } & Cells)[];
  add: (Cells & { after: string | null; number: string; title: string })[];
  remove: { id: string; version: number }[];
  /** Removed rows that come back as they were. */
  restore: { id: string; after: string | null }[];
}
/** An edit that does nothing yet. */
export const noEdit = (): Edit => ({ change: [], add: [], remove: [], restore: [] });
type Cells = Partial<Pick<RoadmapMeasure, Field | 'section'>>;
/** What an edit came to, so that it can be taken back: cells before and after, the rows that were made or deleted. */
export interface Undo {
  cells: { id: string; before: Cells; after: Cells }[];
  added: string[];
  removed: Edit['restore'];
}

/** Columns in which no measure has a word: on paper they would only take the place of the others. */
export const vacant = (rows: readonly RoadmapMeasure[]): Set<Field> =>
  new Set(fields.filter((field) => rows.every((row) => textOf(row, field).trim() === '')));

/** The text of a cell. */
export const textOf = (measure: RoadmapMeasure, field: Field): string =>
  field === 'responsible' ? measure.responsible.join('\n') : measure[field];

/** A text that was written into a cell, as the measure keeps it: people are told apart by lines and semicolons. */
export const cellOf = (field: Field, text: string): Cells =>
  field === 'responsible'
    ? {
        responsible: text
          .split(/\n|;/)
          .map((name) => name.trim())
          .filter(Boolean),
      }
    : { [field]: text.trim() };

/** The rectangle with its corners in order. */
export const ordered = ({ row, column, toRow, toColumn }: Block): Block => ({
  row: Math.min(row, toRow),
  column: Math.min(column, toColumn),
  toRow: Math.max(row, toRow),
  toColumn: Math.max(column, toColumn),
});

/** Cells as spreadsheets put them on the clipboard: tabs between, quotes round what has lines, tabs or quotes inside. */
export const toClipboard = (cells: readonly (readonly string[])[]): string =>
  cells
    .map((row) =>
      row.map((text) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join('\t'),
    )
    .join('\n');

/** Reads what a spreadsheet or a table of Word has put on the clipboard; places where a word may be divided are no part of it. */
export function fromClipboard(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const source = text
    .replaceAll('\u00ad', '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(/\n$/, '');
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '' && closes(source, at)) quoted = true;
    else if (char === '\t' || char === '\n') {
      rows.at(-1)!.push(cell.trim());
      cell = '';
      if (char === '\n') rows.push([]);
    } else cell += char;
  }
  rows.at(-1)!.push(cell.trim());
  return rows;
}

/** Whether a quote that begins a cell has its end before a tab, a line or the end; else it is a quote of the text. */
const closes = (source: string, at: number): boolean => /^"(?:[^"]|"")*"(?=\t|\n|$)/.test(source.slice(at));

/** A number for a row behind this one that no measure of its section has. */
export function nextNumber(rows: readonly RoadmapMeasure[], at: number): string {
  const before = rows[at]?.number ?? '';
  const [, head = '', tail = ''] = /^(.*?)(\d+)\D*$/.exec(before) ?? [];
  const section = rows[at]?.section ?? '';
  const taken = new Set(rows.filter((row) => row.section === section).map(({ number }) => number));
  for (let next = Number(tail) + 1; ; next += 1) if (!taken.has(`${head}${next}`)) return `${head}${next}`;
}

/** Behind which row a measure of a section stands by its number: where a row that was removed comes back. */
export function placeOf(
  rows: readonly RoadmapMeasure[],
  { number, section }: Pick<RoadmapMeasure, 'number' | 'section'>,
): string | null {
  const at = rows.findLastIndex(
    (row) => row.section === section && row.number.localeCompare(number, 'ru', { numeric: true }) <= 0,
  );
  const first = rows.findIndex((row) => row.section === section);
  const behind = at >= 0 ? at : first >= 0 ? first - 1 : rows.length - 1;
  return rows[behind]?.id ?? null;
}

/**
 * What pasting cells at a place of the rows in sight comes to: one cell fills the chosen rectangle, rows beyond the last in sight
 * become new measures behind it, with numbers that `all` rows leave free.
 */
export function pasted(
  rows: readonly RoadmapMeasure[],
  chosen: Block,
  cells: string[][],
  all: readonly RoadmapMeasure[] = rows,
): Edit {
  const { row, column, toRow, toColumn } = ordered(chosen);
  const one = cells.length === 1 && cells[0]!.length === 1;
  const block = one
    ? Array.from({ length: toRow - row + 1 }, () =>
        Array.from({ length: toColumn - column + 1 }, () => cells[0]![0]!),
      )
    : cells;
  const edit = noEdit();
  const grown = [...all];
  let behind = all.findIndex(({ id }) => id === rows.at(-1)?.id);
  for (const [index, texts] of block.entries()) {
    const measure = rows[row + index];
    const written = Object.assign(
      {},
      ...texts.flatMap((text, offset) => {
        const field = fields[column + offset];
        return field ? [cellOf(field, text)] : [];
      }),
    ) as Cells;
    if (measure) edit.change.push(...differing(measure, written));
    else if (Object.values(written).some((value) => value.length > 0)) {
      const last = rows.at(-1);
      const number = written.number || nextNumber(grown, behind);
      const fresh = { section: last?.section ?? '', ...written, number, title: written.title || '…' };
      edit.add.push({ ...fresh, after: last?.id ?? null });
      behind = grown.push({ ...last!, ...fresh }) - 1;
    }
  }
  return edit;
}

/** The change of one measure, when something differs. A name or number that would be empty stays. */
export function differing(measure: RoadmapMeasure, written: Cells): Edit['change'] {
  const changes = Object.entries(written).filter(
    ([field, value]) =>
      String(value) !== String(measure[field as Field]) &&
      !((field === 'title' || field === 'number') && value.length === 0),
  );
  return changes.length === 0
    ? []
    : [{ id: measure.id, version: measure.version, ...Object.fromEntries(changes) }];
}

/** The rows as they will be, as far as it is known before the server has answered: written cells, and no removed rows. */
export function applied(edit: Edit, rows: readonly RoadmapMeasure[]): RoadmapMeasure[] {
  const changes = new Map(edit.change.map(({ id, version: _, ...cells }) => [id, cells]));
  const removed = new Set(edit.remove.map(({ id }) => id));
  return rows.filter(({ id }) => !removed.has(id)).map((row) => ({ ...row, ...changes.get(row.id) }));
}

/** How an edit is taken back, told from the rows before and after it. */
export function undoOf(
  edit: Edit,
  before: readonly RoadmapMeasure[],
  after: readonly RoadmapMeasure[],
): Undo {
  const known = new Set(before.map(({ id }) => id));
  const gone = new Set(edit.remove.map(({ id }) => id));
  const removed: Undo['removed'] = [];
  // Rows that were deleted together come back behind the last one that stayed.
  let stays: string | null = null;
  for (const row of before)
    if (gone.has(row.id)) removed.push({ id: row.id, after: stays });
    else stays = row.id;
  return {
    cells: edit.change.map(({ id, version: _, ...cells }) => {
      const row = before.find((one) => one.id === id)!;
      const was = Object.keys(cells).map((field) => [field, row[field as Field]]);
      return { id, before: Object.fromEntries(was) as Cells, after: cells };
    }),
    added: after.filter(({ id }) => !known.has(id)).map(({ id }) => id),
    removed,
  };
}

/** The edit that takes another back; undefined where somebody has changed the same cells or rows since. */
export function reversed(undo: Undo, rows: readonly RoadmapMeasure[]): Edit | undefined {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const untouched = undo.cells.every(({ id, after }) => {
    const row = byId.get(id);
    return (
      row && Object.entries(after).every(([field, value]) => String(row[field as Field]) === String(value))
    );
  });
  if (!untouched || !undo.added.every((id) => byId.has(id))) return undefined;
  return {
    change: undo.cells.map(({ id, before }) => ({ id, version: byId.get(id)!.version, ...before })),
    add: [],
    remove: undo.added.map((id) => ({ id, version: byId.get(id)!.version })),
    restore: undo.removed.map(({ id, after }) => ({
      id,
      after: after !== null && byId.has(after) ? after : null,
    })),
  };
}
