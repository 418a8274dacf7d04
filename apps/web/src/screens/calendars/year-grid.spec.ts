import { describe, expect, it } from '@jest/globals';
import { russianCalendar } from '@opora/domain';
import { calendarYears, nextKind, yearGrid } from './year-grid.ts';

describe('the grid of a year', () => {
  it('has every day once, in weeks that begin on Monday', () => {
    const months = yearGrid(2024, russianCalendar);
    const days = months.flat(2).filter((day) => day !== null);
    expect([months.length, days.length, new Set(days.map(({ date }) => date)).size]).toEqual([12, 366, 366]);
    for (const week of months.flat()) expect(week).toHaveLength(7);
    // 1 January 2024 was a Monday, 1 September a Sunday.
    expect([months[0]![0]![0]!.date, months[8]![0]![6]!.date]).toEqual(['2024-01-01', '2024-09-01']);
  });

  it('can be of every year of which the days are known', () => {
    const years = calendarYears(2026);
    expect([years[0], years.at(-1)]).toEqual(['2019', '2031']);
  });

  it('goes through all kinds of a day and back to the usual one', () => {
    expect(nextKind('working', 'working')).toBe('short');
    expect(nextKind('working', 'short')).toBe('off');
    expect(nextKind('working', 'off')).toBeUndefined();
    expect(nextKind('off', 'off')).toBe('working');
  });
});
