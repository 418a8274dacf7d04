import type { SyntaxNode } from '@lezer/common';
import { parser, trackVariables } from 'lezer-feel';
import { FeelSyntaxError } from './errors.ts';
import { keywordNames } from './builtins/registry.ts';

/** Names known while parsing, with the names inside their values; FEEL needs them where names hold operators or keywords. */
export type Shape = { [name: string]: Shape | null };

/** Node of the syntax tree together with the text it spells. */
export type Syntax = SyntaxNode;

const withoutNames = new Map<string, ReturnType<typeof configured>>();

function configured(top: string, known: Shape): ReturnType<typeof parser.configure> {
  return parser.configure({ top, dialect: 'camunda', contextTracker: trackVariables(known) });
}

/** Most texts are parsed without names of a model: their parser is made once. */
function plainParser(top: string): ReturnType<typeof configured> {
  let made = withoutNames.get(top);
  if (!made) withoutNames.set(top, (made = configured(top, keywordNames())));
  return made;
}

/**
 * Parses FEEL by the grammar that the editors use (`lezer-feel`), with its back-ticked names; throws FeelSyntaxError
 * at the first place that is not FEEL.
 */
export function parseFeel(text: string, top: 'Expression' | 'UnaryTests', names?: Shape): Syntax {
  guardSize(text);
  const needed = names && unusual(names, text);
  const parse = needed ? configured(top, { ...keywordNames(), ...needed }) : plainParser(top);
  const tree = parse.parse(withoutRangeTypes(text));
  tree.iterate({
    enter(at) {
      if (!at.type.isError) return;
      // an error without a text of its own stands before the token that was not expected
      const rest = text.slice(at.from);
      const from = at.to > at.from ? at.from : at.from + rest.length - rest.trimStart().length;
      const found = text
        .slice(from, at.to > at.from ? at.to : undefined)
        .trim()
        .split(/\s/)[0]!
        .slice(0, 100);
      const to = from + found.length;
      const shown = text.length > 300 ? `${text.slice(0, 300)}…` : text;
      const inside = at.node.parent?.name ?? top;
      const message = found
        ? `FEEL: "${found}" at character ${from + 1} of "${shown}" was not expected in ${inside}`
        : `FEEL: "${shown}" ends at character ${from + 1} where ${inside} should go on`;
      throw new FeelSyntaxError(message, text, { from, to });
    },
  });
  const root = tree.topNode;
  if (!root.firstChild)
    throw new FeelSyntaxError(`FEEL: an expression was expected, but the text is empty`, text, {
      from: 0,
      to: text.length,
    });
  return root;
}

/** The grammar has no `range<…>`: it is read as the list type at the same place, which the compiler tells apart by the text. */
const RANGE_TYPE = /(\binstance\s+of\s+|\blist\s*<\s*|[,<]\s*[\p{L}_][\p{L}\p{N}_ ]*:\s*)range(?=\s*<)/gu;
const withoutRangeTypes = (text: string): string =>
  text.includes('range') ? text.replace(RANGE_TYPE, '$1list ') : text;

/** Longer or deeper texts are refused before they are parsed, so that no text can hold a worker up. */
const MOST_CHARACTERS = 100_000;
const MOST_LEVELS = 250;
/** Words in a row may be one name, for which the parser tries all of them. */
const MOST_WORDS = 100;

/** Texts, comments, words and signs, so that brackets and words inside texts do not count. */
const TOKENS = /"(?:[^"\\]|\\.)*"|\/\/.*|\/\*[^]*?\*\/|[\p{L}\p{N}_]+|[^\s]/gu;

function guardSize(text: string): void {
  const refuse = (message: string, from: number): never => {
    throw new FeelSyntaxError(`FEEL: ${message}`, text.slice(0, 200), { from, to: text.length });
  };
  if (text.length > MOST_CHARACTERS)
    refuse(`expected at most ${MOST_CHARACTERS} characters, found ${text.length}`, MOST_CHARACTERS);
  if (text.length < MOST_WORDS * 2) return;
  let [level, words] = [0, 0];
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (/^[([{]$|^if$/.test(token)) level++;
    else if (/^[)\]}]$|^else$/.test(token)) level--;
    words = /^[\p{L}\p{N}_]/u.test(token) && !WORDS.has(token) ? words + 1 : 0;
    if (words > MOST_WORDS)
      refuse(`expected at most ${MOST_WORDS} words in a row, found more at character ${index + 1}`, index);
    if (level > MOST_LEVELS)
      refuse(
        `expected at most ${MOST_LEVELS} levels of brackets and conditions, found more at character ${index + 1}`,
        index,
      );
  }
}

const PLAIN = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const WORDS = new Set(
  'and between else every external false for function if in instance not null of or return satisfies some then true'.split(
    ' ',
  ),
);

/**
 * The names that the grammar cannot read without knowing them, as far as they may occur in the text; undefined without
 * any, which is the usual case: making a parser costs a hundred times what it costs to use one.
 */
function unusual(names: Shape, text: string): Shape | undefined {
  let found: Shape | undefined;
  for (const [name, inner] of Object.entries(names)) {
    const [first = ''] = /[\p{L}\p{N}_]+/u.exec(name) ?? [];
    if (!text.includes(first)) continue;
    const inside = inner && unusual(inner, text);
    if (inside || !PLAIN.test(name) || WORDS.has(name)) (found ??= {})[name] = inner;
  }
  return found;
}

/** Children of a node without comments. */
export function childrenOf(node: Syntax): Syntax[] {
  const children: Syntax[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
}
