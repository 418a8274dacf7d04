import { expect, it } from '@jest/globals';
import { firstMonth, monthAfter, monthWeeks } from './month-weeks.ts';

it('lays a month out in weeks from Monday, with nothing in the days of other months', () => {
  const weeks = monthWeeks(2026, 2);
  expect(weeks.map((week) => week.filter(Boolean).length)).toEqual([1, 7, 7, 7, 6]);
  expect([weeks[0]![6], weeks[1]![0], weeks[4]![5]]).toEqual(['2026-02-01', '2026-02-02', '2026-02-28']);
  expect(monthWeeks(2024, 2).flat().filter(Boolean)).toHaveLength(29);
});

it('goes over the turn of the year and begins inside the years of the roadmap', () => {
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  const open = (today: string): string => firstMonth(today, '2023-09-01', '2024-05-31');
  expect([open('2026-11-26'), open('2020-01-01'), open('2024-01-15')]).toEqual([
    '2024-05',
    '2023-09',
    '2024-01',
  ]);
});
