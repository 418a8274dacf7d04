import { expect, it } from '@jest/globals';
import { valueByFormula } from './values.ts';

it('counts by the day of the district, which is another than that of Moscow at night', () => {
  // 22:30 of 31 December in Moscow, 04:30 of 1 January in Bodaibo.
  const now = Date.UTC(2031, 11, 31, 19, 30);
  const year = (timeZone: string) => valueByFormula('today().year', {}, { now, timeZone }).value;
  expect([year('Europe/Moscow'), year('Asia/Irkutsk')]).toEqual([2031, 2032]);
});
