import { DateTime } from 'luxon';
import type { WorkingTime } from './functions.ts';
import type { DayOverride } from './working-calendar.ts';

/** A stretch of days, both ends included. */
export interface Span {
  from: string;
  to: string;
}

/** One school year of a place: 2023 stands for 2023/2024. */
export interface SchoolYear {
  schoolYear: number;
  /** Quarters or trimesters, in order. */
  quarters: Span[];
  holidays: (Span & { name: string })[];
}

/** What of a school year sets the days of terms. */
export type SchoolDays = Pick<SchoolYear, 'quarters' | 'holidays'>;
/** The school year of a place by its first calendar year; undefined where no calendar of it is known. */
export type SchoolDaysOf = (schoolYear: number) => SchoolDays | undefined;

/** What an order sets for the country, a district or a school; a week that is null is taken from the wider place. */
export interface PlaceCalendar {
  week: 5 | 6 | null;
  days: DayOverride[];
  years: SchoolYear[];
}

/** What is wrong with a calendar, by the path of its part. */
export interface CalendarFault {
  path: string;
  message: string;
}

/** Checks a calendar as people enter it: days once each, spans in order, holidays outside quarters (in trimesters they may lie). */
export function calendarFaults({ days, years }: PlaceCalendar): CalendarFault[] {
  const faults: CalendarFault[] = [];
  const say = (path: string, message: string): number => faults.push({ path, message });
  const seen = new Set<string>();
  days.forEach(({ date, source }, index) => {
    if (!isDay(date)) say(`days.${index}.date`, `Ожидалась дата, найдено «${date}»`);
    else if (seen.has(date)) say(`days.${index}.date`, `День ${shown(date)} назван дважды`);
    seen.add(date);
    if (!source.trim()) say(`days.${index}.source`, `У дня ${shown(date)} не назван документ`);
  });
  const known = new Set<number>();
  years.forEach(({ schoolYear, quarters, holidays }, at) => {
    const path = `years.${at}`;
    const name = `${schoolYear}/${schoolYear + 1}`;
    if (known.has(schoolYear)) say(path, `Учебный год ${name} назван дважды`);
    known.add(schoolYear);
    const [first, last] = [`${schoolYear}-08-01`, `${schoolYear + 1}-08-31`];
    const whole = (span: Span, place: string, called: string): boolean => {
      if (!isDay(span.from) || !isDay(span.to)) say(place, `${called}: нужны обе даты`);
      else if (span.to < span.from)
        say(place, `${called}: конец ${shown(span.to)} раньше начала ${shown(span.from)}`);
      else if (span.from < first || span.to > last)
        say(place, `${called}: не попадает в учебный год ${name}`);
      else return true;
      return false;
    };
    const trimesters = quarters.length === 3;
    quarters.forEach((span, index) => {
      const called = trimesters ? `${index + 1}-й триместр` : `${index + 1}-я четверть`;
      const before = quarters[index - 1];
      if (whole(span, `${path}.quarters.${index}`, called) && before && span.from <= before.to)
        say(
          `${path}.quarters.${index}`,
          `${called}: начинается до ${shown(before.to)}, когда кончается ${trimesters ? 'предыдущий' : 'предыдущая'}`,
        );
    });
    holidays.forEach((span, index) => {
      // A trimester goes on behind the holidays that lie in it; a quarter ends with them.
      if (!whole(span, `${path}.holidays.${index}`, span.name || 'Каникулы') || trimesters) return;
      const within = quarters.findIndex(({ from, to }) => span.from <= to && from <= span.to);
      if (within >= 0)
        say(`${path}.holidays.${index}`, `${span.name || 'Каникулы'}: заходят в ${within + 1}-ю четверть`);
    });
  });
  return faults;
}

/**
 * The working time that holds for a place, from the widest calendar (of the country) to the narrowest (of the school): the
 * narrower wins day by day. Undefined where no calendar differs from the production calendar.
 */
export function workingTimeOf(
  layers: readonly (Pick<PlaceCalendar, 'week' | 'days'> & { version: number })[],
): WorkingTime | undefined {
  if (layers.length === 0) return undefined;
  const days = new Map(layers.flatMap((layer) => layer.days.map((day) => [day.date, day] as const)));
  const week = layers.reduce<5 | 6 | null>((wider, layer) => layer.week ?? wider, null);
  return {
    // Grows with every new version of any of the layers.
    version: layers.reduce((sum, { version }) => sum + version, 0),
    ...(week === null ? {} : { week }),
    days: [...days.values()].sort((left, right) => left.date.localeCompare(right.date)),
  };
}

/** The school years that hold for a place, from the widest calendar to the narrowest: the narrowest that names a year sets it whole. */
export function schoolYearsOf(layers: readonly Pick<PlaceCalendar, 'years'>[]): SchoolDaysOf {
  const known = new Map(layers.flatMap(({ years }) => years.map((year) => [year.schoolYear, year] as const)));
  return (schoolYear) => known.get(schoolYear);
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid;
const shown = (day: string): string => day.split('-').reverse().join('.');

/** Trimesters by their usual months, to begin a school year of three from. */
export const usualTrimesters = (schoolYear: number): Span[] => [
  { from: `${schoolYear}-09-01`, to: `${schoolYear}-11-30` },
  {
    from: `${schoolYear}-12-01`,
    to: DateTime.utc(schoolYear + 1, 2, 1)
      .endOf('month')
      .toISODate()!,
  },
  { from: `${schoolYear + 1}-03-01`, to: `${schoolYear + 1}-05-31` },
];
