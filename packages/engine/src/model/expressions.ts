import type { Expression } from './types.ts';

/** A value of the `zeebe:` and `opora:` namespaces: FEEL after `=`, else a fixed text. */
export const expression = (text: string | undefined): Expression | undefined =>
  text === undefined ? undefined : text.startsWith('=') ? { feel: text.slice(1).trim() } : { text };

/** A value of BPMN itself that is always an expression; a leading `=` is allowed. */
export const feel = (text: string | undefined): Expression | undefined =>
  text === undefined ? undefined : { feel: text.replace(/^=/, '').trim() };

/** Leaves out what is undefined, so that models are plain JSON. */
export function compact<T extends object>(value: T): T {
  const kept: { [name: string]: unknown } = {};
  for (const [name, one] of Object.entries(value)) if (one !== undefined) kept[name] = one;
  return kept as T;
}
