import { describe, expect, it } from '@jest/globals';
import { spacedName } from './spaced-name.ts';

describe('the spaces of a name', () => {
  it('stand around operators, however it was written, and again when it is asked for again', () => {
    for (let turn = 0; turn < 2; turn += 1)
      for (const name of ['доля+среднее', 'доля  + среднее', ' доля +среднее '])
        expect(spacedName(name)).toBe('доля + среднее');
    expect(spacedName('school')).toBe('school');
  });
});
