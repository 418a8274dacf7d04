import { compareMeasureNumbers } from './roadmap.ts';

it('orders numbers of measures by their parts', () => {
  expect(['3.15', '3.2', '10.1', '2.1.12', '2.1', '3'].sort(compareMeasureNumbers)).toEqual([
    '2.1',
    '2.1.12',
    '3',
    '3.2',
    '3.15',
    '10.1',
  ]);
});
