import { spacedName } from './spaced-name.ts';
import type { FeelContext, Value } from './values.ts';

/** Entry of a context by name; names that hold operators are also found when spaced in another way. Undefined where there is none. */
export function entryOf(context: FeelContext, name: string): Value | undefined {
  if (Object.hasOwn(context, name)) return context[name];
  if (!/[^\p{L}\p{N}_]/u.test(name)) return undefined;
  const wanted = spacedName(name);
  const key = Object.keys(context).find((candidate) => spacedName(candidate) === wanted);
  return key === undefined ? undefined : context[key];
}

/** Sets an entry also where its name is one of JavaScript's own (`__proto__`). */
export function setEntry(context: FeelContext, name: string, value: Value): void {
  if (name === '__proto__')
    Object.defineProperty(context, name, { value, enumerable: true, writable: true, configurable: true });
  else context[name] = value;
}
