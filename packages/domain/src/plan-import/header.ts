import { calendarName, isMonth, romanCalendar, yearName } from './calendar-columns.ts';
import { columnKind, type ColumnKind } from './columns.ts';
import { type RawCell, type RawRow } from './raw-table.ts';

/** Names that say it only where no other column does: a «куратор» beside an «ответственный» is another. */
const weakNames: readonly (readonly [ColumnKind, RegExp])[] = [
  [
    'title',
    /^(рассматриваемые |основные )?вопросы|^тематика|^механизм\S*|^формы? (работы|мероприяти\S*)$|^план$|^работа/,
  ],
  ['responsible', /^куратор|^координатор|^(образовательн\S+ )?организаци\S*$|^участники?$|^исполнение$|^кем/],
  ['result', /^форма (завершения|контроля|подведения)|^выполнение$|^где (слуша|рассматр)\S*|^обсуждение/],
];

/** Whether a text is the name of a column, be it one that says so only beside others. */
export function isColumnName(text: string): boolean {
  const lower = text.toLowerCase().replace(/\s+/g, ' ').trim();
  return columnKind(text) !== undefined || weakNames.some(([, pattern]) => pattern.test(lower));
}

/** The kinds of a header row, by position. */
export type Header = readonly ColumnKind[];

/** A header with the names of its columns; a month below «2024 год» has that year. */
export interface FoundHeader {
  header: Header;
  names: readonly string[];
  /** How many rows of the table it takes. */
  rows: number;
}

/** A cell of a header with what stands above it. */
interface HeaderCell extends RawCell {
  year?: string;
  /** It names a time below «Срок», so that a sign in the column is a term. */
  marked?: boolean;
}

/**
 * Reads a row as the header of a plan: it names what is to be done and at least one of who, when and to what end. Rows
 * below may name what stands under its wide cells («Срок»: «2024 год»: «I полугодие»).
 */
export function readHeader(row: RawRow, ...below: readonly (RawRow | undefined)[]): FoundHeader | undefined {
  let cells: readonly HeaderCell[] = row.cells;
  const single = kindsOf(cells);
  let found = single && { header: single, names: namesOf(cells), rows: 1 };
  // A title merged over the whole table names no columns.
  if (cells.filter((cell) => cell.text).length < 2) return found;
  for (const [index, next] of below.entries()) {
    const wide = cells.some((cell) => cell.merged === 'left');
    if (!next || !wide || !divides(cells, next.cells) || !namesParts(next.cells)) break;
    cells = under(cells, next.cells);
    const header = kindsOf(cells);
    if (header) found = { header, names: namesOf(cells), rows: index + 2 };
  }
  return found;
}

function namesOf(cells: readonly HeaderCell[]): string[] {
  return cells.map(({ text, year }) => [text, year].filter(Boolean).join(' ').replace(/\s+/g, ' '));
}

/** Cells that name parts of those above, not values. */
function namesParts(cells: readonly RawCell[]): boolean {
  const parts = cells.filter((cell) => cell.text && !cell.merged);
  return (
    parts.every(
      (cell) => cell.text.length < 60 && (!/\d{3}/.test(cell.text) || calendarName.test(cell.text)),
    ) && !/^\d/.test(cells[0]?.text ?? '')
  );
}

/** The names of columns that two rows of a header give together. */
function under(upper: readonly HeaderCell[], lower: readonly RawCell[]): HeaderCell[] {
  let group: HeaderCell = { text: '' };
  const romans = romanCalendar(lower.map(({ text }) => text));
  return upper.map((cell, index): HeaderCell => {
    if (cell.merged !== 'left') group = cell;
    const below = lower[index];
    if (below?.merged === 'left' && cell.merged === 'left') return { text: '', merged: 'left' };
    if (!below || below.merged === 'above' || !below.text)
      return cell.merged === 'left' ? { text: '' } : cell;
    const year = yearName.exec(group.text)?.[1] ?? group.year;
    const of = columnKind(group.text);
    const timed =
      of === 'term' || group.marked === true || /^(?:годы?|месяцы?|кварталы?)(?:\s|$)/iu.test(group.text);
    const text = year || timed ? (romans[index] ?? below.text) : below.text;
    if (calendarName.test(text) && of !== 'indicator' && of !== 'result')
      return { ...below, text, ...(year ? { year } : {}), ...(timed ? { marked: true } : {}) };
    const [whole, own] = [`${group.text} ${below.text}`.slice(0, 110), columnKind(below.text)];
    // «Показатель: наименование» names an indicator, «Срок: начало» a beginning.
    const keeps = of === 'indicator' || of === 'result' || of === 'responsible';
    return columnKind(whole) && (own === undefined || (keeps && columnKind(whole) === of))
      ? { text: whole }
      : below;
  });
}

/** Whether a row stands under another as the second half of a header: it names the parts of wide cells, and only those. */
function divides(upper: readonly RawCell[], lower: readonly RawCell[]): boolean {
  let divided = false;
  for (let from = 0; from < upper.length;) {
    let to = from + 1;
    while (upper[to]?.merged === 'left') to += 1;
    const under = lower.slice(from, to).filter((cell) => !cell.merged);
    const named = under.some((cell) => cell.text);
    if (named && (to - from < 2 || under.length < 2)) return false;
    divided ||= named;
    from = to;
  }
  return divided;
}

function kindsOf(cells: readonly HeaderCell[]): Header | undefined {
  const kinds = cells.map((cell) => columnKind(cell.text) ?? 'other');
  const calendar = cells.map((cell, at) => kinds[at] === 'other' && isMonth.test(cell.text.trim()));
  const many = calendar.filter(Boolean).length >= 3;
  cells.forEach(({ marked }, at) => {
    if (marked || (many && calendar[at])) kinds[at] = 'term-mark';
  });
  const strong = new Set(kinds);
  const measures = strong.has('title') || strong.has('section');
  for (const [kind, pattern] of weakNames) {
    if (strong.has(kind) || (kind === 'title' ? measures || !strong.has('term') : !measures)) continue;
    const weak = cells.findIndex(
      ({ text }) =>
        columnKind(text) !== 'term' && pattern.test(text.toLowerCase().replace(/\s+/g, ' ').trim()),
    );
    if (weak >= 0) kinds[weak] = kind;
  }
  const found = new Set(kinds);
  // «Наименование показателя» beside «Показатель»: without a column of measures it is no plan.
  if (!found.has('title')) {
    const only = kinds.indexOf('section');
    if (only < 0) return undefined;
    kinds[only] = 'title';
    found.add('title');
  }
  const who = found.has('responsible') || found.has('term-responsible');
  const when = [...found].some((kind) => kind.startsWith('term'));
  if (!who && !when) return undefined;
  if (!who || !when) {
    const more = ['number', 'result', 'indicator'].filter((kind) => found.has(kind as ColumnKind)).length;
    const dates = kinds.filter((kind) => kind === 'term').length;
    if (more === 0 && dates < 2) return undefined;
  }
  const filled = cells.filter((cell) => cell.text);
  if (filled.some((cell) => cell.text.length > 160) || filled.length < 2) return undefined;
  // «Вид деятельности» beside «Мероприятия»: the measures are what is to be done.
  const telling = kinds.map((kind, at) => kind === 'title' && /мероприяти|меры/i.test(cells[at]!.text));
  const once = new Set<ColumnKind>();
  const named = kinds.indexOf('title');
  return kinds.map((kind, at) => {
    // «Цель» behind «Содержание» is that of the row, and no heading.
    if (kind === 'section' && at > named && /цел|проблем|задач/i.test(cells[at]!.text)) return 'other';
    if (kind === 'other' || kind === 'term-mark') return kind;
    if (kind === 'title' && telling.includes(true) && !telling[at]) return 'other';
    const again = once.has(kind);
    once.add(kind);
    return again && !goesTogether(kind, cells[at]!.text) ? 'other' : kind;
  });
}

/** A day of something else than the measure, or who only watches over it: «Дата отчёта», «Ответственный за контроль». */
const beside = /отч[её]т|контрол|проверк|предо?ставлени|сдачи|размещени|утверждени|продл/i;

/** Whether a second column of a kind says more of the same: «Результат» and «Вид документа», «Исполнитель» and «Ответственный», «Дата» and «Дата». */
function goesTogether(kind: ColumnKind, name: string): boolean {
  if (/факт|(?:^|\s)план(?:$|\s)|отчет за/i.test(name)) return false;
  return (
    kind === 'result' ||
    kind === 'indicator' ||
    (kind === 'term' && !beside.test(name)) ||
    (kind === 'responsible' && /исполнит|ответств|участник/i.test(name) && !beside.test(name))
  );
}

/** A row that only numbers the columns: «1 | 2 | 3 | 4 | 5». */
export function numbersColumns(cells: readonly RawCell[]): boolean {
  const filled = cells.filter((cell) => cell.text);
  return (
    filled.length >= 3 &&
    filled.every((cell, index) => cell.text.replace(/\D/g, '') === String(index + 1) && cell.text.length <= 3)
  );
}
