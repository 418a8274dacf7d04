import { expect, it } from '@jest/globals';
import { russianPlural } from './index.ts';

const said = (n: number, forms: string): string =>
  forms.split(' | ')[russianPlural(n, forms.split(' | ').length)]!;

it.each([
  [0, 'дел'],
  [1, 'дело'],
  [2, 'дела'],
  [5, 'дел'],
  [11, 'дел'],
  [12, 'дел'],
  [21, 'дело'],
  [24, 'дела'],
  [111, 'дел'],
])('%i %s', (n, word) => {
  expect(said(n, 'дело | дела | дел')).toBe(word);
  expect(said(n, 'нет | дело | дела | дел')).toBe(n === 0 ? 'нет' : word);
});

it('of two forms the second is for all but one', () => {
  expect([0, 1, 2, 21].map((n) => russianPlural(n, 2))).toEqual([1, 0, 1, 1]);
});
