import { expect, it } from '@jest/globals';
import { beforeText } from './round-answers.ts';

it.each([
  [1, 'мероприятия', '1 мероприятие (I полугодие 2024 года)'],
  [5, 'мероприятия', '5 мероприятий (I полугодие 2024 года)'],
  [86.25, '%', '86,25 % (I полугодие 2024 года)'],
  [7, '', '7 (I полугодие 2024 года)'],
])('says what was before with the unit in the form that the number asks for: %s %s', (value, unit, said) => {
  expect(beforeText({ value, period: '2024-H1' }, 'half-year', unit)).toBe(said);
});
