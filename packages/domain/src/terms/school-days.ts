import { defaultSchoolCalendar, type SchoolDays, type SchoolDaysOf } from '../calendar/index.ts';
import { type PartialDate } from './points.ts';
import { type TermProblem } from './term.ts';
import { type Stretch } from './years.ts';

/** That a date is an end of a school's quarter, trimester or holidays, so that the calendar of its place sets the day. */
export interface SetDay {
  of: 'school-quarter' | 'trimester' | 'holidays';
  /** The first is 1; of holidays: autumn, winter, spring, summer. */
  number: number;
  edge: 'from' | 'to';
  /** How many days after that end; before it, if negative. */
  days: number;
  /** Whether the usual day lies in the second calendar year of the school year. */
  later: boolean;
}

/** Ends of a quarter, trimester or holidays as marks of their usual dates. */
export const setDays = (
  of: SetDay['of'],
  number: number,
  later: readonly [from: boolean, to: boolean],
): readonly [from: SetDay, to: SetDay] => [
  { of, number, edge: 'from', days: 0, later: later[0] },
  { of, number, edge: 'to', days: 0, later: later[1] },
];

const holidayStems = ['осенн', 'зимн', 'весенн', 'летн'];

/** The quarter, trimester or holidays in a calendar; undefined where it has none such. */
function spanIn(
  { quarters, holidays }: SchoolDays,
  { of, number }: SetDay,
): { from: string; to: string } | undefined {
  if (of === 'holidays')
    return holidays.find(({ name }) => name.toLocaleLowerCase('ru').includes(holidayStems[number - 1]!));
  return quarters.length === (of === 'trimester' ? 3 : 4) ? quarters[number - 1] : undefined;
}

/** Moves a date to the day that the calendar of its place sets; answers whether there is such a calendar. */
function move(date: PartialDate, calendar: SchoolDaysOf | undefined): boolean {
  const { set, year } = date;
  if (!set || year === undefined) return false;
  const own = calendar?.(year - (set.later ? 1 : 0));
  const span = own && spanIn(own, set);
  if (!span) return false;
  const at = new Date(Date.parse(`${span[set.edge]}T00:00:00Z`) + set.days * 86_400_000);
  date.year = at.getUTCFullYear();
  date.month = at.getUTCMonth() + 1;
  date.day = at.getUTCDate();
  return true;
}

/** Takes the dates of a stretch from the calendar of its place; says of each that is not there what was assumed. */
export function takeSchoolDays(stretch: Stretch, calendar: SchoolDaysOf | undefined): TermProblem[] {
  const assumed = [stretch.from, stretch.to].flatMap((date) =>
    date.set && !move(date, calendar) ? [date.set] : [],
  );
  const first = assumed.filter(
    (one, index) => assumed.findIndex(({ of, number }) => of === one.of && number === one.number) === index,
  );
  return first.map((set) => usual(set, stretch.text));
}

const trimesters = ['сентябрь – ноябрь', 'декабрь – февраль', 'март – май'];

function usual({ of, number }: SetDay, text: string): TermProblem {
  if (of === 'trimester') {
    // Trimesters have no usual days, only usual months.
    const message = `${number}-й триместр прочитан как ${trimesters[number - 1]!}: дни сверьте с графиком школы`;
    return { code: 'vague', message, text: `${number}-й триместр` };
  }
  const { quarters, holidays } = defaultSchoolCalendar(2000);
  const span = of === 'holidays' ? holidays[number - 1]! : quarters[number - 1]!;
  const name = of === 'holidays' ? holidays[number - 1]!.name : `${number}-я четверть`;
  const day = (date: string): string => date.slice(5).split('-').reverse().join('.');
  const message = `В учебном календаре школы или района этих дней нет: ${name} — по обычному, ${day(span.from)} – ${day(span.to)}`;
  return { code: 'calendar-assumed', message, text };
}
