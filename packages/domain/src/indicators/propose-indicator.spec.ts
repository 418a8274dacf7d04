import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { likeness, proposeIndicator } from './propose-indicator.ts';

const indicators = [
  { id: 'a', title: 'Доля родителей, которые ходят на собрания' },
  { id: 'b', title: 'Доля оснащённых кабинетов' },
];

it('proposes the indicator that is named alike, whatever the endings, and none where nothing is near', () => {
  expect(proposeIndicator('Доля родителей на собраниях', indicators)?.id).toBe('a');
  expect(proposeIndicator('доля оснащенных кабинетов, %', indicators)?.id).toBe('b');
  expect(proposeIndicator('Число семинаров', indicators)).toBeUndefined();
  expect(proposeIndicator('', indicators)).toBeUndefined();
});

it('is the same both ways and lies between 0 and 1', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (left, right) => {
      const found = likeness(left, right);
      expect(found).toBe(likeness(right, left));
      expect(found >= 0 && found <= 1).toBe(true);
    }),
  );
});
