import { DateTime } from 'luxon';
import {
  defaultSchoolCalendar,
  type IsoDate,
  type SchoolDaysOf,
  usualTrimesters,
} from '../calendar/index.ts';
import { type Term, type TermFrequency, type TermPart, type YearWindow } from './term.ts';

/** One stretch of time in which a measure falls due; `times` says how often inside it. */
export interface Occurrence {
  from: IsoDate;
  to: IsoDate;
  times: number;
  /** Which part of the term it comes from. */
  part: number;
}

/** What occurrences depend on besides the term. */
export interface OccurrenceOptions {
  /** Quarters of a school year by its first year; where it has none the usual ones. */
  schoolCalendar?: SchoolDaysOf;
}

type Stretch = { from: IsoDate; to: IsoDate };

/**
 * Stretches of a term that lie in `from … to` (both days included), in order of their ends, cut to that range. Terms set
 * elsewhere («по графику»), without a year or contradicting themselves give none.
 */
export function occurrences(
  term: Term,
  from: IsoDate,
  to: IsoDate,
  options: OccurrenceOptions = {},
): Occurrence[] {
  if (to < from) return [];
  const found = term.parts.flatMap((part, index) =>
    stretchesOf(part, from, to, options).flatMap(({ from: start, to: end }) => {
      if (end < from || start > to || end < start) return [];
      const cut = { from: start < from ? from : start, to: end > to ? to : end };
      return [{ ...cut, times: part.kind === 'recurrence' ? part.times : 1, part: index }];
    }),
  );
  return found.sort((left, right) => left.to.localeCompare(right.to) || left.from.localeCompare(right.from));
}

function stretchesOf(part: TermPart, from: IsoDate, to: IsoDate, options: OccurrenceOptions): Stretch[] {
  switch (part.kind) {
    case 'range':
      return [part];
    case 'until':
      return [{ from: part.to, to: part.to }];
    case 'since':
      return [{ from: part.from, to }];
    case 'span':
      if (part.from && part.to) return [{ from: part.from, to: part.to }];
      if (part.span === 'always' || part.span === 'period') return [{ from, to }];
      return unitsOf(part.span, from, to, options);
    case 'recurrence':
      return recurring(part, from, to, options);
    default:
      return [];
  }
}

function recurring(
  part: Extract<TermPart, { kind: 'recurrence' }>,
  from: IsoDate,
  to: IsoDate,
  options: OccurrenceOptions,
): Stretch[] {
  const start = part.within && part.within.from > from ? part.within.from : from;
  const end = part.within && part.within.to < to ? part.within.to : to;
  if (end < start) return [];
  if (part.weekday || part.monthDays) return daysOf(part, start, end);
  const stretches = part.windows
    ? windowsOf(part.windows, start, end)
    : unitsOf(part.per, start, end, options);
  return stretches
    .filter((_, index) => part.windows !== undefined || index % part.every === 0)
    .map((stretch) => ({
      from: stretch.from < start ? start : stretch.from,
      to: stretch.to > end ? end : stretch.to,
    }));
}

/** Single days that recur: every Monday, the last Thursday of a month, the 5th of a month. */
function daysOf(part: Extract<TermPart, { kind: 'recurrence' }>, from: IsoDate, to: IsoDate): Stretch[] {
  const { weekday, monthDays } = part;
  if (weekday && weekday.nth === undefined) {
    const first = DateTime.fromISO(from, { zone: 'utc' });
    const stretches: Stretch[] = [];
    let at = first.plus({ days: (weekday.day - first.weekday + 7) % 7 });
    for (; at.toISODate()! <= to; at = at.plus({ weeks: part.every }))
      stretches.push({ from: at.toISODate()!, to: at.toISODate()! });
    return stretches;
  }
  return unitsOf('month', from.slice(0, 8) + '01', to, {})
    .filter((_, index) => index % part.every === 0)
    .map(({ from: month }) => {
      const first = DateTime.fromISO(month, { zone: 'utc' });
      if (monthDays) {
        const end = first.set({ day: Math.min(monthDays.to, first.daysInMonth!) }).toISODate()!;
        const start = first.set({ day: Math.min(monthDays.from, first.daysInMonth!) }).toISODate()!;
        return { from: monthDays.bound === 'until' ? end : start, to: end };
      }
      const { day: wanted, nth = 1 } = weekday!;
      const last = first.endOf('month');
      const at =
        nth < 0
          ? last.minus({ days: (last.weekday - wanted + 7) % 7 })
          : first.plus({ days: ((wanted - first.weekday + 7) % 7) + (nth - 1) * 7 });
      return { from: at.toISODate()!, to: at.toISODate()! };
    })
    .filter((stretch) => stretch.from >= from && stretch.to <= to);
}

function windowsOf(windows: readonly YearWindow[], from: IsoDate, to: IsoDate): Stretch[] {
  const stretches: Stretch[] = [];
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year += 1) {
    for (const window of windows) {
      const wraps =
        window.to.month < window.from.month ||
        (window.to.month === window.from.month && window.to.day !== 0 && window.to.day < window.from.day);
      const end = day(year + (wraps ? 1 : 0), window.to);
      const start = window.bound === 'until' ? end : day(year, window.from);
      stretches.push({ from: start, to: window.bound === 'since' ? `${year}-12-31` : end });
    }
  }
  return stretches.filter((stretch) => stretch.to >= from && stretch.from <= to);
}

function day(year: number, { month, day: date }: { month: number; day: number }): IsoDate {
  const last = DateTime.utc(year, month, 1).endOf('month');
  return (date === 0 || date > last.day ? last : last.set({ day: date })).toISODate()!;
}

const lengths: { [unit in TermFrequency]?: { [plus: string]: number } } = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
  'half-year': { months: 6 },
  year: { years: 1 },
};

function unitsOf(unit: TermFrequency, from: IsoDate, to: IsoDate, options: OccurrenceOptions): Stretch[] {
  const length = lengths[unit];
  if (!length) return schoolUnits(unit, from, to, options);
  const first = DateTime.fromISO(from, { zone: 'utc' });
  const startOf = unit === 'half-year' ? 'year' : (unit as 'day' | 'week' | 'month' | 'quarter' | 'year');
  const stretches: Stretch[] = [];
  for (let at = first.startOf(startOf); at.toISODate()! <= to; at = at.plus(length)) {
    const end = at.plus(length).minus({ days: 1 }).toISODate()!;
    if (end >= from) stretches.push({ from: at.toISODate()!, to: end });
  }
  return stretches;
}

function schoolUnits(unit: TermFrequency, from: IsoDate, to: IsoDate, options: OccurrenceOptions): Stretch[] {
  const stretches: Stretch[] = [];
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year += 1) {
    const { quarters } = options.schoolCalendar?.(year) ?? defaultSchoolCalendar(year);
    // A school that learns by trimesters has three stretches in its calendar; else they are the usual months.
    if (unit === 'trimester' && quarters.length !== 3) stretches.push(...usualTrimesters(year));
    else if (unit === 'school-quarter' || unit === 'trimester')
      stretches.push(...quarters.map(({ from: start, to: end }) => ({ from: start, to: end })));
    else stretches.push({ from: quarters[0]!.from, to: quarters.at(-1)!.to });
  }
  return stretches.filter((stretch) => stretch.to >= from && stretch.from <= to);
}
