import { expect, it } from '@jest/globals';
import { countedUnit } from './count-unit.ts';
import { judge } from './judge.ts';
import { parseTarget } from './target.ts';

it('gives a counted unit the form that the number asks for, and leaves every other as it is written', () => {
  const seminars = (value: number): string => countedUnit(value, 'семинаров');
  expect([1, 2, 5, 11, 21, 20.5, 0].map(seminars)).toEqual([
    'семинар',
    'семинара',
    'семинаров',
    'семинаров',
    'семинар',
    'семинара',
    'семинаров',
  ]);
  expect([1, 2].map((value) => countedUnit(value, 'семинаров', 'genitive'))).toEqual([
    'семинара',
    'семинаров',
  ]);
  // «не менее 1 мероприятия», «1 участник»
  expect([1, 2, 5].map((value) => countedUnit(value, 'мероприятия'))).toEqual([
    'мероприятие',
    'мероприятия',
    'мероприятий',
  ]);
  expect(countedUnit(5, 'участника')).toBe('участников');
  expect(countedUnit(1, 'работ')).toBe('работа');
  expect(countedUnit(2, '%')).toBe('%');
  expect(countedUnit(2, 'constructor')).toBe('constructor');
});

it('stands in the reason of a mark', () => {
  expect(judge(2, parseTarget('не менее 3 семинаров')).reason).toBe(
    '2 семинара: план не менее 3 семинаров, не хватает 1 семинара.',
  );
});
