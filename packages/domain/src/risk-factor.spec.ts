import { riskFactor, riskFactors, riskFactorSchema, withinSentence } from './risk-factor.ts';

it('numbers the ten factors from one to ten', () => {
  expect(riskFactors.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  for (const factor of riskFactors) expect(riskFactorSchema.parse(factor)).toEqual(factor);
});

it('finds a factor by its id', () => {
  expect(riskFactor('special-needs')).toMatchObject({ number: 7 });
  expect(riskFactor('weather')).toBeUndefined();
});

it('keeps the abbreviations of a name within a sentence', () => {
  expect(withinSentence(riskFactor('special-needs')!.name)).toBe('высокая доля обучающихся с ОВЗ');
});
