import { BoundedPattern, type Match } from './bounded-pattern.ts';

/**
 * Patterns of `matches`, `replace` and `split` are those of XPath (DMN 1.4 table 75). They are nearly those of JavaScript with the `v` flag;
 * what differs is changed here.
 */

const kept = new Map<string, Pattern | null>();

/** An XPath pattern with its flags (`s`, `m`, `i`, `x`); null where either is none. */
export function xpathPattern(pattern: string, flags: string): Pattern | null {
  const key = `${flags}/${pattern}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const expression = make(pattern, flags);
  const made = expression && new Pattern(expression);
  // patterns are mostly literals; when they are not, start anew rather than grow
  if (kept.size > 500) kept.clear();
  kept.set(key, made);
  return made;
}

/** Texts longer than this are slow even for simple patterns. */
const LONG = 20_000;

/** A compiled pattern: V8 matches it where that cannot take long, else the matcher that counts its steps. */
export class Pattern {
  /** One repetition of one character: at most a square of the length of the text. */
  private readonly isSimple: boolean;
  private readonly isFixed: boolean;
  private bounded: BoundedPattern | undefined;

  constructor(private readonly expression: RegExp) {
    const plain = expression.source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, '_').replace(/\(\?[:=!]/g, '(');
    const repetitions = plain.match(/(?:[*+?]|\{\d+,\d*\})\??/g) ?? [];
    this.isSimple = repetitions.length < 2 && !/\)(?:[*+]|\{)/.test(plain);
    this.isFixed = repetitions.length === 0 && !plain.includes('{');
  }

  /** The first match at or after a position. */
  find(text: string, from = 0): Match | null {
    const isQuick = this.isFixed || (this.isSimple && text.length < LONG);
    if (!isQuick) return (this.bounded ??= new BoundedPattern(this.expression)).find(text, from);
    const native = new RegExp(this.expression, `${this.expression.flags}g`);
    native.lastIndex = from;
    const found = native.exec(text);
    return found && { index: found.index, end: found.index + found[0].length, groups: [...found] };
  }

  /** All matches, from left to right; an empty one does not end where the one before does not begin. */
  *all(text: string): Generator<Match> {
    let match = this.find(text);
    while (match) {
      yield match;
      const { index, end } = match;
      const from = end > index ? end : end + (text.codePointAt(end)! > 0xffff ? 2 : 1);
      match = from > text.length ? null : this.find(text, from);
    }
  }

  /** The parts of a text between the matches, and what their groups hold. */
  split(text: string): string[] {
    if (text === '') return this.find('') ? [] : [''];
    const parts: string[] = [];
    let start = 0;
    let match = this.find(text);
    while (match && match.index < text.length) {
      const isNothing = match.end === start;
      if (!isNothing) {
        parts.push(text.slice(start, match.index), ...match.groups.slice(1).map((group) => group ?? ''));
        start = match.end;
      }
      match = this.find(text, isNothing ? match.index + 1 : start);
    }
    return [...parts, text.slice(start)];
  }
}

function make(pattern: string, flags: string): RegExp | null {
  if (!/^[smix]*$/.test(flags) || refersInClass(pattern)) return null;
  try {
    const own = [...new Set(flags.replace('x', ''))].filter((flag) => flag !== 'x').join('');
    return new RegExp(translate(pattern, flags.includes('x')), `${own}v`);
  } catch {
    try {
      // the older Unicode mode takes some characters unescaped that `v` reserves
      return new RegExp(
        flags.includes('x') ? pattern.replace(/\s+/g, '') : pattern,
        `${flags.replace(/x/g, '')}u`,
      );
    } catch {
      return null;
    }
  }
}

/** A class of characters cannot refer to a group. */
const refersInClass = (pattern: string): boolean => /\[[^\]]*\\\d/.test(pattern.replace(/\\[^\d]/g, ''));

function translate(pattern: string, ignoreSpace: boolean): string {
  const opened: number[] = [];
  let result = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    const inClass = opened.length > 0;
    if (char === '\\') {
      const next = pattern[++at] ?? '';
      const block = /^[pP]\s*\{[^}]*\}/.exec(pattern.slice(at))?.[0];
      if (block !== undefined) {
        result += property(ignoreSpace ? block.replace(/\s+/g, '') : block);
        at += block.length - 1;
      } else result += escape(next, inClass);
    } else if (ignoreSpace && !inClass && /\s/.test(char)) {
      continue;
    } else if (char === '-' && inClass && pattern[at + 1] === '[') {
      // `[a-z-[aeiou]]` is a subtraction, written `[[a-z]--[aeiou]]` in JavaScript
      const start = opened[opened.length - 1]! + 1;
      result = `${result.slice(0, start)}[${result.slice(start)}]--`;
    } else {
      if (char === '[') opened.push(result.length);
      if (char === ']') opened.pop();
      result += char;
    }
  }
  return result;
}

/** Blocks of Unicode, which XPath knows by name (`\p{IsCyrillic}`) and JavaScript does not: first and last character. */
const BLOCKS: { [name: string]: string } = {
  BasicLatin: '0000-007F',
  'Latin-1Supplement': '0080-00FF',
  'LatinExtended-A': '0100-017F',
  'LatinExtended-B': '0180-024F',
  IPAExtensions: '0250-02AF',
  CombiningDiacriticalMarks: '0300-036F',
  Greek: '0370-03FF',
  GreekandCoptic: '0370-03FF',
  Cyrillic: '0400-04FF',
  Armenian: '0530-058F',
  Hebrew: '0590-05FF',
  Arabic: '0600-06FF',
  Devanagari: '0900-097F',
  Thai: '0E00-0E7F',
  Georgian: '10A0-10FF',
  LatinExtendedAdditional: '1E00-1EFF',
  GreekExtended: '1F00-1FFF',
  GeneralPunctuation: '2000-206F',
  CurrencySymbols: '20A0-20CF',
  Arrows: '2190-21FF',
  MathematicalOperators: '2200-22FF',
  BoxDrawing: '2500-257F',
  Hiragana: '3040-309F',
  Katakana: '30A0-30FF',
  CJKUnifiedIdeographs: '4E00-9FFF',
  HangulSyllables: 'AC00-D7AF',
};

/** `p{…}` or `P{…}` as JavaScript writes it. */
function property(text: string): string {
  const [, letter, block] = /^([pP])\{Is([\w-]+)\}$/.exec(text) ?? [];
  const ends = block === undefined ? undefined : BLOCKS[block]?.split('-');
  if (!ends) return `\\${text}`;
  return `[${letter === 'P' ? '^' : ''}\\u${ends[0]}-\\u${ends[1]}]`;
}

function escape(letter: string, inClass: boolean): string {
  // initial and further characters of an XML name
  if (letter === 'i') return '[\\p{L}_:]';
  if (letter === 'c') return '[\\p{L}\\p{N}_:.\\-]';
  return letter === '-' && !inClass ? '-' : `\\${letter}`;
}

/** Replacement text of XPath (`$1`, `\$`, `\\`) as a function of the match; null where it is none. */
export function xpathReplacement(text: string): ((groups: string[]) => string) | null {
  if (/\\(?![\\$])/.test(text) || /(?<!\\)(?:\\\\)*\$(?!\d)/.test(text)) return null;
  const parts = text.match(/\\[\\$]|\$\d+|[^\\$]+/g) ?? [];
  return (groups) =>
    parts
      .map((part) => (part[0] === '\\' ? part[1]! : part[0] === '$' ? group(part.slice(1), groups) : part))
      .join('');
}

function group(digits: string, groups: string[]): string {
  // as many digits as there are groups for; the rest is text
  let length = digits.length;
  while (length > 1 && Number(digits.slice(0, length)) >= groups.length) length--;
  return (groups[Number(digits.slice(0, length))] ?? '') + digits.slice(length);
}
