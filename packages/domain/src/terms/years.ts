import { ordinalPoint } from './ordinals.ts';
import { type PartialDate, type Point } from './points.ts';
import { type TermContext, type TermPart, type TermProblem, type YearWindow } from './term.ts';

/** A range as it is being read: two points, and whether the text closes it on one side only. */
export interface Stretch {
  kind: 'stretch';
  from: PartialDate;
  to: PartialDate;
  unit: Point['unit'];
  ordinal?: number;
  bound?: 'until' | 'since';
  problems: TermProblem[];
  text: string;
  /** Nothing but a comma, «и» or a line stands between this one and the next. */
  joined: boolean;
  /** Its end lies before its start within one year, and no New Year between them is likely. */
  backwards?: true;
  /** The years, written elsewhere in the term, that gave this one its year. */
  yearFrom?: Stretch;
}

/** Gives the end of a range the year of its other end, stepping over New Year where the months say so. */
export function balance(stretch: Stretch): void {
  const { from, to } = stretch;
  const later = (left: PartialDate, right: PartialDate): boolean =>
    left.month > right.month || (left.month === right.month && left.day > (right.day || 31));
  if (from.year === undefined && to.year !== undefined) from.year = later(from, to) ? to.year - 1 : to.year;
  if (to.year === undefined && from.year !== undefined) to.year = later(from, to) ? from.year + 1 : from.year;
}

/** «2022-2023, 2023-2024 уч. годы»: the word behind the last pair is about each. */
export function schoolPair(stretch: Stretch, next: Stretch | undefined): void {
  const pair = stretch.unit === 'year' && stretch.to.year === (stretch.from.year ?? 0) + 1 && stretch.joined;
  if (!pair || next?.unit !== 'school-year') return;
  stretch.unit = 'school-year';
  stretch.from = { year: stretch.from.year, month: 9, day: 1 };
  stretch.to = { year: stretch.to.year, month: 5, day: 31 };
}

/**
 * «октябрь – май 2024» steps over New Year; «февраль – январь 2024» and «июнь – март 2024» may be slips: the first is taken
 * as broken, the second is asked about.
 */
export function turned(stretch: Stretch): void {
  const { from, to, unit } = stretch;
  if (from.month <= to.month || from.month >= 8 || !/^(?:day|days|month)$/.test(unit)) return;
  if (from.year !== undefined) return;
  if (from.month < 6) {
    stretch.backwards = true;
    from.year = to.year;
    return;
  }
  stretch.problems.push({
    code: 'year-ambiguous',
    message: 'Конец раньше начала в одном году; прочитано через Новый год',
    text: stretch.text,
  });
}

/** Gives members of a list the year that stands once in it: «сентябрь, декабрь 2023», «август 2019, октябрь». */
export function shareYears(stretches: Stretch[]): void {
  for (let index = stretches.length - 2; index >= 0; index -= 1) {
    const stretch = stretches[index]!;
    const next = stretches[index + 1]!;
    if (stretch.from.year !== undefined || !stretch.joined || stretch.problems.length > 0) continue;
    if (next.from.year === undefined) continue;
    if (next.unit === 'year' || next.unit === 'school-year') continue;
    const year = stretch.from.month > next.from.month ? next.from.year - 1 : next.from.year;
    setYear(stretch, year);
    // «ноябрь, январь 2024» steps over New Year; «август, март 2019» may just be out of order.
    if (year !== next.from.year)
      stretch.problems.push({
        code: 'year-ambiguous',
        message: `Год стоит при другом месяце; принят ${year}`,
        text: stretch.text,
        suggestion: String(next.from.year),
      });
  }
  for (let index = 1; index < stretches.length; index += 1) {
    const stretch = stretches[index]!;
    const before = stretches[index - 1]!;
    if (stretch.from.year !== undefined || !before.joined || before.to.year === undefined) continue;
    if (before.unit === 'year' || before.unit === 'school-year' || stretch.problems.length > 0) continue;
    const year = stretch.from.month < before.to.month ? before.to.year + 1 : before.to.year;
    setYear(stretch, year);
    stretch.problems.push(assumedYear(stretch, year, 'из соседней даты'));
  }
}

/** Sets the year of the start; an end earlier in the year falls into the next one. */
export function setYear(stretch: Stretch, year: number): void {
  if (stretch.unit === 'school-quarter' && stretch.ordinal !== undefined) {
    const first = stretch.from.month >= 8 ? year : year - 1;
    const { from, to } = ordinalPoint('school-quarter', stretch.ordinal, true, first);
    stretch.from = from;
    stretch.to = to;
    return;
  }
  stretch.from.year = year;
  stretch.to.year = undefined;
  balance(stretch);
}

/** The years that a stretch without a year may mean inside the period; the likeliest first. */
export function candidateYears(stretch: Stretch, context: TermContext): number[] {
  const period = context.period ?? schoolYearOf(context.today);
  if (!period) return [];
  const first = Number(period.from.slice(0, 4));
  const last = Number(period.to.slice(0, 4));
  const years: number[] = [];
  for (let year = first; year <= last && years.length < 12; year += 1) {
    const trial: Stretch = { ...stretch, from: { ...stretch.from }, to: { ...stretch.to } };
    setYear(trial, year);
    if (iso(trial.to) >= period.from && iso(trial.from) <= period.to) years.push(year);
  }
  // A plan «на 2019–2020 годы» is a school year in everyday speech: autumn means the first year, spring the second.
  const school = years.length === 2 && last - first === 1 && stretch.from.month < 8;
  return school ? years.reverse() : years;
}

function schoolYearOf(today: string | undefined): TermContext['period'] {
  if (!today) return undefined;
  const year = Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) < 8 ? 1 : 0);
  return { from: `${year}-08-01`, to: `${year + 1}-07-31` };
}

/** Notes that a year is not in the text. */
export function assumedYear(stretch: Stretch, year: number, source: string): TermProblem {
  return { code: 'year-assumed', message: `Год не указан, принят ${year} — ${source}`, text: stretch.text };
}

/** Whether years stand in the text, once or the same ones again, and nothing is wrong with them. */
export function sameYears([first, ...others]: readonly Stretch[]): boolean {
  if (!first || first.problems.length > 0) return false;
  const same = ({ from, to, problems }: Stretch): boolean =>
    problems.length === 0 && iso(from) === iso(first.from) && iso(to) === iso(first.to);
  return others.every(same);
}

/** Notes that no year is known. */
export function noYear(text: string): TermProblem {
  return { code: 'no-year', message: 'Год не указан, и период программы его не даёт', text };
}

/** Notes that the period has the month in other years too. */
export function otherYears(stretch: Stretch, others: readonly number[]): TermProblem {
  return {
    code: 'year-ambiguous',
    message: `Период допускает и другой год: ${others.join(', ')}`,
    text: stretch.text,
    suggestion: others.join(', '),
  };
}

/** A stretch with its years as a part of the term; without years a window of some year. */
export function partOf(stretch: Stretch, assumed: boolean): TermPart {
  const mark = assumed ? { assumed: true as const } : {};
  if (stretch.from.year === undefined || stretch.to.year === undefined)
    return { kind: 'window', window: windowOf(stretch) };
  const from = iso(stretch.from);
  const to = iso(stretch.to);
  if (to < from) return { kind: 'broken', from, to };
  if (stretch.bound === 'until') return { kind: 'until', to, ...mark };
  if (stretch.bound === 'since') return { kind: 'since', from, ...mark };
  return { kind: 'range', from, to, unit: from === to ? 'day' : stretch.unit, ...mark };
}

/** The dates of a stretch whose years are known and in order. */
export function periodOf(stretch: Stretch): TermContext['period'] {
  const part = partOf(stretch, false);
  return part.kind === 'range' ? { from: part.from, to: part.to } : undefined;
}

/** The stretch without its years. */
export function windowOf({ from, to, bound }: Pick<Stretch, 'from' | 'to' | 'bound'>): YearWindow {
  return {
    from: { month: from.month, day: from.day },
    to: { month: to.month, day: to.day },
    ...(bound ? { bound } : {}),
  };
}

/** `YYYY-MM-DD` of a date whose year is known; day 0 and days past the month's end are its last day. */
export function iso({ year = 0, month, day }: PartialDate): string {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const date = day === 0 ? length : Math.min(day, length);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** A term that ended a year before the programme began, or begins a year after its end, is most likely a slip. */
export function outside(part: TermPart, period: { from: string; to: string }): boolean {
  const from =
    'from' in part && part.from
      ? part.from
      : 'to' in part && typeof part.to === 'string'
        ? part.to
        : undefined;
  if (part.kind === 'recurrence' || part.kind === 'reference' || part.kind === 'broken' || !from)
    return false;
  const to = 'to' in part && typeof part.to === 'string' ? part.to : from;
  const year = (date: string): number => Number(date.slice(0, 4));
  return year(to) < year(period.from) - 1 || year(from) > year(period.to) + 1;
}
