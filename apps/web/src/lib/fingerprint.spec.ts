import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fingerprint } from './fingerprint.ts';

describe('fingerprint', () => {
  it('is the same for the same text only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(fingerprint(one) === fingerprint(other)).toBe(one === other);
      }),
    );
    expect(fingerprint('x'.repeat(500_000)).length).toBeLessThan(24);
  });
});
