import { expect, it } from '@jest/globals';
import { naturalOrder } from './natural-order.ts';

it('puts № 2 before № 10 and Ё beside Е', () => {
  const names = [
    'СОШ № 10',
    'Ёлкинская ООШ',
    'СОШ № 2',
    'Еремеевская ООШ',
    'Жуковская СОШ',
    'СОШ № 2 (филиал)',
  ];
  expect([...names].sort(naturalOrder)).toEqual([
    'Ёлкинская ООШ',
    'Еремеевская ООШ',
    'Жуковская СОШ',
    'СОШ № 2',
    'СОШ № 2 (филиал)',
    'СОШ № 10',
  ]);
});
