import { describe, expect, it } from '@jest/globals';
import type { Method } from '@opora/contracts';
import { readParameters } from './parameters.ts';

const parameters = [
  { id: 'lowShare', title: 'Доля', type: 'number', unit: '%', default: 30, required: false },
  { id: 'rule', title: 'Правило', type: 'choice', choices: [], required: false },
] as unknown as Method['parameters'];

describe('thresholds of a method', () => {
  it('are read as people write numbers', () => {
    expect(readParameters(parameters, { lowShare: '30,5 %', rule: 'or' })).toEqual({
      given: { lowShare: 30.5, rule: 'or' },
      wrong: [],
    });
    expect(readParameters(parameters, { lowShare: '', rule: null })).toEqual({
      given: { lowShare: null, rule: null },
      wrong: [],
    });
  });

  it('are named where no number stands, so that nothing is judged by another number in silence', () => {
    expect(readParameters(parameters, { lowShare: 'много', rule: 'and' }).wrong).toEqual(['lowShare']);
  });
});
