import { russianCalendar, type WorkingCalendar } from './working-calendar.ts';

/** A pure function under its FEEL name; `params` spells names and types as `defineFunction` of the engine takes them. */
export interface DomainFunction {
  name: string;
  params: string;
  /** Takes the arguments in order; dates come as `YYYY-MM-DD` texts or as values that print so. */
  run: (args: readonly unknown[]) => string | number | boolean | null;
}

/** Functions of working time for FEEL in diagrams and decisions; a date that cannot be read gives null, as FEEL asks. */
export function calendarFunctions(calendar: WorkingCalendar = russianCalendar): DomainFunction[] {
  return [
    {
      name: 'working days after',
      params: 'date: date | string, days: number',
      run: ([date, days]) => quietly(() => calendar.addWorkingDays(dateOf(date), Number(days))),
    },
    {
      name: 'working days between',
      params: 'from: date | string, to: date | string',
      run: ([from, to]) => quietly(() => calendar.workingDaysBetween(dateOf(from), dateOf(to))),
    },
    {
      name: 'is working day',
      params: 'date: date | string',
      run: ([date]) => quietly(() => calendar.isWorkingDay(dateOf(date))),
    },
    {
      name: 'next working day',
      params: 'date: date | string',
      run: ([date]) => quietly(() => calendar.dueDay(dateOf(date))),
    },
  ];
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
