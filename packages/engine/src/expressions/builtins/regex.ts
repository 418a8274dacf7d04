import { BoundedPattern, LINE_START, skeleton, type Match } from './bounded-pattern.ts';
import { makeAscii } from './ascii-pattern.ts';
import { property } from './unicode-blocks.ts';

/**
 * Patterns of `matches`, `replace` and `split` are those of XPath (DMN 1.4 table 75; XPath 3.1 functions, 5.6.1). They are nearly
 * those of JavaScript with the `v` flag; what differs is changed here.
 */

const kept = new Map<string, Pattern | null>();

/**
 * An XPath pattern with its flags (`s`, `m`, `i`, `x`, `q`); null where either is none. `ascii` reads the classes of characters
 * as cases before semantics 5 did.
 */
export function xpathPattern(pattern: string, flags: string, ascii = false): Pattern | null {
  const key = `${ascii ? 'a' : ''}${flags}/${pattern}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const isOne = flags.includes('q') || !refersInClass(pattern);
  const expression = isOne && (ascii ? makeAscii(pattern, flags) : make(pattern, flags));
  const made = expression ? new Pattern(expression) : null;
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
    const plain = skeleton(expression).replace(/\(\?(?:[:=]|<?!)/g, '(');
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
  if (!/^[smixq]*$/.test(flags)) return null;
  const own = `${flags.includes('i') ? 'i' : ''}${flags.includes('s') ? 's' : ''}v`;
  try {
    if (flags.includes('q')) return new RegExp(pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), own);
    const text = flags.includes('x') ? withoutSpace(pattern) : pattern;
    return new RegExp(new Translation(text, flags).text, own);
  } catch {
    return null;
  }
}

/** A class of characters cannot refer to a group. */
const refersInClass = (pattern: string): boolean => /\[[^\]]*\\\d/.test(pattern.replace(/\\[^\d]/g, ''));

/** Characters that may begin an XML name, and further ones (XML 1.0, 2.3). */
const NAME_START =
  ':A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const NAME = `${NAME_START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040`;

/** Classes of one letter, in Unicode (XML Schema 1.1 part 2, G.4.2.5). */
const CLASSES: { [letter: string]: string } = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  w: '[^\\p{P}\\p{Z}\\p{C}]',
  W: '[\\p{P}\\p{Z}\\p{C}]',
  s: '[ \\t\\n\\r]',
  S: '[^ \\t\\n\\r]',
  i: `[${NAME_START}]`,
  I: `[^${NAME_START}]`,
  c: `[${NAME}]`,
  C: `[^${NAME}]`,
};

const isSpace = (char: string | undefined): boolean => char !== undefined && ' \t\n\r'.includes(char);

/** A pattern without the blanks outside of its classes, also behind a backslash (flag `x`). */
function withoutSpace(pattern: string): string {
  let [text, depth] = ['', 0];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === '\\') {
      while (depth === 0 && isSpace(pattern[at + 1])) at++;
      text += char + (pattern[++at] ?? '');
    } else if (depth > 0 || !isSpace(char)) text += char;
    if (char === '[') depth++;
    if (char === ']') depth--;
  }
  return text;
}

/** A pattern of XPath in the words of JavaScript's `v` flag. */
class Translation {
  text = '';
  /** Where in `text` the classes begin that are open. */
  private readonly opened: number[] = [];
  private readonly pattern: string;
  private readonly flags: string;
  private at = 0;

  constructor(pattern: string, flags: string) {
    this.pattern = pattern;
    this.flags = flags;
    while (this.at < pattern.length) this.next();
  }

  private next(): void {
    const char = this.pattern[this.at]!;
    const inClass = this.opened.length > 0;
    if (char === '\\') return this.escaped(inClass);
    this.at++;
    if (inClass) this.inClass(char);
    else if (char === '[') this.open();
    else if (char === '.' && !this.flags.includes('s')) this.text += '[^\\n\\r]';
    else if (char === '^' && this.flags.includes('m')) this.text += LINE_START;
    else if (char === '$' && this.flags.includes('m')) this.text += '(?![^\\n])';
    else this.text += char;
  }

  private open(): void {
    this.opened.push(this.text.length);
    this.text += '[';
    if (this.pattern[this.at] !== '^') return;
    this.text += '^';
    this.at++;
  }

  /** What a class may hold as it is, `v` wants escaped; `-` is a range only between two characters. */
  private inClass(char: string): void {
    const next = this.pattern[this.at];
    if (char === '[') return this.open();
    if (char === ']') {
      this.opened.pop();
      this.text += char;
    } else if (char === '-' && next === '[') {
      // `[a-z-[aeiou]]` is a subtraction, written `[[a-z]--[aeiou]]` in JavaScript
      const start = this.opened.at(-1)!;
      this.text = `${this.text.slice(0, start + 1)}[${this.text.slice(start + 1)}]--`;
    } else if (char === '-' && this.isRange(next)) this.text += char;
    else this.text += /[!#-&(-/:-@[\]^`{-~]/.test(char) ? `\\${char}` : char;
  }

  /** Stands the `-` just read between two single characters? */
  private isRange(next: string | undefined): boolean {
    const isFirst = /(?:^|[^\\])(?:\\\\)*\[\^?$/.test(this.text);
    return (
      next !== undefined && next !== ']' && !isFirst && !this.text.endsWith(']') && !this.text.endsWith('}')
    );
  }

  private escaped(inClass: boolean): void {
    const rest = this.pattern.slice(this.at + 1);
    const block = /^[pP]\{[^}]*\}/.exec(rest)?.[0];
    const letter = rest[0] ?? '';
    this.at += 1 + (block?.length ?? letter.length);
    if (block !== undefined) this.text += property(block);
    else this.text += CLASSES[letter] ?? (letter === '-' && !inClass ? '-' : `\\${letter}`);
  }
}

/** Replacement text of XPath (`$1`, `\$`, `\\`; with the flag `q` as it stands) as a function of the match; null where it is none. */
export function xpathReplacement(text: string, flags = ''): ((groups: string[]) => string) | null {
  if (flags.includes('q')) return () => text;
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
