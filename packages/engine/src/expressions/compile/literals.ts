import { setEntry } from '../contexts.ts';
import { FeelSyntaxError } from '../errors.ts';
import { childrenOf } from '../parse.ts';
import { parseAtLiteral } from '../temporal/parse.ts';
import { FeelRange, type FeelContext, type Value } from '../values.ts';
import type { NodeCompiler } from './compiler.ts';
import { code, constant, Frame, type Code } from './frame.ts';

const ESCAPE = /\\(?:(["'\\nrt])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6}))/g;
const CONTROL: { [letter: string]: string } = { n: '\n', r: '\r', t: '\t' };

/** Text of a string literal without quotes and escapes (DMN 1.4 grammar rules 35 and 64). */
export const unquote = (literal: string): string =>
  literal
    .slice(1, -1)
    .replace(ESCAPE, (_, letter: string | undefined, unit: string | undefined, point: string | undefined) =>
      letter
        ? (CONTROL[letter] ?? letter)
        : unit
          ? String.fromCharCode(parseInt(unit, 16))
          : String.fromCodePoint(parseInt(point!, 16)),
    );

const only: NodeCompiler = (node, compiler, level) => compiler.compile(childrenOf(node)[0]!, level);

/** Literals, lists, contexts and ranges (DMN 1.4 section 10.3.2.3). */
export const literals: { [node: string]: NodeCompiler } = {
  Expression: only,
  ParenthesizedExpression: (node, compiler, level) => compiler.compile(childrenOf(node)[1]!, level),
  null: () => constant('any', null),
  BooleanLiteral: (node, compiler) => constant('boolean', compiler.slice(node) === 'true'),
  NumericLiteral(node, compiler) {
    const number = Number(compiler.slice(node).replace(/\s/g, ''));
    return Number.isFinite(number) ? constant('number', number) : constant('any', null);
  },
  StringLiteral: (node, compiler) => constant('string', unquote(compiler.slice(node))),
  AtLiteral(node, compiler) {
    const text = unquote(compiler.slice(childrenOf(node)[0]!));
    const value = parseAtLiteral(text);
    return value
      ? constant('any', value)
      : code('any', (frame) => frame.evaluation.warn(`@"${text}" is no date, time or duration`));
  },
  List(node, compiler, level) {
    const items = childrenOf(node)
      .slice(1, -1)
      .map((item) => compiler.compile(item, level));
    return code('any', (frame) => items.map((item) => item.run(frame)));
  },
  Context(node, compiler, level) {
    const names: string[] = [];
    const inner = { names, up: level };
    const entries: Code[] = [];
    const seen = new Set<string>();
    let twice: string | undefined;
    for (const entry of childrenOf(node).slice(1, -1)) {
      const [key, value] = childrenOf(entry);
      const keyNode = childrenOf(key!)[0] ?? key!;
      const name =
        keyNode.name === 'StringLiteral' ? unquote(compiler.slice(keyNode)) : compiler.nameOf(key!);
      if (seen.has(name)) twice = name;
      seen.add(name);
      // a function sees its own name, so it may call itself; a value sees the entries before it
      if (value!.name === 'FunctionDefinition') names.push(name);
      entries.push(compiler.compile(value!, inner));
      if (value!.name !== 'FunctionDefinition') names.push(name);
    }
    if (twice !== undefined)
      return code('any', (frame) => frame.evaluation.warn(`The context has two entries "${twice}"`));
    return code('any', (frame) => {
      const slots: Value[] = [];
      const own = new Frame(frame, frame.evaluation, slots);
      const result: FeelContext = {};
      for (let index = 0; index < entries.length; index++)
        setEntry(result, names[index]!, (slots[index] = entries[index]!.run(own)));
      return result;
    });
  },
  Interval(node, compiler, level) {
    const parts = childrenOf(node);
    const [open, from, , to, close] = parts;
    if (parts.length !== 5)
      throw new FeelSyntaxError(`FEEL: "${compiler.slice(node)}" is no range`, compiler.text, {
        from: node.from,
        to: node.to,
      });
    const start = compiler.compile(from!, level);
    const end = compiler.compile(to!, level);
    const startIncluded = compiler.slice(open!) === '[';
    const endIncluded = compiler.slice(close!) === ']';
    return code('comparator', (frame) => {
      const low = start.run(frame);
      const high = end.run(frame);
      const isUnknown = low === null || high === null;
      return new FeelRange(low, high, startIncluded && low !== null, endIncluded && high !== null, {
        isUnknown,
      });
    });
  },
};
