import { expect, it } from '@jest/globals';
import { formulaProblem, valueByFormula } from './formula.ts';

it('counts by the day of the district, which is another than that of Moscow at night', () => {
  // 22:30 of 31 December in Moscow, 04:30 of 1 January in Bodaibo.
  const now = Date.UTC(2031, 11, 31, 19, 30);
  const year = (timeZone: string) => valueByFormula('today().year', {}, { now, timeZone }).value;
  expect([year('Europe/Moscow'), year('Asia/Irkutsk')]).toEqual([2031, 2032]);
});

it.each([
  ['100 * part / whole', null],
  ['if whole = 0 then null else 100 * part / whole', null],
  ['results.share - results.previousShare', null],
  ['if school.pupils > 1000 then part else null', null],
  ['unknown + 1', 'величины «unknown» нет. Есть: part, whole, results.year'],
  ['results.mean', 'величины «mean» нет'],
  ['part +', 'обрывается'],
  ['part % 2', 'не понято «%»'],
  ['"много"', 'дала "много", а нужно число'],
])('what is wrong with the formula «%s» is told as it is written', (formula, problem) => {
  if (problem === null) expect(formulaProblem(formula)).toBeNull();
  else expect(formulaProblem(formula)).toContain(problem);
});

it('why a value cannot be counted is told in Russian and briefly', () => {
  const problem = (formula: string) => valueByFormula(formula, { part: 1 }, { timeZone: 'UTC' }).problem;
  expect(problem('part / 0')).toBe('Формула: 1 / 0 — не число (деление на ноль?).');
  expect(problem('results.share')).toContain('величины «results» нет');
  expect(problem('count(for x in 1..1000000000 return x)')).toContain('слишком долго');
  expect(problem('string join(for x in 1..9000 return "текст", "")')!.length).toBeLessThan(120);
});
