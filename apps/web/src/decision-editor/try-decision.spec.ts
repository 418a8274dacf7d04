import { readFileSync } from 'node:fs';
import { evaluateDecision } from '@opora/engine';
import { compileDecision } from '@opora/engine/compile';
import { newDecision } from '../screens/designer/new-decision.ts';
import { questionsOf, variablesOf } from './try-decision.ts';

const model = async (text: string) => (await compileDecision(text)).model!;

it('asks what a decision needs from the case, each thing once', async () => {
  const text = readFileSync(
    new URL('../../' + '../../workflows/expertise/decisions/expertise-recommendation.dmn', import.meta.url),
    'utf8',
  );
  const found = questionsOf(await model(text), 'expertise-recommendation').map(({ path }) => path);
  expect(found).toContain('scores.mean');
  expect(new Set(found).size).toBe(found.length);
});

it('reads answers as numbers, truth, JSON or text', () => {
  expect(variablesOf({ 'a.b': '2,5', 'a.c': 'да', d: '[1]', e: 'высокий', f: '', 'a.g.h': 'нет' })).toEqual({
    a: { b: 2.5, c: true, g: { h: false } },
    d: [1],
    e: 'высокий',
    f: null,
  });
});

it('makes a new decision that compiles and answers', async () => {
  const { model: made, problems } = await compileDecision(newDecision('grade', 'Оценка «А» & другие'));
  expect(problems).toEqual([]);
  expect(evaluateDecision(made!, 'grade', { value: 'x' }, { now: 0, timeZone: 'UTC' }).result).toBe('');
});
