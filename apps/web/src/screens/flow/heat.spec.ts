import type { ElementStatistics } from '@opora/contracts';
import { createTexts, translator } from '../../i18n/index.ts';
import { heatOf, spanText } from './heat.ts';
import { messages } from './messages.ts';

const t = translator(createTexts({ flow: messages }, 'ru'));
const step = (elementId: string, more: Partial<ElementStatistics>): ElementStatistics => ({
  ...{
    elementId,
    name: null,
    type: 'bpmn:UserTask',
    version: 1,
    standing: 0,
    standingLongest: null,
    incidents: 0,
  },
  ...{ overdue: 0, completed: 0, terminated: 0, median: null, p90: null },
  ...more,
});

describe('heatOf', () => {
  it('is warmest where most cases stand and leaves out where nobody does', () => {
    const steps = [step('a', { standing: 10 }), step('b', { standing: 1 }), step('c', {})];
    expect([...heatOf(steps, 'standing')]).toEqual([
      ['a', 5],
      ['b', 1],
    ]);
  });
  it('compares lengths by orders of magnitude and only of steps that are work', () => {
    const steps = [
      step('months', { median: 90 * 86_400 }),
      step('hour', { median: 3600 }),
      step('gateway', { type: 'bpmn:ExclusiveGateway', median: 10_000_000 }),
    ];
    expect([...heatOf(steps, 'length')]).toEqual([
      ['months', 5],
      ['hour', 3],
    ]);
  });
  it('is empty without cases', () => {
    expect(heatOf([], 'standing').size).toBe(0);
  });
});

describe('spanText', () => {
  it.each([
    [null, '—'],
    [40, '40 с'],
    [600, '10 мин'],
    [12_600, '3,5 ч'],
    [864_000, '10 дн.'],
    [200 * 86_400, '6,6 мес.'],
  ])('says %s seconds as %s', (seconds, expected) => {
    expect(spanText(seconds, t, 'ru-RU')).toBe(expected);
  });
});
