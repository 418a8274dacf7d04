import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IsoDate } from '../calendar/index.ts';
import { frequencies, lastEnded, parseFrequency, periodBefore, periodById, periodsWithin } from './index.ts';

const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10) as IsoDate);

describe('periods', () => {
  it.each([
    ['month', '2031-03-10', 'февраль 2031 года', '2031-02-28'],
    ['quarter', '2031-04-01', 'I квартал 2031 года', '2031-03-31'],
    ['half-year', '2031-01-01', 'II полугодие 2030 года', '2030-12-31'],
    ['year', '2031-12-31', '2030 год', '2030-12-31'],
    ['school-quarter', '2031-01-09', 'II четверть, 2030/31 учебный год', '2030-12-31'],
    ['school-half-year', '2031-07-01', 'II полугодие, 2030/31 учебный год', '2031-06-30'],
    ['school-year', '2031-09-01', '2030/31 учебный год', '2031-08-31'],
  ] as const)('of %s: the last that is over on %s is %s', (frequency, today, title, to) => {
    expect(lastEnded(frequency, today)).toMatchObject({ title, to });
  });

  it('are found again by their ids, follow one another and never overlap', () => {
    fc.assert(
      fc.property(fc.constantFrom(...frequencies), day, (frequency, today) => {
        const period = lastEnded(frequency, today);
        expect(period.to < today).toBe(true);
        expect(periodById(frequency, period.id)).toEqual(period);
        const before = periodBefore(period);
        expect(before.to < period.from).toBe(true);
        expect(before.id < period.id).toBe(true);
      }),
    );
  });

  it('of a year are as many as its frequency says', () => {
    const count = (frequency: (typeof frequencies)[number]): number =>
      periodsWithin(frequency, '2031-01-01', '2031-12-31').filter((each) => each.to <= '2031-12-31').length;
    expect(frequencies.map(count)).toEqual([12, 4, 2, 1, 4, 2, 1]);
  });
});

it.each([
  ['1 раз в год', 'year'],
  ['мониторинг методической работы – 2 раза в год', 'half-year'],
  ['4 раза в год', 'quarter'],
  ['4 раза в год по итогам четверти/полугодия', 'school-quarter'],
  ['1 раз в четверть', 'school-quarter'],
  ['Раз в полугодие', 'half-year'],
  ['ежемесячно', 'month'],
  ['раз в учебный год', 'school-year'],
  ['по плану', undefined],
  ['3 раза в год', undefined],
  ['раз в три года', undefined],
  ['1 раз в 2 месяца', undefined],
  ['не реже двух раз в год', 'half-year'],
  ['12 раз в год', 'month'],
  ['ежегодно, 2 раза', 'half-year'],
  ['каждое полугодие', 'half-year'],
  ['по итогам каждого полугодия', 'half-year'],
  ['каждый квартал', 'quarter'],
  ['по окончании четверти', 'school-quarter'],
  ['по итогам учебного года', 'school-year'],
  ['2 раза в учебный год', 'school-half-year'],
] as const)('«%s» is read as %s', (text, frequency) => {
  expect(parseFrequency(text)).toBe(frequency);
});
