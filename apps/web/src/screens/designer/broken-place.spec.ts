import { describe, expect, it } from '@jest/globals';
import { brokenPlace } from './broken-place.ts';

const jsonError = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
};

describe('the place at which a file cannot be read', () => {
  it.each([
    ['{\n  "a": 1,\n  b\n}', 3],
    ['{\n  "a": 1', 2],
    ['', 1],
    ['{\n  "id": "x",\n  "components": [\n    { "type": "text" },\n  }\n', 5],
  ])('is found in JSON: %j', (text, line) => {
    expect(brokenPlace(jsonError(text), text).line).toBe(line);
  });

  it('is taken from the XML reader, which counts lines from 0', () => {
    const error = new Error('unparsable content\n\tline: 2\n\tcolumn: 0');
    expect(brokenPlace(error, '')).toEqual({ message: 'unparsable content', line: 3 });
  });

  it('may be unknown', () => {
    expect(brokenPlace('no diagram', '')).toEqual({ message: 'no diagram' });
  });
});
