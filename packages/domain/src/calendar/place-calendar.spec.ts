import { describe, expect, it } from '@jest/globals';
import { calendarOf } from './functions.ts';
import { calendarFaults, type Span, usualTrimesters, workingTimeOf } from './place-calendar.ts';
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

  it('may have trimesters with holidays inside them, and names what is wrong with one', () => {
    const { holidays } = defaultSchoolCalendar(2023);
    const year = (quarters: { from: string; to: string }[]) => ({
      ...{ week: null, days: [] },
      years: [{ schoolYear: 2023, quarters, holidays }],
    });
    const usual = usualTrimesters(2023);
    expect(usual[1]).toEqual({ from: '2023-12-01', to: '2024-02-29' });
    expect(calendarFaults(year(usual))).toEqual([]);
    const [first, second, third] = usual as [Span, Span, Span];
    expect(calendarFaults(year([first, { ...second, from: first.to }, third]))).toEqual([
      {
        path: 'years.0.quarters.1',
        message: '2-й триместр: начинается до 30.11.2023, когда кончается предыдущий',
      },
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
