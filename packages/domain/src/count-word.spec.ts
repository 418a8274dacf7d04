import { countWord } from './count-word.ts';

it('gives a number the form of its word', () => {
  const of = (count: number): string => countWord(count, 'школа', 'школы', 'школ');
  expect([1, 2, 5, 11, 21, 22, 111, 0].map(of)).toEqual([
    ...['1 школа', '2 школы', '5 школ', '11 школ', '21 школа', '22 школы', '111 школ', '0 школ'],
  ]);
});
