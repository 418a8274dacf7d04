import { monthFirst } from './month-first.ts';
import { ordinal, readOrdinalPeriods } from './ordinals.ts';
import { type SetDay } from './school-days.ts';
import { readSeason } from './seasons.ts';
import { type TermProblem, type TermUnit } from './term.ts';
import { type TokenStream } from './tokens.ts';

/** A date whose year may be missing; day 0 is the last of the month. `set`: a school calendar may set another day. */
export interface PartialDate {
  year?: number;
  month: number;
  day: number;
  set?: SetDay;
}

/** A stretch of time as one word group names it. */
export interface Point {
  from: PartialDate;
  to: PartialDate;
  unit: TermUnit;
  /** Number of a school quarter or half-year whose year is not known yet. */
  ordinal?: number;
  problems?: TermProblem[];
}

const months = [
  /янв(ар[а-я]*)?/,
  /фев(р(ал[а-я]*)?)?/,
  /мар(т[а-я]{0,2})?/,
  /апр(ел[а-я]*)?/,
  /ма[йяею]|маем/,
  /июн[а-я]{0,2}/,
  /июл[а-я]{0,2}/,
  /авг(уст[а-я]*)?/,
  /сен(т(ябр[а-я]*)?)?/,
  /окт(ябр[а-я]*)?/,
  /ноя(б(р[а-я]*)?)?/,
  /дек(абр[а-я]*)?/,
];

const yearWord = /г|гг|год|года|году|годы|годов|годах|годам/;

/** Reads one point in time: a day, month, quarter, half-year, school year, year, season. */
export function readPoint(stream: TokenStream): Point[] | undefined {
  return (
    stream.attempt(() => readIsoDay(stream)) ??
    stream.attempt(() => readNumericDay(stream)) ??
    stream.attempt(() => readDaysOfDate(stream)) ??
    stream.attempt(() => readDaysOfMonth(stream)) ??
    stream.attempt(() => readMonth(stream)) ??
    stream.attempt(() => readEdgeOfPeriod(stream)) ??
    stream.attempt(() => readOrdinalPeriods(stream)) ??
    stream.attempt(() => readSeason(stream)) ??
    stream.attempt(() => readYears(stream))
  );
}

/** Reads «год», «г.», «уч. г.» after a year; true: a school year. */
export function skipYearWord(stream: TokenStream): boolean | undefined {
  const school = stream.attempt(() => {
    stream.take(/\./);
    if (!stream.take(/уч|учебн[а-я]+|у/)) return undefined;
    stream.take(/\.|\//);
    return true;
  });
  let any = school;
  while (stream.take(yearWord)) {
    any ??= false;
    stream.attempt(() =>
      stream.text(1) === 'г' || !/\d/.test(stream.text(1)) ? stream.take(/\./) : undefined,
    );
  }
  if (!school && any === false) {
    const late = stream.attempt(() => (stream.take(/уч|учебн[а-я]+/) ? true : undefined));
    if (late) {
      stream.take(/\./);
      return true;
    }
  }
  return any;
}

/** Reads a year of four digits, or of two where `short` says so; a wrong one becomes a problem. */
export function readYear(
  stream: TokenStream,
  short = false,
): { year?: number; problem?: TermProblem } | undefined {
  return stream.attempt(() => {
    const token = stream.number();
    if (!token) return undefined;
    if (token.text.length === 4 && token.value >= 1990 && token.value <= 2099) return { year: token.value };
    if (short && token.text.length === 2) return { year: 2000 + token.value };
    if (token.text.length >= 3 && token.text.length <= 6)
      return {
        problem: {
          code: 'impossible-year',
          message: `«${token.text}» — такого года быть не может`,
          text: token.text,
          ...suggestYear(token.text),
        },
      };
    return undefined;
  });
}

function suggestYear(text: string): { suggestion?: string } {
  if (text.length !== 5) return {};
  const shorter = [...text].map((_, index) => text.slice(0, index) + text.slice(index + 1));
  const years = [...new Set(shorter)].filter((year) => Number(year) >= 1990 && Number(year) <= 2099);
  return years.length > 0 ? { suggestion: years.join(' или ') } : {};
}

/** The days of a date, or a problem where there is no such date. */
function day(year: number | undefined, month: number, date: number, text: string): Point {
  const length = month >= 1 && month <= 12 ? new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate() : 0;
  const at = { year, month, day: date };
  if (date >= 1 && date <= length) return { from: at, to: at, unit: 'day' };
  const message = `«${text}» — такой даты нет`;
  return { from: at, to: at, unit: 'day', problems: [{ code: 'impossible-date', message, text }] };
}

/** The words read since a place, without spaces. */
export function words(stream: TokenStream, from: number): string {
  return stream.tokens
    .slice(from, stream.at)
    .map((token) => token.text)
    .join('');
}

function readIsoDay(stream: TokenStream): Point[] | undefined {
  const start = stream.at;
  const year = stream.number();
  if (year?.text.length !== 4 || !stream.take(/-/)) return undefined;
  const month = stream.number();
  if (month?.text.length !== 2 || !stream.take(/-/)) return undefined;
  const date = stream.number();
  if (date?.text.length !== 2) return undefined;
  return [day(year.value, month.value, date.value, words(stream, start))];
}

function readNumericDay(stream: TokenStream): Point[] | undefined {
  const start = stream.at;
  const first = stream.number();
  if (!first || first.text.length > 2) return undefined;
  const mark = stream.take(/\.|\//);
  if (!mark) return undefined;
  const second = stream.number();
  if (!second) return undefined;
  if (second.text.length === 4 && first.value >= 1 && first.value <= 12) {
    const year = second.value;
    return [
      { from: { year, month: first.value, day: 1 }, to: { year, month: first.value, day: 0 }, unit: 'month' },
    ];
  }
  if (second.text.length > 2) return undefined;
  const year = stream.attempt(() => (stream.take(/\.|\//) ? readYear(stream, true) : undefined));
  if (!year && (mark.text === '/' || second.value > 12 || second.value < 1 || second.text.length < 2))
    return undefined;
  if (year) skipYearWord(stream);
  // «10.09.-20.09.2024»: the full stop before a dash belongs to the date.
  else stream.attempt(() => (stream.take(/\./) && stream.text() === '-' ? true : undefined));
  const point = day(year?.year, second.value, first.value, words(stream, start));
  if (year?.problem) point.problems = [year.problem];
  else if (mark.text === '/' && first.value !== second.value && first.value <= 12 && !point.problems)
    point.problems = [monthFirst(first.value, second.value, year?.year, words(stream, start))];
  return [point];
}

/** «27-28.08.2024», «27, 28.08.2024»: the month and year stand only at the last day. */
function readDaysOfDate(stream: TokenStream): Point[] | undefined {
  const days: { value: number; range: boolean }[] = [];
  let last: Point | undefined;
  while (!last) {
    const found = stream.attempt(() => readNumericDay(stream));
    if (found?.[0]?.unit === 'day') last = found[0];
    else {
      const first = found ? undefined : stream.number();
      const mark = first && first.text.length <= 2 && stream.take(/-|,|и/);
      if (!mark || days.length > 30) return undefined;
      days.push({ value: first.value, range: mark.text === '-' });
    }
  }
  const end = last;
  const values = [...days.map(({ value }) => value), end.to.day];
  if (days.length === 0 || values.some((value, at) => value < 1 || (at > 0 && value <= values[at - 1]!)))
    return undefined;
  return values.flatMap((value, at): Point[] => {
    if (days[at - 1]?.range) return [];
    const to = days[at]?.range ? values[at + 1]! : value;
    return [
      {
        ...end,
        from: { ...end.from, day: value },
        to: { ...end.to, day: to },
        unit: to === value ? 'day' : 'days',
      },
    ];
  });
}

/** Reads a month's name with a full stop after an abbreviation. */
function monthName(stream: TokenStream): number | undefined {
  const index = months.findIndex((pattern) => stream.take(pattern));
  if (index < 0) return undefined;
  if (!/\d/.test(stream.text(1)) || stream.peek(1)?.text.length === 4) stream.take(/\./);
  return index + 1;
}

/** A year behind a month or a season. */
export function yearAfter(stream: TokenStream): { year?: number; problem?: TermProblem } {
  const year = stream.attempt(() => {
    stream.take(/,/);
    const read = readYear(stream, false);
    // «сентябрь 2023-2024 учебного года»: the pair of years is a point of its own.
    if (
      read?.year &&
      /[-/]/.test(stream.text()) &&
      /^\d{2,4}$/.test(stream.text(1)) &&
      stream.text(2) !== '.'
    )
      return /^\d{4}$/.test(stream.text(1)) || stream.text() === '/' ? undefined : read;
    return read;
  });
  const short =
    year ??
    stream.attempt(() => {
      const read = readYear(stream, true);
      return read && yearWord.test(stream.text()) ? read : undefined;
    });
  if (short) skipYearWord(stream);
  return short ?? {};
}

/** «1 сентября 2023», «10-15 сентября», «25 26 ноября 2019 г.», «1, 8 и 15 октября». */
function readDaysOfMonth(stream: TokenStream): Point[] | undefined {
  const start = stream.at;
  const groups: { from: number; to: number }[] = [];
  for (;;) {
    const first = stream.number();
    if (!first || first.text.length > 2) return undefined;
    if (!stream.takeAll(/-/, /го|е|ое|х/)) stream.take(/го|ого/);
    const last = stream.attempt(() => (stream.take(/-/) ? stream.number() : undefined));
    if (last && last.text.length > 2) return undefined;
    groups.push({ from: first.value, to: (last ?? first).value });
    stream.take(/числа/);
    const month = monthName(stream);
    if (month !== undefined) {
      const { year, problem } = yearAfter(stream);
      return groups.map((group) => {
        const text = words(stream, start);
        const from = day(year, month, group.from, text);
        const to = day(year, month, group.to, text);
        const problems = [...(problem ? [problem] : []), ...(from.problems ?? to.problems ?? [])];
        const unit: TermUnit = group.from === group.to ? 'day' : 'days';
        return { from: from.from, to: to.to, unit, ...(problems.length > 0 ? { problems } : {}) };
      });
    }
    stream.take(/,|и/);
  }
}

/** «1-я неделя», «II декада», «вторая половина» of a month: its first and last day. */
function readPart(stream: TokenStream): [number, number] | undefined {
  const counted = stream.attempt((): [number, number] | undefined => {
    const last = stream.take(/последн[а-я]+/) !== undefined;
    const number = last ? 4 : ordinal(stream);
    if (number === undefined) return undefined;
    if (stream.take(/недел[а-я]+/))
      return last ? [24, 0] : number <= 4 ? [number * 7 - 6, number * 7] : undefined;
    if (stream.take(/декад[а-я]+/))
      return last || number === 3 ? [21, 0] : number < 3 ? [number * 10 - 9, number * 10] : undefined;
    if (stream.take(/половин[а-я]+/)) return number === 1 ? [1, 15] : number === 2 ? [16, 0] : undefined;
    return undefined;
  });
  if (counted) return counted;
  const found = parts.find(([patterns]) => stream.takeAll(...patterns));
  return found && [found[1], found[2]];
}

const parts: [RegExp[], number, number][] = [
  [[/начал[а-я]+/], 1, 10],
  [[/середин[а-я]+/], 11, 20],
  [[/кон(ец|ца|це|цу)/], 21, 0],
];

function readMonth(stream: TokenStream): Point[] | undefined {
  const part = readPart(stream);
  const month = monthName(stream);
  if (month === undefined) return undefined;
  const { year, problem } = yearAfter(stream);
  const point: Point = {
    from: { year, month, day: part?.[0] ?? 1 },
    to: { year, month, day: part?.[1] ?? 0 },
    unit: part ? 'days' : 'month',
  };
  return [problem ? { ...point, problems: [problem] } : point];
}

/** «конец 1 четверти», «начало II квартала 2025 года»: its first or last ten days. */
function readEdgeOfPeriod(stream: TokenStream): Point[] | undefined {
  const start = stream.at;
  const first = stream.take(/начал[а-я]+/) !== undefined;
  if (!first && !stream.take(/кон(ец|ца|це|цу)/)) return undefined;
  const [period, ...others] = readOrdinalPeriods(stream) ?? [];
  if (!period || others.length > 0) return undefined;
  const { from, to } = period;
  const at = first
    ? new Date(Date.UTC(2001, from.month - 1, from.day + 9))
    : new Date(Date.UTC(2001, to.month, 0));
  if (!first) at.setUTCDate((to.day || at.getUTCDate()) - 9);
  const edge = { month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  const near = (date: PartialDate, days: number) => (date.set ? { set: { ...date.set, days } } : {});
  const text = words(stream, start);
  const message = `${first ? 'Начало' : 'Конец'} прочитан${first ? 'о' : ''} как ${first ? 'первые' : 'последние'} десять дней`;
  return [
    {
      from: first ? from : { ...edge, year: to.year, ...near(to, -9) },
      to: first ? { ...edge, year: from.year, ...near(from, 9) } : to,
      unit: 'days',
      problems: [...(period.problems ?? []), { code: 'vague', message, text }],
    },
  ];
}

/** A date of a calendar of some other year, with this year or none. */
export function ofIso(date: string, year: number | undefined): PartialDate {
  const [at, month, day] = date.split('-').map(Number) as [number, number, number];
  return { ...(year === undefined ? {} : { year: at }), month, day };
}

/** «2023», «2023 год», «2022-2025 годы», «2023/24 уч. год», «2023-2024 учебный год», «учебный 2023-2024 год». */
export function readYears(stream: TokenStream): Point[] | undefined {
  const before = stream.take(/уч|учебн[а-я]+/) !== undefined;
  if (before) stream.take(/\.|г|год[а-я]*/);
  const first = readYear(stream);
  if (!first) return undefined;
  // A lone number of three to six digits is a wrong year only where the word «год» says that it is one.
  if (first.problem) {
    if (skipYearWord(stream) === undefined) return undefined;
    return [
      { from: { month: 1, day: 1 }, to: { month: 12, day: 31 }, unit: 'year', problems: [first.problem] },
    ];
  }
  const year = first.year!;
  stream.attempt(() =>
    stream.take(yearWord) && (stream.take(/\./), /[-/]/.test(stream.text())) ? true : undefined,
  );
  let slash = false;
  const second = stream.attempt(() => {
    const mark = stream.take(/-|\//);
    if (!mark) return undefined;
    slash = mark.text === '/';
    const read = readYear(stream, true);
    return read && !/^[./]$/.test(/^\d/.test(stream.text(1)) ? stream.text() : '') ? read : undefined;
  });
  if (second?.problem) {
    skipYearWord(stream);
    return [
      {
        from: { year, month: 1, day: 1 },
        to: { month: 12, day: 31 },
        unit: 'year',
        problems: [second.problem],
      },
    ];
  }
  const school = (skipYearWord(stream) ?? false) || before;
  const last = second?.year;
  if (last !== undefined && last - year === 1 && (school || slash))
    return [{ from: { year, month: 9, day: 1 }, to: { year: last, month: 5, day: 31 }, unit: 'school-year' }];
  if (school && last !== undefined && last - year > 1) {
    const text = `${year}-${last}`;
    const message = `«${text} учебный год» прочитано как учебные годы с ${year} по ${last}`;
    return [
      {
        from: { year, month: 9, day: 1 },
        to: { year: last, month: 5, day: 31 },
        unit: 'school-year',
        problems: [{ code: 'vague', message, text }],
      },
    ];
  }
  if (school && last === undefined)
    return [
      { from: { year, month: 9, day: 1 }, to: { year: year + 1, month: 5, day: 31 }, unit: 'school-year' },
    ];
  return [{ from: { year, month: 1, day: 1 }, to: { year: last ?? year, month: 12, day: 31 }, unit: 'year' }];
}

/** «с 10 по 15 ноября 2023 г.»: the month stands only at the end. */
export function readDaysFromTo(stream: TokenStream): Point | undefined {
  if (!stream.take(/со?/)) return undefined;
  const first = stream.number();
  if (!first || first.text.length > 2 || !stream.take(/по|до|-/)) return undefined;
  const point = readPoint(stream);
  const last = point?.length === 1 && point[0]!.unit === 'day' ? point[0]! : undefined;
  if (!last || first.value < 1 || first.value > last.to.day) return undefined;
  return { ...last, from: { ...last.from, day: first.value }, unit: 'days' };
}
