import fc from 'fast-check';
import { BoundedPattern } from './bounded-pattern.ts';

/** What V8 finds, in the form of the matcher. */
function native(expression: RegExp, text: string): object | null {
  const found = expression.exec(text);
  return found && { index: found.index, end: found.index + found[0].length, groups: [...found] };
}

const atom = fc.constantFrom(
  'a',
  'b',
  'Я',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\p{L}',
  '\\.',
  '(?:ab)',
  '^',
  '$',
  '\\b',
);
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,}', '*?', '+?', '??');
const pattern = fc.letrec<{ part: string; whole: string }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(atom, quantifier).map(([one, times]) => (/^(\^|\$|\\b)$/.test(one) ? one : one + times)),
    fc.tuple(tie('whole'), quantifier).map(([inner, times]) => `(${inner})${times}`),
    fc.tuple(tie('whole'), fc.constantFrom('(?=', '(?!')).map(([inner, look]) => `${look}${inner})`),
  ),
  whole: fc
    .array(fc.array(tie('part'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 })
    .map((all) => all.map((parts) => parts.join('')).join('|')),
})).whole;
const texts = fc
  .array(fc.constantFrom('a', 'b', 'Я', '1', '.', '\n'), { maxLength: 7 })
  .map((all) => all.join(''));

test('finds what V8 finds, with the same groups, whatever the pattern and the text', () => {
  fc.assert(
    fc.property(pattern, texts, fc.constantFrom('u', 'v', 'iu', 'mv', 'su'), (source, text, flags) => {
      const expression = new RegExp(source, flags);
      expect(new BoundedPattern(expression).find(text)).toEqual(native(expression, text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['(a)\\1+b', 'xaaab'],
  ['(?:(a)|b)*', 'ab'],
  ['^(\\w+\\s?)+$', 'one two three'],
  ['[[a-z]--[aeiou]]+', 'aeixyz'],
  ['([^,]*),([^,]*)', 'left,right'],
  ['(a*)*', 'b'],
  ['(a*?){2,}b', 'aab'],
  ['(.)(.)$', 'a😀b😀'],
  ['^.{2}(?=b)', '😀😀b'],
])('%s on «%s» as V8 does', (source, text) => {
  const expression = new RegExp(source, 'v');
  expect(new BoundedPattern(expression).find(text)).toEqual(native(expression, text));
});

test('a construct that XPath does not have is refused', () => {
  expect(() => new BoundedPattern(/(?<=a)b+c+/u)).toThrow(/XPath does not know/);
  expect(() => new BoundedPattern(/(a{1000}){1000}/u)).toThrow(/too long/);
});
