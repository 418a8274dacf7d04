import { createWorkingCalendar, type DayOverride, type WorkingCalendar } from './working-calendar.ts';

/** A pure function under its FEEL name; `params` spells names and types as the engine's `addHostFunctions` takes them. */
export interface DomainFunction {
  name: string;
  params: string;
  /** Takes the arguments in order; dates come as `YYYY-MM-DD` texts or as values that print so. */
  run: (args: readonly unknown[]) => string | number | boolean | null;
}

/**
 * Working time of a place as a variable of a case holds it: the days that orders set otherwise than the production
 * calendar, and the days of the week. A case keeps the version it was given until a newer one is put into the variable.
 */
export interface WorkingTime {
  version: number;
  week?: 5 | 6;
  days: readonly DayOverride[];
}

const calendars = new Map<string, WorkingCalendar>();

/** The calendar of a place; the same working time gives the same calendar. */
export function calendarOf(workingTime?: WorkingTime): WorkingCalendar {
  const key = workingTime ? JSON.stringify(workingTime) : '';
  const known = calendars.get(key);
  if (known) return known;
  if (calendars.size > 200) calendars.clear();
  const made = createWorkingCalendar({
    week: workingTime?.week === 6 ? 6 : 5,
    overrides: workingTime?.days ?? [],
  });
  calendars.set(key, made);
  return made;
}

const place = 'working time?: context';

/**
 * Functions of working time for FEEL in diagrams and decisions; a date that cannot be read gives null, as FEEL asks. The
 * last argument of each is the working time of a place; without it Russia's production calendar holds.
 */
export function calendarFunctions(): DomainFunction[] {
  return [
    {
      name: 'working days after',
      params: `date: date | date and time | string, days: number, ${place}`,
      run: ([date, days, at]) => quietly(() => calendarFor(at).addWorkingDays(dateOf(date), Number(days))),
    },
    {
      name: 'working days between',
      params: `from: date | date and time | string, to: date | date and time | string, ${place}`,
      run: ([from, to, at]) => quietly(() => calendarFor(at).workingDaysBetween(dateOf(from), dateOf(to))),
    },
    {
      name: 'is working day',
      params: `date: date | date and time | string, ${place}`,
      run: ([date, at]) => quietly(() => calendarFor(at).isWorkingDay(dateOf(date))),
    },
    {
      name: 'next working day',
      params: `date: date | date and time | string, ${place}`,
      run: ([date, at]) => quietly(() => calendarFor(at).dueDay(dateOf(date))),
    },
    {
      // For timers and due dates: the day is worked to its end, a short one an hour less.
      name: 'end of working day',
      params: `date: date | date and time | string, ${place}`,
      run: ([date, at]) =>
        quietly(() => {
          const calendar = calendarFor(at);
          const day = calendar.dueDay(dateOf(date));
          return `${day}T${calendar.isShortDay(day) ? '17' : '18'}:00:00`;
        }),
    },
  ];
}

function calendarFor(value: unknown): WorkingCalendar {
  if (typeof value !== 'object' || value === null) return calendarOf();
  const { version, week, days } = value as Partial<WorkingTime>;
  return calendarOf({
    version: Number(version ?? 0),
    ...(week === 6 ? { week: 6 as const } : {}),
    days: Array.isArray(days) ? (days as DayOverride[]) : [],
  });
}

function dateOf(value: unknown): string {
  return String(value).slice(0, 10);
}

function quietly<Result>(run: () => Result): Result | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
