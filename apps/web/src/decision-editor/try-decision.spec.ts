import { readFileSync } from 'node:fs';
import { evaluateDecision } from '@opora/engine';
import { compileDecision } from '@opora/engine/compile';
import { newDecision } from '../screens/designer/new-decision.ts';
import { answerOf, questionsOf } from './try-decision.ts';

const model = async (text: string) => (await compileDecision(text)).model!;

it('asks what a decision needs from the case, each thing once', async () => {
  const text = readFileSync(
    new URL('../../' + '../../workflows/expertise/decisions/expertise-recommendation.dmn', import.meta.url),
    'utf8',
  );
  const found = questionsOf(await model(text), 'expertise-recommendation').map(({ name }) => name);
  expect(found).toContain('scores.mean');
  expect(new Set(found).size).toBe(found.length);
});

it('offers the texts that a table compares with', async () => {
  const made = await model(newDecision('grade', 'Оценка'));
  const { logic } = made.decisions['grade']!;
  if (logic?.kind !== 'table') throw new Error('a table is expected');
  logic.inputs[0]!.allowed = '"высокий", "низкий"';
  logic.rules = [{ id: 'r', inputs: ['"низкий", "средний"'], outputs: ['1'] }];
  expect(questionsOf(made, 'grade')).toMatchObject([{ choices: ['высокий', 'низкий', 'средний'] }]);
});

it('takes an answer as its type says, and for what it looks like where there is none', () => {
  const asked = (type?: string) => ({ name: 'a', label: 'А', ...(type ? { type } : {}) });
  expect(answerOf(asked('string'), '5')).toBe('5');
  expect(answerOf(asked(), '2,5')).toBe(2.5);
  expect(answerOf(asked(), 'да')).toBe(true);
  expect(answerOf(asked('date'), '2026-09-01')).toBe('2026-09-01');
  expect(answerOf(asked('number'), 3)).toBe(3);
  expect([answerOf(asked(), ''), answerOf(asked(), undefined)]).toEqual([null, null]);
});

it('makes a new decision that compiles and answers', async () => {
  const { model: made, problems } = await compileDecision(newDecision('grade', 'Оценка «А» & другие'));
  expect(problems).toEqual([]);
  expect(evaluateDecision(made!, 'grade', { value: 'x' }, { now: 0, timeZone: 'UTC' }).result).toBe('');
});
