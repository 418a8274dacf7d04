import type { DecisionModel, Json, TableInput, TableRule } from '@opora/engine';
import { readAnswer, type Asked } from '../data-fields/fields.ts';

const path = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** What a decision and those that it requires ask of the case, by path (`scores.mean`); values that other decisions give are left out. */
export function questionsOf(model: DecisionModel, decisionId: string): Asked[] {
  const questions = new Map<string, Asked>();
  const given = new Set<string>();
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const decision = model.decisions[id];
    if (!decision || seen.has(id)) return;
    seen.add(id);
    for (const required of decision.decisions) {
      const variable = model.decisions[required]?.variable.name;
      if (variable) given.add(variable);
      visit(required);
    }
    for (const input of decision.inputs) {
      const data = model.inputs[input];
      if (data) ask(data.variable.name, data.name, data.variable.type);
    }
    if (decision.logic?.kind !== 'table') return;
    const { inputs, rules } = decision.logic;
    for (const [at, input] of inputs.entries())
      if (path.test(input.expression))
        ask(input.expression, input.label, input.type, textsOf(input, at, rules));
  };
  const ask = (
    name: string,
    label: string | undefined,
    type: string | undefined,
    choices: string[] = [],
  ): void => {
    const before = questions.get(name);
    const all = [...new Set([...(before?.choices ?? []), ...choices])];
    questions.set(name, {
      ...(before ?? { name, ...(label ? { label } : {}), ...(type ? { type } : {}) }),
      ...(all.length ? { choices: all } : {}),
    });
  };
  visit(decisionId);
  const paths = [...questions.keys()];
  return [...questions.values()].filter(
    ({ name }) =>
      !given.has(name.split('.')[0]!) &&
      // `scores` is not asked where `scores.mean` is.
      !paths.some((other) => other.startsWith(`${name}.`)),
  );
}

/** The texts that a column of a table knows: what it may be, then what its rules compare it with. */
function textsOf({ allowed = '' }: TableInput, at: number, rules: readonly TableRule[]): string[] {
  const cells = [allowed, ...rules.map(({ inputs }) => inputs[at] ?? '')].join(' , ');
  return [...cells.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text);
}

/** An answer as the decision gets it: an empty one is null, a text of no known type is read for what it looks like. */
export function answerOf({ type }: Asked, answer: Json | undefined): Json {
  if (answer === undefined || answer === '') return null;
  return typeof answer === 'string' && type !== 'string' ? readAnswer(answer) : answer;
}
