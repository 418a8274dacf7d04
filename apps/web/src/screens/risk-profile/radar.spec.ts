import { expect, it } from '@jest/globals';
import { radarLine, speaks } from './radar.ts';

it('draws a factor as high as it is significant, and nothing where the source is silent', () => {
  const verdict = { significance: 'high' as const, label: 'высокая', basis: '' };
  const judged = [
    { factor: 'a', source: 'school' as const, input: { id: 'a', score: 3, share: null }, verdict },
    { factor: 'b', source: 'school' as const, input: { id: 'b', score: null, share: null }, verdict: null },
    {
      factor: 'a',
      source: null,
      input: { id: 'a', score: 3, share: null },
      verdict: { ...verdict, significance: 'low' as const },
    },
  ];
  const factors = [{ id: 'b' }, { id: 'a' }];
  expect(radarLine('Школа', { judged }, factors, 'school')).toEqual({ name: 'Школа', values: [0, 3] });
  expect(radarLine('Все', { judged }, factors, null).values).toEqual([0, 1]);
  expect(speaks(radarLine('Аудит', { judged }, factors, 'audit'))).toBe(false);
});
