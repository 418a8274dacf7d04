import { expect, it } from '@jest/globals';
import { Twins } from './twins.ts';

const school = (
  row: number,
  by: string | null,
): [number, string, { name: string; known: boolean; by: string | null; field: string }] => [
  row,
  by === null ? 'new:школа' : `new:школа|${by}`,
  { name: 'школа', known: false, by, field: 'Адрес' },
];

it('a thing named twice is found behind another of its name', () => {
  const twins = new Twins();
  expect(twins.take(...school(2, 'ул. первая'))).toBeUndefined();
  expect(twins.take(...school(3, 'ул. вторая'))).toBeUndefined();
  expect(twins.take(...school(4, 'ул. вторая'))).toMatch(/^То же название, что в строке 3\./);
  expect(twins.notes()).toEqual([expect.stringContaining('строки 2 и 3.')]);
});
