import { defaultSchoolCalendar } from '../calendar/index.ts';
import { ofIso, words, yearAfter, type Point } from './points.ts';
import { setDays } from './school-days.ts';
import { type TokenStream } from './tokens.ts';

const seasons: [RegExp, number, number][] = [
  [/весн[а-я]+/, 3, 5],
  [/лет(о|а|ом|ний|нии)/, 6, 8],
  [/осен(ь|и|ью)/, 9, 11],
];

const holidayNames: [RegExp, number][] = [
  [/осенн[а-я]+/, 0],
  [/зимн[а-я]+/, 1],
  [/весенн[а-я]+/, 2],
  [/летн[а-я]+/, 3],
];

/** «осенние каникулы», «зимние и весенние каникулы 2024 г.» */
function readHolidays(stream: TokenStream): Point[] | undefined {
  const start = stream.at;
  const named: number[] = [];
  do {
    const found = holidayNames.find(([pattern]) => stream.take(pattern));
    if (!found) return undefined;
    named.push(found[1]);
  } while (stream.take(/,|и/));
  if (!stream.take(/каникул[а-я]*/)) return undefined;
  const { year } = yearAfter(stream);
  const text = words(stream, start);
  return named.map((index) => {
    const { from, to } = defaultSchoolCalendar(2000).holidays[index]!;
    const second = index === 1 && year !== undefined ? year + 1 : year;
    const [first, last] = setDays('holidays', index + 1, [index > 1, index > 0]);
    return {
      from: { ...ofIso(from, undefined), year, set: first },
      to: { ...ofIso(to, undefined), year: second, set: last },
      unit: 'season',
      // They lie in two years: of one that is named alone either may be meant.
      ...(index === 1 && year !== undefined
        ? { problems: [{ code: 'year-ambiguous', message: winterOf(year), text }] }
        : {}),
    };
  });
}

const winterOf = (year: number): string =>
  `Зимние каникулы ${year} года прочитаны как те, что начинаются в конце ${year} года; возможно, имелись в виду январские`;

/** «до конца учебного года», «к началу учебного года»: the last day of May, the first of September. */
export function readSchoolYearBound(stream: TokenStream): Point | undefined {
  return stream.attempt(() => {
    if (!stream.take(/до|к/)) return undefined;
    const first = stream.take(/начал[ау]/) !== undefined;
    if (!first && !stream.take(/конц[ау]|окончани[яю]/)) return undefined;
    const school = stream.take(/учебн[а-я]+|уч/) !== undefined;
    if (school) stream.take(/\./);
    else stream.take(/календарного|текущего/);
    if (!stream.take(/год[а-я]*|г/)) return undefined;
    if (!school) {
      if (first) return undefined;
      const end = { month: 12, day: 31 };
      const message = '«До конца года» прочитано как 31 декабря';
      return {
        from: end,
        to: end,
        unit: 'day',
        problems: [{ code: 'vague', message, text: 'до конца года' }],
      };
    }
    const at = first ? { month: 9, day: 1 } : { month: 5, day: 31 };
    return { from: at, to: at, unit: 'day' };
  });
}

/** «начало учебного года», «конец учебного года»: a month is meant, which one the text does not say. */
function readSchoolYearEdge(stream: TokenStream): Point[] | undefined {
  const start = stream.at;
  const first = stream.take(/начал[а-я]+/) !== undefined;
  if (!first && !stream.take(/кон(ец|ца|це|цу)|окончани[а-я]+/)) return undefined;
  if (!stream.take(/учебн[а-я]+|уч/)) return undefined;
  stream.take(/\./);
  if (!stream.take(/год[а-я]*|г/)) return undefined;
  const month = first ? 9 : 5;
  const text = words(stream, start);
  const message = `«${first ? 'начало' : 'конец'} учебного года» прочитано как ${first ? 'сентябрь' : 'май'}`;
  return [
    {
      from: { month, day: 1 },
      to: { month, day: 0 },
      unit: 'month',
      problems: [{ code: 'vague', message, text }],
    },
  ];
}

/** «осень 2023», «зимние каникулы», «начало учебного года». */
export function readSeason(stream: TokenStream): Point[] | undefined {
  const start = stream.at;
  const found =
    stream.attempt(() => readHolidays(stream)) ?? stream.attempt(() => readSchoolYearEdge(stream));
  if (found) return found;
  if (stream.take(/зим(а|ы|ой|у|ний)/)) {
    const { year } = yearAfter(stream);
    const text = words(stream, start);
    const message = `Зима ${year} года прочитана как декабрь ${(year ?? 1) - 1} – февраль ${year}`;
    return [
      {
        from: { year: year === undefined ? undefined : year - 1, month: 12, day: 1 },
        to: { year, month: 2, day: 0 },
        unit: 'season',
        ...(year === undefined ? {} : { problems: [{ code: 'year-ambiguous', message, text }] }),
      },
    ];
  }
  const season = seasons.find(([pattern]) => stream.take(pattern));
  if (!season) return undefined;
  const { year, problem } = yearAfter(stream);
  const point: Point = {
    from: { year, month: season[1], day: 1 },
    to: { year, month: season[2], day: 0 },
    unit: 'season',
  };
  return [problem ? { ...point, problems: [problem] } : point];
}
