import { childrenOf } from '../parse.ts';
import { FeelRange, typeOf, type Value } from '../values.ts';
import type { Compiler, NodeCompiler } from './compiler.ts';
import { code, type Frame, type Code, type Level } from './frame.ts';
import { compare, passes } from './operators.ts';
import { readName } from './names.ts';

/** The value under test: `?` of the innermost construct that has one. */
const implied = (compiler: Compiler, level: Level | null): Code => {
  for (let at = level; at; at = at.up)
    if (!at.item && at.names.includes('?')) return readName('?', compiler, level);
  return code('any', (frame) => frame.evaluation.input);
};

/** Unary tests (DMN 1.4 grammar rules 7 to 17 and section 10.3.2.8). */
export const tests: { [node: string]: NodeCompiler } = {
  Wildcard: () => code('test', () => true),
  UnaryTests(node, compiler, level) {
    const parts = childrenOf(node);
    if (parts[0]!.name === 'Wildcard') return code('test', () => true);
    const negated = parts[0]!.name === 'not';
    const list = parts.find((part) => part.name === 'PositiveUnaryTests')!;
    const each = childrenOf(list).map((test) => compiler.compile(test, level).run);
    if (each.length === 1 && !negated) return code('test', (frame) => each[0]!(frame) === true);
    return code('test', (frame) => {
      for (const test of each) if (test(frame) === true) return !negated;
      return negated;
    });
  },
  PositiveUnaryTest(node, compiler, level) {
    let part = childrenOf(node)[0]!;
    // `x in (> 5)` has a single test, which the grammar takes for an expression in parentheses
    while (
      part.name === 'ParenthesizedExpression' &&
      /^(Parenthesized|SimplePositive)/.test(childrenOf(part)[1]!.name)
    ) {
      part = childrenOf(part)[1]!;
    }
    const input = implied(compiler, level).run;
    const symbolAndValue = childrenOf(part);
    if (part.name === 'SimplePositiveUnaryTest' && symbolAndValue.length === 2) {
      const symbol = compiler.slice(symbolAndValue[0]!);
      const limit = compiler.compile(symbolAndValue[1]!, level).run;
      return code('test', (frame) => {
        const value = input(frame);
        const against = limit(frame);
        const result = compare(symbol, value, against);
        return result === null && value !== null
          ? frame.evaluation.warn(`A ${typeOf(value)} cannot be compared with a ${typeOf(against)}`)
          : result;
      });
    }
    const test = compiler.compile(part, level);
    // a condition on `?` answers by itself; a value is compared with `?`
    if (compiler.usesInput(part)) {
      return code('test', (frame) => {
        const result = test.run(frame);
        return typeof result === 'boolean' || result === null ? result : passes(result, input(frame));
      });
    }
    const condition = test.kind === 'test';
    return code('test', (frame) => {
      const result = test.run(frame);
      const value = input(frame);
      if (typeof result === 'boolean' && (condition || typeof value !== 'boolean')) return result;
      return passes(result, value);
    });
  },
  // outside of unary tests `> 5` is the range of what is greater, and `= 5` the range of that value alone
  SimplePositiveUnaryTest(node, compiler, level) {
    const parts = childrenOf(node);
    if (parts.length === 1) return compiler.compile(parts[0]!, level);
    const symbol = compiler.slice(parts[0]!);
    const limit = compiler.compile(parts[1]!, level).run;
    return code('comparator', (frame) => {
      const value = limit(frame);
      if (symbol === '>' || symbol === '>=') return new FeelRange(value, null, symbol === '>=', false);
      if (symbol === '<' || symbol === '<=') return new FeelRange(null, value, false, symbol === '<=');
      return symbol === '='
        ? new FeelRange(value, value, true, true, { isSingle: true })
        : frame.evaluation.warn(`"${compiler.slice(node)}" is no range`);
    });
  },
};

/** Code that answers whether an item passes a comparator that stands in a filter (`list[> 5]`). */
export function itemTest(comparator: (frame: Frame) => Value): (frame: Frame) => boolean {
  return (frame) => passes(comparator(frame), frame.slots[0] as Value) === true;
}
