import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { datesOfTerm, describeTerm, occurrences, parseTerm, schoolYearsOf } from '../index.ts';

const period = { from: '2024-09-01', to: '2025-08-31' };
const span = (from: string, to: string): { from: string; to: string } => ({ from, to });
const holidays = [
  { name: 'Осенние каникулы', ...span('2024-10-26', '2024-11-04') },
  { name: 'Зимние', ...span('2024-12-29', '2025-01-09') },
  { name: 'Весенние каникулы', ...span('2025-03-22', '2025-03-30') },
];
const quarters = [
  span('2024-09-02', '2024-10-25'),
  span('2024-11-05', '2024-12-28'),
  span('2025-01-10', '2025-03-21'),
  span('2025-03-31', '2025-05-24'),
];
const trimesters = [
  span('2024-09-02', '2024-11-17'),
  span('2024-11-25', '2025-02-23'),
  span('2025-03-03', '2025-05-26'),
];
const byQuarters = schoolYearsOf([{ years: [{ schoolYear: 2024, quarters, holidays }] }]);
const byTrimesters = schoolYearsOf([{ years: [{ schoolYear: 2024, quarters: trimesters, holidays: [] }] }]);
const codes = (text: string, schoolCalendar?: typeof byQuarters): string[] =>
  parseTerm(text, { period, ...(schoolCalendar ? { schoolCalendar } : {}) })
    .problems.map(({ code }) => code)
    .filter((code) => code !== 'year-assumed');

describe('a term in quarters, trimesters and holidays', () => {
  it.each([
    ['III четверть', '2025-01-10', '2025-03-21'],
    ['1-2 четверть', '2024-09-02', '2024-12-28'],
    ['с I по III четверть', '2024-09-02', '2025-03-21'],
    ['до конца II четверти', '2024-12-28', '2024-12-28'],
    ['II четверть – май', '2024-11-05', '2025-05-31'],
    ['первая четверть 2024-2025 учебного года', '2024-09-02', '2024-10-25'],
    ['в начале III четверти', '2025-01-10', '2025-01-19'],
    ['конец 1 четверти', '2024-10-16', '2024-10-25'],
    ['осенние каникулы', '2024-10-26', '2024-11-04'],
    ['каникулы (осенние)', '2024-10-26', '2024-11-04'],
    ['на весенних каникулах', '2025-03-22', '2025-03-30'],
    ['зимние каникулы 2024-2025 учебного года', '2024-12-29', '2025-01-09'],
  ])('«%s» has the days of the calendar of its place', (text, from, due) => {
    expect(datesOfTerm(text, period, byQuarters)).toEqual({ from, due });
    expect(codes(text, byQuarters).filter((code) => code !== 'vague')).toEqual([]);
  });

  it.each([
    ['I триместр', '2024-09-02', '2024-11-17'],
    ['во II триместре', '2024-11-25', '2025-02-23'],
    ['1-2 триместр', '2024-09-02', '2025-02-23'],
    ['III триместр 2024-2025 уч. года', '2025-03-03', '2025-05-26'],
  ])('«%s» is read and in no doubt where the calendar has trimesters', (text, from, due) => {
    expect(datesOfTerm(text, period, byTrimesters)).toEqual({ from, due });
    expect(parseTerm(text, { period, schoolCalendar: byTrimesters }).certainty).toBe('read');
  });

  it('is assumed and marked where no calendar says it', () => {
    expect(datesOfTerm('III четверть', period)).toEqual({ from: '2025-01-09', due: '2025-03-23' });
    const [, assumed] = parseTerm('III четверть', { period }).problems.sort((left, right) =>
      right.code.localeCompare(left.code),
    );
    expect(assumed).toMatchObject({
      code: 'calendar-assumed',
      message: expect.stringContaining('3-я четверть — по обычному, 09.01 – 23.03'),
    });
    expect(describeTerm(parseTerm('III четверть', { period }))).toContain('(по обычному календарю)');
    expect(codes('осенние и весенние каникулы')).toEqual(['calendar-assumed', 'calendar-assumed']);
    // Summer holidays are not in this calendar, the next school year is not, and it knows no trimesters.
    expect(codes('летние каникулы', byQuarters)).toEqual(['calendar-assumed']);
    expect(codes('I четверть 2025-2026 уч. года', byQuarters)).toEqual(['calendar-assumed']);
    expect(codes('I триместр', byQuarters)).toEqual(['vague']);
    expect(codes('I четверть', byTrimesters)).toEqual(['calendar-assumed']);
  });

  it('leaves dates that people wrote, whatever the calendar', () => {
    const written = [
      'до 10.09.2024',
      'октябрь 2024',
      '2 полугодие 2024-2025 уч. года',
      '1 квартал 2025 года',
    ];
    for (const text of written)
      expect(datesOfTerm(text, period, byQuarters)).toEqual(datesOfTerm(text, period));
  });

  it('recurs by the quarters of the calendar', () => {
    const found = occurrences(parseTerm('1 раз в четверть'), period.from, period.to, {
      schoolCalendar: byQuarters,
    });
    expect(found.map(({ from, to }) => ({ from, to }))).toEqual(quarters);
  });

  it('lies inside the span that the calendar sets, whichever it is', () => {
    const day = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 8, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        (days, number) => {
          const at = (month: string, index: number): string =>
            `${month}-${String(1 + days[index]!).padStart(2, '0')}`;
          const months = [
            '2024-09',
            '2024-10',
            '2024-11',
            '2024-12',
            '2025-01',
            '2025-03',
            '2025-04',
            '2025-05',
          ];
          const own = [0, 2, 4, 6].map((index) =>
            span(at(months[index]!, index), at(months[index + 1]!, index + 1)),
          );
          const calendar = schoolYearsOf([{ years: [{ schoolYear: 2024, quarters: own, holidays: [] }] }]);
          const { from, to } = own[number - 1]!;
          expect(datesOfTerm(`${number} четверть`, period, calendar)).toEqual({ from, due: to });
        },
      ),
    );
  });
});

describe('the school years of a place', () => {
  it('are those of the narrowest calendar that names the year', () => {
    const district = {
      years: [
        { schoolYear: 2023, quarters, holidays },
        { schoolYear: 2024, quarters, holidays },
      ],
    };
    const school = { years: [{ schoolYear: 2024, quarters: trimesters, holidays: [] }] };
    const of = schoolYearsOf([district, school]);
    expect(of(2024)?.quarters).toBe(trimesters);
    expect(of(2023)?.quarters).toBe(quarters);
    expect(of(2025)).toBeUndefined();
  });
});
