import { expect, it } from '@jest/globals';
import { type SchoolDaysMeasure, movedMeasures } from './moved-measures.ts';
import { TermDays } from './term-days.ts';

const period = { from: '2031-08-01', to: '2032-08-31' };
const autumn = (from: string, to: string) => ({
  years: [{ schoolYear: 2031, quarters: [], holidays: [{ name: 'Осенние каникулы', from, to }] }],
});

it('days of one text are those of the calendars that hold, the narrowest last', () => {
  const days = new TermDays();
  const [district, school] = [autumn('2031-10-20', '2031-10-26'), autumn('2031-11-03', '2031-11-09')];
  const of = (...layers: object[]) => days.of('осенние каникулы', period, layers as (typeof district)[]).from;
  expect([of(district), of(district, school), of(school), of(school, district)]).toEqual([
    '2031-10-20',
    '2031-11-03',
    '2031-11-03',
    '2031-10-20',
  ]);
  expect(of({ ...district })).toBe('2031-10-20');
  expect(of()).not.toBe(of(district));
});

it('what a calendar of the country moves in 40,000 schools is known within seconds', () => {
  const measures = Array.from({ length: 40_000 }, (_, at): SchoolDaysMeasure => ({
    ...{ id: String(at), roadmapId: 'r', number: '1', title: 'Семинар', term: 'осенние каникулы', period },
    ...{ districtId: `d${at % 50}`, schoolId: `s${at}`, school: 'Школа' },
    days: { from: '2031-10-20', due: '2031-10-26' },
  }));
  const layers = (from: string, to: string) =>
    new Map([['[null,null]', { version: 1, week: null, days: [], ...autumn(from, to) }]]);
  const begun = performance.now();
  const moved = movedMeasures(
    measures,
    layers('2031-10-20', '2031-10-26'),
    layers('2031-10-27', '2031-11-02'),
  );
  expect([moved.length, moved[0]!.after]).toEqual([40_000, { from: '2031-10-27', due: '2031-11-02' }]);
  // Each read on its own they take minutes.
  expect(performance.now() - begun).toBeLessThan(10_000);
});
