import { readFileSync } from 'node:fs';

/**
 * One school's way: which director's school, what the case starts with, the answers, and how it must end.
 * @typedef {{ title: string, director: string, variables: Record<string, unknown>, answers: import('./driver.mjs').Answers, expect: Record<string, unknown>, visits?: Record<string, number> }} Way
 */

/**
 * Reads a way from `answers/<name>.json`; a way that `extends` another one states only its own answers.
 * @param {string} name
 * @returns {Way}
 */
export function readWay(name) {
  const way = JSON.parse(readFileSync(new URL(`./answers/${name}.json`, import.meta.url), 'utf8'));
  if (!way.extends) return way;
  const base = readWay(way.extends);
  /** @type {import('./driver.mjs').Answers} */
  const answers = { ...base.answers };
  for (const [process, own] of Object.entries(way.answers ?? {})) {
    answers[process] = { ...answers[process], .../** @type {object} */ (own) };
  }
  return { ...base, ...way, variables: { ...base.variables, ...way.variables }, answers };
}
