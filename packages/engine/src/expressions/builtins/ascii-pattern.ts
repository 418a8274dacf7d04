import { property } from './unicode-blocks.ts';

/**
 * Patterns as cases before semantics 5 read them: `\w`, `\d`, `\b` know ASCII only, the rest is that of JavaScript
 * (docs/reference/semantics.md). Nothing here may change, or their histories would not replay.
 */

/** The pattern as a regular expression, null where it is none. */
export function makeAscii(pattern: string, flags: string): RegExp | null {
  if (!/^[smix]*$/.test(flags)) return null;
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

function escape(letter: string, inClass: boolean): string {
  // initial and further characters of an XML name
  if (letter === 'i') return '[\\p{L}_:]';
  if (letter === 'c') return '[\\p{L}\\p{N}_:.\\-]';
  return letter === '-' && !inClass ? '-' : `\\${letter}`;
}
