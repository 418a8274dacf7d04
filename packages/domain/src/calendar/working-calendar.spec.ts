import fc from 'fast-check';
import {
  calendarFunctions,
  createWorkingCalendar,
  defaultSchoolCalendar,
  movedDeadlines,
  productionYears,
  russianCalendar,
  schoolCalendarFor,
  schoolCalendarSchema,
} from './index.ts';

const dates = fc
  .integer({ min: 0, max: 3286 })
  .map((days) => new Date(Date.UTC(2019, 0, 1 + days)).toISOString().slice(0, 10));

/** The 14 holidays of article 112 of the Labor Code. */
const holidays = [1, 2, 3, 4, 5, 6, 7, 8].map((day) => `01-0${day}`);
holidays.push('02-23', '03-08', '05-01', '05-09', '06-12', '11-04');

/**
 * A year by the rules: a holiday on a weekend gives its day off to the next working day (those of January only by
 * resolution), the day before a holiday is short, and a Saturday that is worked instead of such a day is short as well.
 */
function byLaw(year: number, transfers: [from: string, to: string][]) {
  const at = (day: string): Date => new Date(`${year}-${day}T00:00:00Z`);
  const next = (day: string): string => new Date(at(day).getTime() + 86_400_000).toISOString().slice(5, 10);
  const weekend = (day: string): boolean => at(day).getUTCDay() % 6 === 0;
  const worked = transfers.flatMap(([from]) => (holidays.includes(from) ? [] : [from]));
  const off = new Set([...holidays.filter((day) => !weekend(day)), ...transfers.map(([, to]) => to)]);
  for (const day of holidays) {
    if (!weekend(day) || day.startsWith('01') || transfers.some(([from]) => from === day)) continue;
    let free = next(day);
    while (weekend(free) || off.has(free)) free = next(free);
    off.add(free);
  }
  const before = (day: string): boolean => holidays.includes(next(day));
  const days = Array.from({ length: 366 }, (_, n) => new Date(Date.UTC(year, 0, 1 + n)))
    .filter((date) => date.getUTCFullYear() === year)
    .map((date) => date.toISOString().slice(5, 10));
  const short = days.filter(
    (day) =>
      (before(day) && !weekend(day) && !off.has(day)) ||
      transfers.some(([from, to]) => from === day && worked.includes(from) && before(to)),
  );
  return { off: days.filter((day) => off.has(day)), worked, short };
}

describe('the production calendar', () => {
  it.each([
    [2019, 247],
    [2020, 248],
    [2021, 247],
    [2022, 247],
    [2023, 247],
    [2024, 248],
    [2025, 247],
    [2026, 247],
    [2027, 247],
  ])('has in %i the official number of working days, %i', (year, days) => {
    expect(russianCalendar.workingDaysOfYear(year)).toBe(days);
  });

  it('knows transferred days off, worked Saturdays and short days', () => {
    expect(russianCalendar.day('2025-11-01')).toMatchObject({ kind: 'short', certain: true });
    expect(russianCalendar.isWorkingDay('2025-11-03')).toBe(false);
    expect(russianCalendar.isWorkingDay('2026-01-09')).toBe(false);
    expect(russianCalendar.isWorkingDay('2024-12-28')).toBe(true);
    expect(russianCalendar.isShortDay('2026-05-08')).toBe(true);
  });

  // From each government's resolution: the weekend day that a holiday fell on or that is worked, and the day off it became.
  it.each([
    [2019, '01-05>05-02 01-06>05-03 02-23>05-10'],
    [2020, '01-04>05-04 01-05>05-05'],
    [2021, '01-02>11-05 01-03>12-31 02-20>02-22'],
    [2022, '01-01>05-03 01-02>05-10 03-05>03-07'],
    [2023, '01-01>02-24 01-08>05-08'],
    [2024, '01-06>05-10 01-07>12-31 04-27>04-29 11-02>04-30 12-28>12-30'],
    [2025, '01-04>05-02 01-05>12-31 02-23>05-08 03-08>06-13 11-01>11-03'],
    [2026, '01-03>01-09 01-04>12-31'],
    [2027, '01-02>11-05 01-03>12-31 02-20>02-22'],
  ])('of %i follows from the Labor Code and the transfers of the year', (year, text) => {
    const known = productionYears.find((one) => one.year === year)!;
    const transfers = text.split(' ').map((pair) => pair.split('>') as [string, string]);
    expect({ off: known.off, worked: known.worked, short: known.short }).toEqual(byLaw(year, transfers));
  });

  it.each([
    [2019, 1970],
    [2020, 1979],
    [2021, 1972],
    [2022, 1973],
    [2023, 1973],
    [2024, 1979],
    [2025, 1972],
    [2026, 1972],
    [2027, 1972],
  ])('has in %i the official hours of a 40-hour week, %i', (year, hours) => {
    const short = productionYears.find((one) => one.year === year)!.short.length;
    expect(russianCalendar.workingDaysOfYear(year) * 8 - short).toBe(hours);
  });

  it('says that 2027 is provisional and that 2031 is only the law', () => {
    expect(productionYears.filter((year) => year.status === 'provisional').map((year) => year.year)).toEqual([
      2027,
    ]);
    expect(russianCalendar.day('2027-03-01').certain).toBe(false);
    expect(russianCalendar.day('2027-02-20')).toMatchObject({ kind: 'short', certain: false });
    expect(russianCalendar.day('2031-01-02')).toMatchObject({ kind: 'off', certain: false });
  });

  it('lists only weekdays as days off and only weekends as worked days', () => {
    for (const { year, off, worked, short } of productionYears) {
      const weekday = (day: string): number => new Date(`${year}-${day}T00:00:00Z`).getUTCDay();
      expect(off.filter((day) => weekday(day) % 6 === 0)).toEqual([]);
      expect(worked.filter((day) => weekday(day) % 6 !== 0)).toEqual([]);
      expect(short.filter((day) => !russianCalendar.isWorkingDay(`${year}-${day}`))).toEqual([]);
    }
  });
});

describe('counting working days', () => {
  it('steps over holidays', () => {
    expect(russianCalendar.addWorkingDays('2025-12-30', 1)).toBe('2026-01-12');
    expect(russianCalendar.addWorkingDays('2026-01-12', -1)).toBe('2025-12-30');
    expect(russianCalendar.addWorkingDays('2026-05-09', 0)).toBe('2026-05-12');
    expect(russianCalendar.workingDaysBetween('2026-05-08', '2026-05-12')).toBe(1);
    expect(russianCalendar.workingDaysBetween('2026-05-12', '2026-05-08')).toBe(-1);
  });

  it('works on Saturdays but not on holidays in a six-day week', () => {
    const six = createWorkingCalendar({ week: 6 });
    expect(six.isWorkingDay('2026-10-10')).toBe(true);
    expect(six.isWorkingDay('2026-05-09')).toBe(false);
    expect(six.isWorkingDay('2026-10-11')).toBe(false);
  });

  it('counts between what it adds', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 60 }), (date, count) => {
        const end = russianCalendar.addWorkingDays(date, count);
        expect(russianCalendar.isWorkingDay(end)).toBe(true);
        expect(russianCalendar.workingDaysBetween(date, end)).toBe(count);
      }),
      { numRuns: 200 },
    );
  });

  it('goes back as it came, never stands still, and never goes back in time', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 300 }), (date, count) => {
        const start = russianCalendar.addWorkingDays(date, 0);
        const end = russianCalendar.addWorkingDays(start, count);
        expect(end > start).toBe(true);
        expect(russianCalendar.addWorkingDays(end, -count)).toBe(start);
        expect(russianCalendar.addWorkingDays(start, count + 1) > end).toBe(true);
        expect(russianCalendar.workingDaysBetween(end, start)).toBe(-count);
      }),
      { numRuns: 200 },
    );
  });

  it('previews the deadlines that an order moves', () => {
    const ordered = createWorkingCalendar({
      overrides: [{ date: '2026-10-12', kind: 'off', source: 'Распоряжение о дне района' }],
    });
    const deadlines = [
      { id: 'memo', from: '2026-10-09', workingDays: 1 },
      { id: 'early', from: '2026-10-05', workingDays: 2 },
    ];
    expect(movedDeadlines(deadlines, russianCalendar, ordered)).toEqual([
      { id: 'memo', before: '2026-10-12', after: '2026-10-13' },
    ]);
    expect(ordered.day('2026-10-12').source).toBe('Распоряжение о дне района');
  });

  it('refuses what is no date', () => {
    expect(() => russianCalendar.isWorkingDay('31.12.2026')).toThrow('expected a date');
    expect(() => russianCalendar.addWorkingDays('2026-02-30', 1)).toThrow('expected a date');
    expect(() => russianCalendar.addWorkingDays('2026-02-20', 1.5)).toThrow('whole number');
  });
});

describe('functions for FEEL', () => {
  const call = (name: string, ...args: unknown[]): unknown =>
    calendarFunctions()
      .find((entry) => entry.name === name)
      ?.run(args);

  it('answer by name and give null for what is no date', () => {
    expect(call('working days after', '2025-12-30', 1)).toBe('2026-01-12');
    expect(call('working days between', '2026-05-08', '2026-05-12')).toBe(1);
    expect(call('is working day', { toString: () => '2026-05-09' })).toBe(false);
    expect(call('next working day', '2026-05-09T10:00:00+03:00')).toBe('2026-05-12');
    expect(call('is working day', 'скоро')).toBeNull();
    expect(call('end of working day', '2026-05-08')).toBe('2026-05-08T17:00:00');
    expect(call('end of working day', '2026-05-09')).toBe('2026-05-12T18:00:00');
  });

  it('take the working time of a place as their last argument', () => {
    const place = { version: 2, week: 6, days: [{ date: '2026-10-12', kind: 'off', source: 'Приказ 7' }] };
    expect(call('working days after', '2026-10-09', 1)).toBe('2026-10-12');
    expect(call('working days after', '2026-10-09', 1, place)).toBe('2026-10-10');
    expect(call('working days after', '2026-10-10', 1, place)).toBe('2026-10-13');
  });
});

describe('school calendars', () => {
  const own = {
    ...defaultSchoolCalendar(2026),
    owner: { districtId: 'luga', schoolId: 'luga-6' },
    order: 'Приказ 12',
  };

  it('take the newest version of the school, then of the district, then the usual one', () => {
    const district = { ...own, owner: { districtId: 'luga' }, version: 2 };
    const calendars = [own, { ...own, version: 3, week: 6 as const }, district];
    expect(schoolCalendarFor(calendars, 2026, { districtId: 'luga', schoolId: 'luga-6' }).version).toBe(3);
    expect(schoolCalendarFor(calendars, 2026, { districtId: 'luga', schoolId: 'luga-5' })).toBe(district);
    expect(schoolCalendarFor(calendars, 2025, { districtId: 'luga' }).schoolYear).toBe(2025);
  });

  it('are checked: quarters follow each other', () => {
    expect(schoolCalendarSchema.safeParse(own).success).toBe(true);
    const quarters = [own.quarters[0], own.quarters[0], own.quarters[2], own.quarters[3]];
    expect(schoolCalendarSchema.safeParse({ ...own, quarters }).success).toBe(false);
  });
});
