import { describe, expect, it } from '@jest/globals';
import type { Method } from '@opora/contracts';
import { countChanges, measureOf, thresholdsOf } from './run-words.ts';

const method = {
  parameters: [
    { id: 'lowShare', title: 'Доля', type: 'number', unit: '%' },
    { id: 'riskWorks', title: 'Зона риска', type: 'number', unit: 'работ' },
    {
      id: 'rule',
      title: 'Условия',
      type: 'choice',
      choices: [
        { value: 'and', title: 'И: нужны оба' },
        { value: 'or', title: 'ИЛИ: довольно одного' },
      ],
    },
  ],
} as unknown as Method;

describe('a kept selection', () => {
  it('tells the thresholds that it was made with, in the words of the method', () => {
    expect(
      thresholdsOf({ parameters: { lowShare: 30.5, riskWorks: null, rule: 'or' } }, method, 'ru'),
    ).toEqual(['Доля: 30,5\u00a0%', 'Условия: ИЛИ: довольно одного']);
    expect(thresholdsOf({ parameters: { lowShare: 30 } }, undefined, 'ru')).toEqual([]);
  });

  it('writes numbers as people do', () => {
    expect(measureOf(37.70388349514563, 'ru')).toBe('37,7');
    expect(measureOf(3, 'ru')).toBe('3');
    expect(measureOf(null, 'ru')).toBe('—');
    expect(thresholdsOf({ parameters: { riskWorks: 1 } }, method, 'ru')).toEqual([
      'Зона риска: 1\u00a0работа',
    ]);
  });

  it('counts who enters, who leaves and who changes the cluster', () => {
    expect(countChanges([{ change: 'enters' }, { change: 'enters' }, { change: 'moves' }])).toEqual({
      ...{ enters: 2, leaves: 0, moves: 1 },
    });
  });
});
