import { expect, it } from '@jest/globals';
import { firstMonth, monthAfter } from './months.ts';

it('goes over the turn of the year and begins inside the years of the roadmap', () => {
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  const open = (today: string): string => firstMonth(today, '2023-09-01', '2024-05-31');
  expect([open('2026-11-26'), open('2020-01-01'), open('2024-01-15')]).toEqual([
    '2024-05',
    '2023-09',
    '2024-01',
  ]);
});
