import { expect, it } from '@jest/globals';
import type { StoredIndicator } from '@opora/store';
import type { ValueRow } from './indicators.repository.ts';
import { heatOf, indexValues, sheetIndicators } from './dashboards.ts';

const indicator: StoredIndicator = {
  ...{ id: 'i', district_id: 'd', code: '1', title: 'Доля', target: 'не менее 80 %', unit: '%' },
  ...{ frequency: 'half-year', asks: 'value', part_title: '', whole_title: '', formula: '', tolerance: 10 },
};
const rows = [81, 82, 79, 80, 20].map((value, index): ValueRow => ({
  ...{ indicator_id: 'i', school_id: `s${index}`, period: '2026-H1', period_end: '2026-06-30' },
  ...{ value, mark: 'green', reason: '', state: 'checked', at: '2026-07-01T00:00:00Z' },
}));
const index = indexValues(rows);

it('says on the map and on the page of a school that its value stands far apart from the others', () => {
  const schools = rows.map(({ school_id }) => ({ id: school_id, name: school_id, left: false }));
  const rule = { exitRounds: 2, exitGreen: 80, returnRed: 50 };
  const heat = heatOf([indicator], schools as never, index, index, rule);
  expect(heat.schools.map(({ cells }) => cells[0]!.outlier)).toEqual([null, null, null, null, 'low']);
  const story = (school: string) => rows.filter(({ school_id }) => school_id === school);
  const page = (school: string) =>
    sheetIndicators(school, [indicator], story(school), index, ['s0', 's1', 's2'])[0]!;
  expect(page('s4')).toMatchObject({ outlier: 'low', district: 80, alike: 81 });
  expect(page('s0').outlier).toBeNull();
});

it('compares with schools alike only where three of them have a value', () => {
  const alike = (...ids: string[]) => sheetIndicators('s4', [indicator], rows.slice(4), index, ids)[0]!.alike;
  expect(alike('s0', 's1', 's2', 'no value')).toBe(81);
  expect(alike('s0', 's1', 'no value')).toBeNull();
});

it('counts a returned value in no middle, outlier, movement or comparison; the school stands with the one before', () => {
  const returned = {
    ...rows[4]!,
    period: '2026-H2',
    period_end: '2026-12-31',
    value: 5000,
    state: 'returned' as const,
  };
  const before = { ...rows[4]!, period: '2025-H2', period_end: '2025-12-31', value: 80 };
  const story = [returned, { ...rows[4]!, value: 82 }, before];
  const all = indexValues([...rows.slice(0, 4), ...story]);
  const schools = rows.map(({ school_id }) => ({ id: school_id, name: school_id, left: false }));
  const rule = { exitRounds: 2, exitGreen: 80, returnRed: 50 };
  const heat = heatOf([indicator], schools as never, all, all, rule);
  expect(heat.indicators[0]!.median).toBe(81);
  const [cell] = heat.schools[4]!.cells;
  expect(cell).toMatchObject({ value: 5000, state: 'returned', movement: 'none', outlier: null });
  const page = sheetIndicators('s4', [indicator], story, all, ['s0', 's1', 's4'])[0]!;
  expect(page).toMatchObject({ movement: 'none', outlier: null, district: 81, alike: 82 });
  const other = { ...returned, state: 'checked' as const };
  expect(sheetIndicators('s4', [indicator], [other, ...story.slice(1)], all, [])[0]!.movement).toBe('better');
});
