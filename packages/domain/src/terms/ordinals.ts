import { defaultSchoolCalendar } from '../calendar/index.ts';
import { ofIso, readYears, type Point } from './points.ts';
import { setDays } from './school-days.ts';
import { type TokenStream } from './tokens.ts';

const ordinalWords: [RegExp, number][] = [
  [/перв[а-я]+/, 1],
  [/втор[а-я]+/, 2],
  [/трет[а-я]+/, 3],
  [/четверт(ый|ого|ая|ой|ом|ую)/, 4],
];

/** Reads a number that says which: «3», «III», «1-й», «второе». */
export function ordinal(stream: TokenStream): number | undefined {
  const token = stream.number(true);
  if (token) {
    stream.takeAll(/-/, /й|ый|ой|я|ая|ое|е|го|м|ом/);
    return token.value;
  }
  return ordinalWords.find(([pattern]) => stream.take(pattern))?.[1];
}

/** «4 квартал 2022 года», «I-II кварталы», «1 полугодие 2023-2024 уч. года», «III четверть». */
export function readOrdinalPeriods(stream: TokenStream): Point[] | undefined {
  const first = ordinal(stream);
  if (first === undefined) return undefined;
  const numbers = [first];
  while (stream.take(/,|и|-/)) {
    const range = stream.tokens[stream.at - 1]!.text === '-';
    const next = ordinal(stream);
    if (next === undefined || next > 4) return undefined;
    if (range) for (let between = numbers.at(-1)! + 1; between < next; between += 1) numbers.push(between);
    numbers.push(next);
  }
  const unit = stream.take(/квартал[а-я]*|кв/)
    ? 'quarter'
    : stream.take(/полугоди[а-я]+|полугод|полуг/) || stream.takeAll(/п/, /\//, /г/)
      ? 'half-year'
      : stream.take(/четверт[а-я]+|четв/)
        ? 'school-quarter'
        : stream.take(/триместр[а-я]*|трим/)
          ? 'trimester'
          : undefined;
  const most = unit === 'half-year' ? 2 : unit === 'trimester' ? 3 : 4;
  if (!unit || numbers.some((number) => number < 1 || number > most)) return undefined;
  stream.take(/\./);
  const schoolYear = stream.attempt(() => {
    stream.take(/в|уч|учебн[а-я]+/);
    const years = readYears(stream);
    return years?.length === 1 && (years[0]!.unit === 'school-year' || years[0]!.unit === 'year')
      ? years[0]
      : undefined;
  });
  const two = schoolYear && schoolYear.to.year === schoolYear.from.year! + 1;
  const school =
    schoolYear?.unit === 'school-year' || (two ?? false) || unit === 'school-quarter' || unit === 'trimester';
  return numbers.map((number) => {
    const point = ordinalPoint(unit, number, school, schoolYear?.from.year);
    return schoolYear?.problems ? { ...point, problems: schoolYear.problems } : point;
  });
}

/** A quarter, half-year or school quarter; `year` is the first year of a school year where `school` is set. */
export function ordinalPoint(
  unit: 'quarter' | 'half-year' | 'school-quarter' | 'trimester',
  number: number,
  school: boolean,
  year: number | undefined,
): Point {
  if (unit === 'school-quarter') {
    const { from, to } = defaultSchoolCalendar(year ?? 2000).quarters[number - 1]!;
    const [first, last] = setDays(unit, number, [number > 2, number > 2]);
    return {
      from: { ...ofIso(from, year), set: first },
      to: { ...ofIso(to, year), set: last },
      ...{ unit, ordinal: number },
    };
  }
  if (unit === 'trimester') return trimester(number, year);
  if (unit === 'half-year' && school) {
    const first = number === 1;
    const at = year === undefined ? undefined : first ? year : year + 1;
    const from = { year: at, month: first ? 9 : 1, day: 1 };
    return { from, to: { year: at, month: first ? 12 : 5, day: 0 }, unit, ordinal: number };
  }
  const length = unit === 'quarter' ? 3 : 6;
  const from = { year, month: (number - 1) * length + 1, day: 1 };
  return { from, to: { year, month: number * length, day: 0 }, unit, ordinal: number };
}

/** A third of a school year by its months, until a calendar sets its days. */
function trimester(number: number, year: number | undefined): Point {
  const month = ((number - 1) * 3 + 8) % 12;
  const [first, last] = setDays('trimester', number, [number === 3, number > 1]);
  const shifted = (later: boolean): { year?: number } =>
    year === undefined ? {} : { year: later ? year + 1 : year };
  return {
    from: { ...shifted(first.later), month: month + 1, day: 1, set: first },
    to: { ...shifted(last.later), month: ((month + 2) % 12) + 1, day: 0, set: last },
    unit: 'trimester',
  };
}
