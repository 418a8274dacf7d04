import { describe, expect, it } from '@jest/globals';
import { defaultSchoolCalendar, type SchoolYear, usualTrimesters } from '@opora/domain';
import { divideYear, type KeptTerms } from './divide-year.ts';

const usual: SchoolYear = defaultSchoolCalendar(2026);
/** The school year with a first quarter that somebody has typed. */
const typed: SchoolYear = {
  ...usual,
  quarters: usual.quarters.map((span, index) => (index === 0 ? { ...span, to: '2026-10-23' } : span)),
};

describe('dividing a school year otherwise', () => {
  it('begins from the usual days, and the holidays stay', () => {
    const { year, typed: wasTyped } = divideYear(usual, new Map());
    expect(year).toEqual({ ...usual, quarters: usualTrimesters(2026) });
    expect(wasTyped).toBe(false);
  });

  it('keeps the days that were typed and gives them back', () => {
    const kept: KeptTerms = new Map();
    const divided = divideYear(typed, kept);
    expect(divided.typed).toBe(true);
    expect(divideYear(divided.year, kept).year).toEqual(typed);
  });

  it('gives the days of each division back, however often one goes over', () => {
    const kept: KeptTerms = new Map();
    const { year } = divideYear(typed, kept);
    const moved = { ...year, quarters: year.quarters.map((span) => ({ ...span, to: span.to })) };
    moved.quarters[2]!.to = '2027-05-20';
    const back = divideYear(moved, kept);
    expect([back.year, back.typed]).toEqual([typed, true]);
    expect(divideYear(back.year, kept).year).toEqual(moved);
  });

  it('takes the days of one school year for no other', () => {
    const kept: KeptTerms = new Map();
    divideYear(typed, kept);
    const other = divideYear(defaultSchoolCalendar(2027), kept).year;
    expect(divideYear(other, kept).year.quarters).toEqual(defaultSchoolCalendar(2027).quarters);
  });
});
