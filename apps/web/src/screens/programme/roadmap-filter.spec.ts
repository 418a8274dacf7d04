import type { Measure } from '@opora/contracts';
import { filterMeasures, whenOf } from './roadmap-filter.ts';

const measure = (more: Partial<Measure>): Measure => ({
  id: '1',
  number: '1.1',
  block: { number: '1', title: 'Организация' },
  title: 'Анализ',
  term: 'апрель 2023',
  from: '2023-04-01',
  to: '2023-04-30',
  responsible: ['Ресурсный центр'],
  indicator: null,
  plan: null,
  result: null,
  items: [],
  ...more,
});
const none = { q: '', block: '', responsible: '', when: '' };

describe('whenOf', () => {
  it.each([
    ['2023-05-01', 'past'],
    ['2023-04-30', 'now'],
    ['2023-04-01', 'now'],
    ['2023-03-15', 'next'],
    ['2022-12-01', 'later'],
  ])('on %s a measure of April 2023 is %s', (today, expected) => {
    expect(whenOf(measure({}), today)).toBe(expected);
  });
  it('is open where the term has no dates', () => {
    expect(whenOf(measure({ from: null, to: null }), '2023-01-01')).toBe('open');
  });
});

describe('filterMeasures', () => {
  it('joins all conditions', () => {
    const list = [
      measure({}),
      measure({ number: '2.1', block: { number: '2', title: 'Методика' }, title: 'Семинары' }),
    ];
    expect(filterMeasures(list, { ...none, q: 'семин' }, '2023-04-10').map((m) => m.number)).toEqual(['2.1']);
    expect(
      filterMeasures(
        list,
        { ...none, block: '1', responsible: 'Ресурсный центр', when: 'now' },
        '2023-04-10',
      ).map((m) => m.number),
    ).toEqual(['1.1']);
    expect(filterMeasures(list, { ...none, responsible: 'Комитет' }, '2023-04-10')).toEqual([]);
  });
});
