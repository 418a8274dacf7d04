import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wholeShares } from './whole-shares.ts';

it.each([
  [
    [1, 1, 1],
    [34, 33, 33],
  ],
  [
    [4, 3, 1],
    [50, 38, 12],
  ],
  [
    [5, 0, 0],
    [100, 0, 0],
  ],
  [
    [0, 0, 0],
    [0, 0, 0],
  ],
])('%j are %j percent', (parts, shares) => {
  expect(wholeShares(parts)).toEqual(shares);
});

it('makes 100 of any parts, none further than one from its exact share, and nothing of nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40_000 }), { minLength: 1, maxLength: 6 }), (parts) => {
      const all = parts.reduce((sum, part) => sum + part, 0);
      fc.pre(all > 0);
      const shares = wholeShares(parts);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
      parts.forEach((part, index) => {
        expect(Math.abs(shares[index]! - (100 * part) / all)).toBeLessThan(1);
        if (part === 0) expect(shares[index]).toBe(0);
      });
    }),
  );
});
