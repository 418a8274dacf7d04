import { parseTerm, type Term } from '../terms/index.ts';

/** Texts whose terms are kept: the cells of some hundred rows. */
const MOST_KEPT = 1000;
const kept = new Map<string, Term>();

/**
 * What a text says as a term while the years of the plan are not known. Of one cell it is asked for every column that it may
 * belong to, and plans repeat their terms row by row; so the last answers are kept.
 */
export function termAlone(text: string): Term {
  const known = kept.get(text);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const term = parseTerm(text);
  kept.set(text, term);
  return term;
}
