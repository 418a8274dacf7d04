import { DateTime } from 'luxon';
import { productionYears, type ProductionYear } from './production-years.ts';

/** A calendar date as `YYYY-MM-DD`. */
export type IsoDate = string;

/** How long a day is worked; `short` is worked an hour less. */
export type DayKind = 'working' | 'short' | 'off';

/** What is known of one day, with the document that says so. */
export interface CalendarDay {
  date: IsoDate;
  kind: DayKind;
  source: string;
  /** False where the year is not approved yet or lies outside the known years. */
  certain: boolean;
}

/** A day that a region, district or school works otherwise than the country; `source` names the order. */
export interface DayOverride {
  date: IsoDate;
  kind: DayKind;
  source: string;
}

/** Choices of a calendar: the years known, days of a week worked, and days set by orders of the place. */
export interface WorkingCalendarOptions {
  years?: readonly ProductionYear[];
  /** With 6, Saturdays are worked unless they are holidays. */
  week?: 5 | 6;
  overrides?: readonly DayOverride[];
}

/** Working time of a place. Every date is `YYYY-MM-DD`; anything else throws `RangeError`. */
export interface WorkingCalendar {
  day(date: IsoDate): CalendarDay;
  isWorkingDay(date: IsoDate): boolean;
  isShortDay(date: IsoDate): boolean;
  /** The `count`-th working day after the date (before it, if negative); 0 gives the date itself or the next working day. */
  addWorkingDays(date: IsoDate, count: number): IsoDate;
  /** Working days after `from` up to and including `to`; negative when `to` is earlier. */
  workingDaysBetween(from: IsoDate, to: IsoDate): number;
  /** The date itself if worked, else the next working day (Civil Code, article 193). */
  dueDay(date: IsoDate): IsoDate;
  /** Working days of a year; days whose transfer is still open are taken away. */
  workingDaysOfYear(year: number): number;
}

/** Fixed holidays on which nobody works, even in a six-day week (Labor Code, article 112). */
const holidays = new Set(
  '01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-01 05-09 06-12 11-04'.split(' '),
);

/** Makes the working calendar of a place; without options that of Russia, five days a week. */
export function createWorkingCalendar(options: WorkingCalendarOptions = {}): WorkingCalendar {
  const week = options.week ?? 5;
  const years = new Map((options.years ?? productionYears).map((year) => [year.year, year]));
  const overrides = new Map(
    (options.overrides ?? []).map((override) => [isoDate(override.date), override] as const),
  );
  const sets = new Map<number, Record<'off' | 'worked' | 'short', Set<string>>>();

  const daysOf = (year: ProductionYear): Record<'off' | 'worked' | 'short', Set<string>> => {
    const known = sets.get(year.year) ?? {
      off: new Set(year.off),
      worked: new Set(year.worked),
      short: new Set(year.short),
    };
    sets.set(year.year, known);
    return known;
  };

  const read = (moment: DateTime): CalendarDay => {
    const date = moment.toISODate()!;
    const override = overrides.get(date);
    if (override) return { date, kind: override.kind, source: override.source, certain: true };
    const monthDay = date.slice(5);
    const sixth = week === 6 && moment.weekday === 6;
    const weekend = moment.weekday > 5 && !sixth;
    const year = years.get(moment.year);
    if (!year) {
      const off = weekend || holidays.has(monthDay);
      const source = 'Трудовой кодекс РФ, статьи 111 и 112; производственный календарь этого года не введён';
      return { date, kind: off ? 'off' : 'working', source, certain: false };
    }
    const { off, worked, short } = daysOf(year);
    const certain = year.status === 'official';
    const free = (weekend && !worked.has(monthDay)) || off.has(monthDay) || (sixth && holidays.has(monthDay));
    const kind = free ? 'off' : short.has(monthDay) ? 'short' : 'working';
    return { date, kind, source: year.source, certain };
  };

  const works = (moment: DateTime): boolean => read(moment).kind !== 'off';

  const step = (from: DateTime, count: number): DateTime => {
    const direction = count < 0 ? -1 : 1;
    let left = Math.abs(count);
    let at = from;
    while (left > 0) {
      at = at.plus({ days: direction });
      if (works(at)) left -= 1;
    }
    return at;
  };

  const firstWorking = (from: DateTime): DateTime => {
    let at = from;
    // A calendar whose every day is off by mistake would never end.
    for (let tried = 0; !works(at); tried += 1) {
      if (tried > 366) throw new RangeError(`expected a working day within a year after ${from.toISODate()}`);
      at = at.plus({ days: 1 });
    }
    return at;
  };

  const between = (from: DateTime, to: DateTime): number => {
    if (to < from) return -between(to, from);
    let count = 0;
    for (let at = from.plus({ days: 1 }); at <= to; at = at.plus({ days: 1 })) if (works(at)) count += 1;
    return count;
  };

  return {
    day: (date) => read(parse(date)),
    isWorkingDay: (date) => works(parse(date)),
    isShortDay: (date) => read(parse(date)).kind === 'short',
    addWorkingDays(date, count) {
      if (!Number.isInteger(count) || Math.abs(count) > 10_000)
        throw new RangeError(`expected a whole number of working days up to 10000, found ${count}`);
      const from = parse(date);
      return (count === 0 ? firstWorking(from) : step(from, count)).toISODate()!;
    },
    workingDaysBetween: (from, to) => between(parse(from), parse(to)),
    dueDay: (date) => firstWorking(parse(date)).toISODate()!,
    workingDaysOfYear(year) {
      const first = DateTime.utc(year, 1, 1);
      return between(first.minus({ days: 1 }), first.endOf('year'));
    },
  };
}

/** Russia's production calendar with a five-day week. */
export const russianCalendar = createWorkingCalendar();

/** A deadline that a change of the calendar moves. */
export interface MovedDeadline {
  id: string;
  before: IsoDate;
  after: IsoDate;
}

/** Which deadlines of «so many working days after a date» a change of the calendar would move. */
export function movedDeadlines(
  deadlines: readonly { id: string; from: IsoDate; workingDays: number }[],
  before: WorkingCalendar,
  after: WorkingCalendar,
): MovedDeadline[] {
  return deadlines
    .map(({ id, from, workingDays }) => ({
      id,
      before: before.addWorkingDays(from, workingDays),
      after: after.addWorkingDays(from, workingDays),
    }))
    .filter((moved) => moved.before !== moved.after);
}

function isoDate(text: IsoDate): IsoDate {
  return parse(text).toISODate()!;
}

function parse(text: IsoDate): DateTime {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? DateTime.fromISO(text, { zone: 'utc' }) : undefined;
  if (!date?.isValid) throw new RangeError(`expected a date such as 2026-11-03, found «${text}»`);
  return date;
}
