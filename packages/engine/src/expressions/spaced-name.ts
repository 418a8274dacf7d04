import { normalizeContextKey } from 'lezer-feel';
import { Lru } from './lru.ts';

const known = new Lru<string>(4000);

/** A name as FEEL spaces it: `a+b` and `a  + b` are `a + b`. The same few names are asked for at every step. */
export function spacedName(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const spaced = normalizeContextKey(name);
  known.set(name, spaced);
  return spaced;
}
