import { step } from '../steps.ts';

/** A word, number or mark of a term; `start` and `end` are places in the text. */
export interface Token {
  kind: 'word' | 'number' | 'mark' | 'line';
  /** Lower case, `е` for `ё`, Latin look-alikes put back into Cyrillic, every dash a hyphen. */
  text: string;
  /** Value of a number, Arabic or Roman. */
  value: number;
  roman: boolean;
  start: number;
  end: number;
}

const lookAlikes: { [latin: string]: string } = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};

const romans: { [text: string]: number } = {
  I: 1,
  II: 2,
  III: 3,
  IV: 4,
  V: 5,
  VI: 6,
  VII: 7,
  VIII: 8,
  IX: 9,
};
romans.X = 10;
romans.XI = 11;
romans.XII = 12;

/** «14.10-14.30»: hours of a day, where not both can be days and months. */
const [hour, minutes, noMonth] = ['(?:[01]?\\d|2[0-4])[.:]', '[0-5]\\d', '(?:00|1[3-9]|[2-5]\\d)'];
const to = ` ?[-–—] ?${hour}`;
const hours = `(?<![\\d.:])${hour}(?:${noMonth}${to}${minutes}|${minutes}${to}${noMonth})(?!\\.?\\d)`;
const glued = '[IVX]{1,4}(?=кв|пол|чет|трим)';
const parts = new RegExp(`${hours}|\\d+|${glued}|\\p{L}+|\\n|\\S`, 'gu');

/** Splits a term into words, numbers, marks and line ends; hours «14.10-14.30» are one word. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  for (const match of source.matchAll(parts)) {
    step();
    const found = match[0];
    const place = { start: match.index, end: match.index + found.length };
    if (/^\d+\D/.test(found)) {
      const text = found.replace(/ ?[-–—] ?/, '-');
      tokens.push({ kind: 'word', text, value: Number.NaN, roman: false, ...place });
      continue;
    }
    if (/^\d/.test(found)) {
      tokens.push({ kind: 'number', text: found, value: Number(found), roman: false, ...place });
      continue;
    }
    const upper = found.replaceAll('І', 'I').replaceAll('Х', 'X');
    const roman = romans[upper];
    if (roman !== undefined) {
      tokens.push({ kind: 'number', text: upper, value: roman, roman: true, ...place });
      continue;
    }
    const kind = found === '\n' ? 'line' : /^\p{L}/u.test(found) ? 'word' : 'mark';
    tokens.push({ kind, text: normalize(found), value: Number.NaN, roman: false, ...place });
  }
  return tokens;
}

function normalize(found: string): string {
  const lower = found.toLowerCase().replaceAll('ё', 'е');
  if (/[а-я]/.test(lower)) return lower.replace(/[a-z]/g, (letter) => lookAlikes[letter] ?? letter);
  // A preposition alone in the other alphabet: nobody sees a difference.
  if (/^(?:c|k|o|co)$/.test(lower)) return lower.replace(/[a-z]/g, (letter) => lookAlikes[letter]!);
  return lower.replace(/[‐‑‒–—―−]/, '-');
}

const wholePatterns = new Map<string, RegExp>();

/** The pattern as one that a text has to match from its beginning to its end. */
export function whole(pattern: RegExp): RegExp {
  const known = wholePatterns.get(pattern.source);
  if (known) return known;
  const made = new RegExp(`^(?:${pattern.source})$`);
  wholePatterns.set(pattern.source, made);
  return made;
}

/** Reads tokens one after another; a reader that fails puts the place back. */
export class TokenStream {
  readonly tokens: readonly Token[];
  at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  /** Text of a coming token; empty past the end. */
  text(ahead = 0): string {
    return this.peek(ahead)?.text ?? '';
  }

  /** Takes a token whose text matches whole. */
  take(pattern: RegExp): Token | undefined {
    step();
    const token = this.peek();
    if (!token || !whole(pattern).test(token.text)) return undefined;
    this.at += 1;
    return token;
  }

  /** Takes tokens that match one after another, or none. */
  takeAll(...patterns: RegExp[]): boolean {
    return this.attempt(() => (patterns.every((pattern) => this.take(pattern)) ? true : undefined)) ?? false;
  }

  /** Takes a number (Arabic unless `roman`). */
  number(roman = false): Token | undefined {
    const token = this.peek();
    if (token?.kind !== 'number' || (token.roman && !roman)) return undefined;
    this.at += 1;
    return token;
  }

  /** Runs a reader; when it gives nothing, the stream stands where it stood. */
  attempt<Result>(read: () => Result | undefined): Result | undefined {
    const before = this.at;
    const result = read();
    if (result === undefined) this.at = before;
    return result;
  }
}
