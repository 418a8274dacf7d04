import { describe, expect, it } from '@jest/globals';
import { typedNumber } from './typed-number.ts';

describe('a number that is typed', () => {
  it.each([
    ['30', 30],
    [' 30,5 ', 30.5],
    ['1 000', 1000],
    ['−2', -2],
    [30, 30],
    ['', null],
    [null, null],
    ['много', undefined],
    ['12a', undefined],
    ['5,', undefined],
  ])('is read as people write it: %s', (text, value) => expect(typedNumber(text)).toBe(value));

  it('may have the unit that stands beside the field, and no other', () => {
    expect(typedNumber('30 %', '%')).toBe(30);
    expect(typedNumber('12 км', 'км')).toBe(12);
    expect(typedNumber('30 %')).toBeUndefined();
    expect(typedNumber('%', '%')).toBeUndefined();
  });
});
