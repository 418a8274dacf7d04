import { describe, expect, it } from '@jest/globals';
import { calendarOf } from './functions.ts';
import { calendarFaults, workingTimeOf } from './place-calendar.ts';
import { defaultSchoolCalendar } from './school-calendar.ts';
import { movedDeadlines } from './working-calendar.ts';

const off = (date: string) => ({ date, kind: 'off' as const, source: 'Приказ 7' });

describe('a calendar of a place', () => {
  it('has the usual school year without a fault', () => {
    const { schoolYear, quarters, holidays } = defaultSchoolCalendar(2025);
    expect(calendarFaults({ week: 5, days: [], years: [{ schoolYear, quarters, holidays }] })).toEqual([]);
  });

  it('names every fault at its place', () => {
    const { quarters, holidays } = defaultSchoolCalendar(2025);
    const faults = calendarFaults({
      week: null,
      days: [off('2025-13-01'), off('2025-12-01'), off('2025-12-01'), { ...off('2025-12-02'), source: ' ' }],
      years: [
        { schoolYear: 2025, quarters: [quarters[0]!, { from: '2025-10-20', to: '2025-12-29' }], holidays },
        {
          schoolYear: 2025,
          quarters: [{ from: '2025-12-29', to: '2025-12-01' }],
          holidays: [{ name: '', from: '2030-01-01', to: '2030-01-02' }],
        },
      ],
    });
    expect(faults.map(({ path }) => path)).toEqual([
      ...['days.0.date', 'days.2.date', 'days.3.source', 'years.0.quarters.1', 'years.0.holidays.0'],
      ...['years.1', 'years.1.quarters.0', 'years.1.holidays.0'],
    ]);
  });

  it('of a school wins over that of its district, and both over the country, day by day', () => {
    const country = { version: 2, week: null, days: [off('2027-05-04')] };
    const district = { version: 3, week: 6 as const, days: [off('2027-05-05')] };
    const school = { version: 1, week: null, days: [{ ...off('2027-05-05'), kind: 'working' as const }] };
    expect(workingTimeOf([])).toBeUndefined();
    const time = workingTimeOf([country, district, school])!;
    expect(time).toMatchObject({ version: 6, week: 6 });
    expect(time.days.map(({ date, kind }) => [date, kind])).toEqual([
      ['2027-05-04', 'off'],
      ['2027-05-05', 'working'],
    ]);
  });

  it('moves only the deadlines behind the day that it changes', () => {
    const deadlines = [
      { id: 'before', from: '2035-07-30', workingDays: 2 },
      { id: 'after', from: '2035-07-30', workingDays: 3 },
    ];
    const now = calendarOf(workingTimeOf([{ version: 1, week: null, days: [off('2035-08-02')] }]));
    expect(movedDeadlines(deadlines, calendarOf(), now)).toEqual([
      { id: 'after', before: '2035-08-02', after: '2035-08-03' },
    ]);
  });
});
