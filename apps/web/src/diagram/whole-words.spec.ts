import { describe, expect, it } from '@jest/globals';
import { longestWord, wholeWords } from './whole-words.ts';

describe('words of a diagram', () => {
  const step = { width: 100, padding: 10, size: 12 };
  it('are drawn as they are where the longest fits', () => {
    expect(wholeWords(90, step)).toEqual({ size: 12, wider: 0 });
  });
  it('are drawn in smaller letters inside a step, down to those that can still be read', () => {
    expect(wholeWords(108, step)).toEqual({ size: 10, wider: 0 });
    expect(wholeWords(400, step)).toEqual({ size: 9, wider: 0 });
  });
  it('stand wider than their box beside an event or a flow', () => {
    expect(wholeWords(20.4, { width: 18, padding: 0, size: 11 })).toEqual({ size: 11, wider: 3 });
  });
  it('are measured one by one, parts around a hyphen apart', () => {
    expect(longestWord('план-график и\nпредварительное', (word) => word.length)).toBe(15);
    expect(longestWord('', (word) => word.length)).toBe(0);
  });
});
