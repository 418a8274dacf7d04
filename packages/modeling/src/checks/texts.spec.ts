import { rules } from './rules/index.ts';
import { problemText, rulesWithText } from './texts.ts';

it('has words for every rule of ours', () => {
  expect(rules.map(({ name }) => name).filter((name) => !rulesWithText.includes(name))).toEqual([]);
});

it('says in Russian where an expression breaks', () => {
  const message = 'a: «x =» is not a FEEL expression: FEEL: "x =" ends at character 4 where it should go on';
  expect(problemText({ rule: 'bad-feel', values: { found: 'x =', reason: message }, message }, 'ru')).toBe(
    'Выражение «x =» не читается: оно обрывается.',
  );
});
