import { LARGEST_TEXT, spendOn, spendOnText } from '../meter.ts';
import type { Call, Value } from '../values.ts';
import { overload, type FunctionTable } from './overloads.ts';
import { xpathPattern, xpathReplacement } from './regex.ts';

function substring(text: string, start: number, length: number | undefined, call: Call): string | null {
  const symbols = Array.from(text);
  if (start === 0 || Math.abs(start) > symbols.length || (length !== undefined && length < 1)) {
    return call.warn(
      `substring(): "${text}" has no part from ${start}${length === undefined ? '' : ` of length ${length}`}`,
    );
  }
  const from = Math.trunc(start > 0 ? start - 1 : symbols.length + start);
  return symbols.slice(from, length === undefined ? undefined : from + Math.trunc(length)).join('');
}

function replace(
  input: string,
  pattern: string,
  replacement: string,
  flags: string | undefined,
  call: Call,
): string | null {
  const expression = xpathPattern(pattern, flags ?? '', call.isBeforeFive);
  const put = xpathReplacement(replacement, flags);
  if (!expression || !put)
    return call.warn(
      `replace(): "${pattern}" with "${replacement}" and the flags "${flags ?? ''}" is no replacement of XPath`,
    );
  // a pattern that matches nothing at all is an error in XPath
  if (expression.find('')) return call.warn(`replace(): "${pattern}" matches an empty text`);
  const parts: string[] = [];
  let from = 0;
  for (const { index, end, groups } of expression.all(input)) {
    const part = put(groups.map((group) => group ?? ''));
    spendOn(part);
    parts.push(input.slice(from, index), part);
    from = end;
  }
  return [...parts, input.slice(from)].join('');
}

/** String functions (DMN 1.4 table 75). */
export const stringFunctions: FunctionTable = {
  substring: [
    overload<[string, number, number?]>(
      'string: string, start position: number, length?: number',
      ([text, start, length], call) => substring(text, start, length, call),
    ),
  ],
  'string length': [overload<[string]>('string: string', ([text]) => Array.from(text).length)],
  'upper case': [overload<[string]>('string: string', ([text]) => text.toUpperCase())],
  'lower case': [overload<[string]>('string: string', ([text]) => text.toLowerCase())],
  'substring before': [
    overload<[string, string]>('string: string, match: string', ([text, match]) =>
      text.slice(0, Math.max(0, text.indexOf(match))),
    ),
  ],
  'substring after': [
    overload<[string, string]>('string: string, match: string', ([text, match]) => {
      const at = text.indexOf(match);
      return at < 0 ? '' : text.slice(at + match.length);
    }),
  ],
  replace: [
    overload<[string, string, string, string?]>(
      'input: string, pattern: string, replacement: string, flags?: string',
      ([input, pattern, replacement, flags], call) => replace(input, pattern, replacement, flags, call),
    ),
  ],
  contains: [
    overload<[string, string]>('string: string, match: string', ([text, match]) => text.includes(match)),
  ],
  'starts with': [
    overload<[string, string]>('string: string, match: string', ([text, match]) => text.startsWith(match)),
  ],
  'ends with': [
    overload<[string, string]>('string: string, match: string', ([text, match]) => text.endsWith(match)),
  ],
  matches: [
    overload<[string, string, string?]>(
      'input: string, pattern: string, flags?: string',
      ([input, pattern, flags], call) => {
        const expression = xpathPattern(pattern, flags ?? '', call.isBeforeFive);
        return expression
          ? expression.find(input) !== null
          : call.warn(`matches(): "${pattern}" with the flags "${flags ?? ''}" is no pattern of XPath`);
      },
    ),
  ],
  split: [
    overload<[string, string]>('string: string, delimiter: string', ([text, delimiter], call) => {
      const expression = xpathPattern(delimiter, '', call.isBeforeFive);
      return expression
        ? expression.split(text)
        : call.warn(`split(): "${delimiter}" is no pattern of XPath`);
    }),
  ],
  'string join': [
    overload<[Value[], string?]>('list: list, delimiter?: string', ([list, delimiter], call) =>
      joined(list, delimiter, call),
    ),
    overload<[Value[], string?, string?, string?]>(
      'list: list, delimiter?: string, prefix: string, suffix: string',
      ([list, delimiter, prefix, suffix], call) => {
        const text = joined(list, delimiter, call);
        return text === null ? null : `${prefix}${text}${suffix}`;
      },
    ),
  ],
};

function joined(list: Value[], delimiter: string | undefined, call: Call): string | null {
  const wrong = list.find((item) => item !== null && typeof item !== 'string');
  if (wrong !== undefined) return call.warn('string join(): the list has to hold texts only');
  const texts = list.filter((item) => item !== null) as string[];
  const between = delimiter ?? '';
  const size = texts.reduce((sum, text) => sum + text.length + between.length, 0);
  // Reckoned when it is made; what is too large is not made at all.
  if (size > LARGEST_TEXT) spendOnText(size);
  return texts.join(between);
}
