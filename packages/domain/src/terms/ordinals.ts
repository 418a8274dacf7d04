import { defaultSchoolCalendar } from '../calendar/index.ts';
import { ofIso, readYears, type Point } from './points.ts';
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
    : stream.take(/полугоди[а-я]+|полуг/) || stream.takeAll(/п/, /\//, /г/)
      ? 'half-year'
      : stream.take(/четверт[а-я]+|четв/)
        ? 'school-quarter'
        : undefined;
  const most = unit === 'half-year' ? 2 : 4;
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
  const school = schoolYear?.unit === 'school-year' || (two ?? false) || unit === 'school-quarter';
  return numbers.map((number) => {
    const point = ordinalPoint(unit, number, school, schoolYear?.from.year);
    return schoolYear?.problems ? { ...point, problems: schoolYear.problems } : point;
  });
}

/** A quarter, half-year or school quarter; `year` is the first year of a school year where `school` is set. */
export function ordinalPoint(
  unit: 'quarter' | 'half-year' | 'school-quarter',
  number: number,
  school: boolean,
  year: number | undefined,
): Point {
  if (unit === 'school-quarter') {
    const { from, to } = defaultSchoolCalendar(year ?? 2000).quarters[number - 1]!;
    return { from: ofIso(from, year), to: ofIso(to, year), unit, ordinal: number };
  }
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
