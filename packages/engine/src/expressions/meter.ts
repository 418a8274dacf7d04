import { FeelError } from './errors.ts';

/** What one evaluation may take, in turns of loops, calls and items of filters: less than a second. Everything else is reckoned in them. */
const MOST = 500_000;

/** Characters of texts that are made, for one turn: what comes out has to fit into a case. */
const CHARACTERS = 16;
/** No evaluation makes a longer text. */
export const LARGEST_TEXT = MOST * CHARACTERS;

let isMeasured = false;
let spent = 0;

/** Runs an evaluation with all that it evaluates inside, which together may take as much as one. */
export function measured<T>(act: () => T): T {
  if (isMeasured) return act();
  isMeasured = true;
  spent = 0;
  try {
    return act();
  } finally {
    isMeasured = false;
  }
}

/** Reckons work; throws FeelError where an evaluation takes more than any sensible one, so that no text and no data hold a worker up. */
export function spend(turns: number): void {
  if (!isMeasured) return;
  spent += turns;
  if (spent > MOST)
    throw new FeelError(
      `FEEL: the evaluation takes too long: expected at most ${MOST} turns of loops, calls, filters and patterns, and texts and lists of a size that fits`,
    );
}

/** Reckons a text of that many characters. */
export const spendOnText = (characters: number): void => spend(characters / CHARACTERS);

/** Reckons a text or list that was made. */
export function spendOn(value: unknown): void {
  if (typeof value === 'string') spendOnText(value.length);
  else if (Array.isArray(value)) spend(value.length / 4);
}
