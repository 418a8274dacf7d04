import { describe, expect, it } from '@jest/globals';
import { changesOf } from './source-values.ts';

const known = new Map([
  ['staff/vacancies', '12.5'],
  ['staff/score', '2'],
]);

describe('values of a source', () => {
  it('are only those that were changed, an emptied field taking its value away', () => {
    expect(changesOf({ 'staff/vacancies': '12,5', 'staff/score': '' }, known)).toEqual({
      values: [{ factor: 'staff', parameter: 'score', value: null }],
      faults: {},
    });
    expect(changesOf({ 'staff/vacancies': '30 %' }, known).values).toEqual([
      { factor: 'staff', parameter: 'vacancies', value: 30 },
    ]);
  });

  it('take nothing away where no number stands, or one that cannot be', () => {
    expect(
      changesOf({ 'staff/vacancies': 'много', 'staff/score': '2,5', 'pupils/poor': '130' }, known),
    ).toEqual({
      values: [],
      faults: { 'staff/vacancies': 'number', 'staff/score': 'score', 'pupils/poor': 'share' },
    });
  });
});
