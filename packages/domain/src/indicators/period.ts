import type { IsoDate } from '../calendar/index.ts';

/** How often an indicator is measured: by the calendar year or by the school year (September to August). */
export const frequencies = [
  'month',
  'quarter',
  'half-year',
  'year',
  'school-quarter',
  'school-half-year',
  'school-year',
] as const;
/** One of {@link frequencies}. */
export type Frequency = (typeof frequencies)[number];

/** What each frequency is called. */
export const frequencyNames: Readonly<Record<Frequency, { ru: string; en: string }>> = {
  month: { ru: 'ежемесячно', en: 'monthly' },
  quarter: { ru: 'ежеквартально', en: 'quarterly' },
  'half-year': { ru: 'раз в полугодие', en: 'half-yearly' },
  year: { ru: 'раз в год', en: 'yearly' },
  'school-quarter': { ru: 'по учебным четвертям', en: 'by school quarters' },
  'school-half-year': { ru: 'по учебным полугодиям', en: 'by halves of the school year' },
  'school-year': { ru: 'раз в учебный год', en: 'once a school year' },
};

/** A stretch of time that a value is about; both dates inclusive. Ids sort in the order of time within a frequency. */
export interface Period {
  id: string;
  frequency: Frequency;
  title: string;
  from: IsoDate;
  to: IsoDate;
}

/** First and last month of each part, counted from January of the year in which the first part begins. */
const parts: Readonly<
  Record<Frequency, { letter: string; months: readonly (readonly [number, number])[]; school: boolean }>
> = {
  month: {
    letter: 'M',
    months: Array.from({ length: 12 }, (_, month) => [month, month] as const),
    school: false,
  },
  quarter: {
    letter: 'Q',
    months: [
      [0, 2],
      [3, 5],
      [6, 8],
      [9, 11],
    ],
    school: false,
  },
  'half-year': {
    letter: 'H',
    months: [
      [0, 5],
      [6, 11],
    ],
    school: false,
  },
  year: { letter: '', months: [[0, 11]], school: false },
  'school-quarter': {
    letter: 'Q',
    months: [
      [8, 9],
      [10, 11],
      [12, 14],
      [15, 17],
    ],
    school: true,
  },
  'school-half-year': {
    letter: 'H',
    months: [
      [8, 11],
      [12, 17],
    ],
    school: true,
  },
  'school-year': { letter: '', months: [[8, 19]], school: true },
};
const months = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
];
const roman = ['I', 'II', 'III', 'IV'];

const iso = (year: number, month: number, day: number): IsoDate =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10) as IsoDate;

function periodOf(frequency: Frequency, year: number, index: number): Period {
  const { letter, months: spans, school } = parts[frequency];
  const [first, last] = spans[index]!;
  const number = frequency === 'month' ? String(index + 1).padStart(2, '0') : String(index + 1);
  const name = school ? `${year}/${String((year + 1) % 100).padStart(2, '0')} учебный год` : `${year} год`;
  const titles: Record<Frequency, string> = {
    month: `${months[index]} ${year} года`,
    quarter: `${roman[index]} квартал ${year} года`,
    'half-year': `${roman[index]} полугодие ${year} года`,
    year: name,
    'school-quarter': `${roman[index]} четверть, ${name}`,
    'school-half-year': `${roman[index]} полугодие, ${name}`,
    'school-year': name,
  };
  return {
    id: `${school ? 'S' : ''}${year}${letter ? `-${letter}${number}` : ''}`,
    frequency,
    title: titles[frequency],
    from: iso(year, first, 1),
    to: iso(year, last + 1, 0),
  };
}

/** Every period of a frequency that touches the dates, oldest first. Summer is in no school quarter or half-year. */
export function periodsWithin(frequency: Frequency, from: IsoDate, to: IsoDate): Period[] {
  const found: Period[] = [];
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year += 1)
    parts[frequency].months.forEach((_, index) => {
      const period = periodOf(frequency, year, index);
      if (period.to >= from && period.from <= to) found.push(period);
    });
  return found;
}

/** The newest period that is over on a day: the one about which values can be asked. */
export function lastEnded(frequency: Frequency, today: IsoDate): Period {
  const before = iso(Number(today.slice(0, 4)) - 2, 0, 1);
  return periodsWithin(frequency, before, today)
    .filter((period) => period.to < today)
    .at(-1)!;
}

/** The period with an id; undefined where it is none of the frequency. */
export function periodById(frequency: Frequency, id: string): Period | undefined {
  const year = Number(/^S?(\d{4})/.exec(id)?.[1] ?? NaN);
  if (!Number.isInteger(year)) return undefined;
  return parts[frequency].months
    .map((_, index) => periodOf(frequency, year, index))
    .find((period) => period.id === id);
}

/** The period before. */
export function periodBefore({ frequency, from }: Period): Period {
  return lastEnded(frequency, from);
}

const counts: { readonly [word: string]: number } = {
  ...{ один: 1, одного: 1, два: 2, двух: 2, три: 3, трех: 3, четыре: 4, четырех: 4 },
};
const parted: { readonly [times: number]: [calendar: Frequency, school: Frequency] } = {
  1: ['year', 'school-year'],
  2: ['half-year', 'school-half-year'],
  4: ['quarter', 'school-quarter'],
  12: ['month', 'month'],
};

/**
 * Reads how often: «1 раз в год», «2 раза в год», «4 раза в год по итогам четверти», «раз в полугодие», «ежемесячно»; undefined: not
 * said, or so often as no period comes («3 раза в год»).
 */
export function parseFrequency(text: string): Frequency | undefined {
  const line = text.toLocaleLowerCase('ru').replace(/ё/g, 'е');
  const school = /четверт|учебн/.test(line);
  const of = (times: number): Frequency | undefined => parted[times]?.[school ? 1 : 0];
  const [, count] =
    /(\d+|[а-я]+)(?:-х)? раза? (?:в (?:учебный )?год|ежегодно)/.exec(line) ??
    /ежегодно,? (\d+|[а-я]+) раза?/.exec(line) ??
    [];
  const times = count === undefined ? undefined : (counts[count] ?? Number(count));
  if (/ежемесячно|раза? в месяц|кажд[а-я]+ месяц/.test(line)) return 'month';
  const often = '(?:раза? в|кажд[а-я]+|по итогам(?: каждо[а-я]+)?|по окончании(?: каждо[а-я]+)?)';
  const every = (what: string): boolean => new RegExp(`${often} (?:учебн[а-я]+ )?${what}`).test(line);
  if (every('четверт') || /по (?:учебным )?четвертям/.test(line)) return 'school-quarter';
  if (times !== undefined && !Number.isNaN(times)) return of(times);
  if (/ежеквартально/.test(line) || every('квартал')) return of(4);
  if (every('полугоди') || /по (?:учебным )?полугодиям/.test(line)) return of(2);
  if (/ежегодно/.test(line) || every('год')) return of(1);
  return undefined;
}
