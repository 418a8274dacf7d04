import type { DecisionModel, Json, Variables } from '@opora/engine';

/** A value that a decision needs from outside, as a person is asked for it. */
export interface Question {
  /** Path of the variable (`scores.mean`). */
  path: string;
  label: string;
  type?: string;
}

const path = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** What a decision and those that it requires ask of the case; values that other decisions give are left out. */
export function questionsOf(model: DecisionModel, decisionId: string): Question[] {
  const questions = new Map<string, Question>();
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
    for (const { expression, label, type } of decision.logic.inputs)
      if (path.test(expression)) ask(expression, label ?? expression, type);
  };
  const ask = (name: string, label: string, type: string | undefined): void => {
    if (!questions.has(name)) questions.set(name, { path: name, label, ...(type ? { type } : {}) });
  };
  visit(decisionId);
  const paths = [...questions.keys()];
  return [...questions.values()].filter(
    (question) =>
      !given.has(question.path.split('.')[0]!) &&
      // `scores` is not asked where `scores.mean` is.
      !paths.some((other) => other.startsWith(`${question.path}.`)),
  );
}

/** Answers as variables: numbers, truth and JSON are read as such, anything else is a text; an empty one is null. */
export function variablesOf(answers: { [path: string]: string }): Variables {
  const variables: Variables = {};
  for (const [name, text] of Object.entries(answers)) {
    const parts = name.split('.');
    let inner = variables;
    for (const part of parts.slice(0, -1)) {
      const next = inner[part];
      inner = (
        typeof next === 'object' && next !== null && !Array.isArray(next) ? next : (inner[part] = {})
      ) as Variables;
    }
    inner[parts.at(-1)!] = valueOf(text);
  }
  return variables;
}

function valueOf(text: string): Json {
  const plain = text.trim();
  if (plain === '') return null;
  if (/^-?\d+,\d+$/.test(plain)) return Number(plain.replace(',', '.'));
  if (plain === 'да') return true;
  if (plain === 'нет') return false;
  try {
    return JSON.parse(plain) as Json;
  } catch {
    return plain;
  }
}
