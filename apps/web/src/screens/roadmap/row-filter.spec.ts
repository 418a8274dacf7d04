import type { RoadmapMeasure } from '@opora/contracts';
import { hiddenBy, narrows, NOBODY } from './row-filter.ts';

const row = (id: string, more: Partial<RoadmapMeasure>): RoadmapMeasure => {
  const plain = {
    id,
    number: id,
    section: '',
    title: `Мероприятие ${id}`,
    term: '',
    indicator: '',
    result: '',
  };
  return { ...plain, responsible: [], status: 'planned', workingDaysLeft: null, ...more } as RoadmapMeasure;
};
const rows = [
  row('1', { title: 'Семинар для завучей', responsible: ['ИМЦ'], workingDaysLeft: -3 }),
  row('2', { responsible: ['ИМЦ', 'Комитет'], status: 'done' }),
  row('3', { section: 'Семинары', workingDaysLeft: 4 }),
];
const none = { q: '', status: '', who: '' };

it.each([
  [none, []],
  [{ ...none, q: ' СЕМИНАР ' }, ['2']],
  [{ ...none, status: 'overdue' }, ['2', '3']],
  [{ ...none, status: 'done' }, ['1', '3']],
  [{ ...none, who: 'ИМЦ' }, ['3']],
  [{ ...none, who: NOBODY }, ['1', '2']],
  [{ q: 'семинар', status: 'planned', who: 'ИМЦ' }, ['2', '3']],
])('narrowed by %j, hidden are %j', (filter, hidden) => {
  expect([...hiddenBy(rows, filter)]).toEqual(hidden);
  expect(narrows(filter)).toBe(hidden.length > 0);
});
