import { add, divide, multiply, snap, subtract } from '../decimals.ts';
import { spendOnText } from '../meter.ts';
import { childrenOf } from '../parse.ts';
import { addDuration, subtractPoints } from '../temporal/arithmetic.ts';
import {
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  isDuration,
  YearsMonthsDuration,
} from '../temporal/values.ts';
import { compareValues, equalValues, FeelRange, rangeIncludes, typeOf, type Value } from '../values.ts';
import type { NodeCompiler } from './compiler.ts';
import { code, constant, Frame } from './frame.ts';

type Operation = (left: Value, right: Value) => Value | undefined;
type Point = FeelDate | FeelTime | FeelDateTime;
const isPoint = (value: Value): value is Point =>
  value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime;
const nanosTimes = (nanos: bigint, factor: number): DaysTimeDuration =>
  Number.isInteger(factor)
    ? new DaysTimeDuration(nanos * BigInt(factor))
    : new DaysTimeDuration(BigInt(Math.round(Number(nanos) * factor)));

// what an operation gives for operands that are not two numbers: DMN 1.4 tables 55 to 58; undefined: no such operation
const operations: {
  [symbol: string]: {
    verb: string;
    numbers: (left: number, right: number) => number | null;
    others: Operation;
  };
} = {
  '+': {
    verb: 'add',
    numbers: add,
    others(left, right) {
      if (typeof left === 'string' && typeof right === 'string') {
        spendOnText(left.length + right.length);
        return left + right;
      }
      if (left instanceof DaysTimeDuration && right instanceof DaysTimeDuration)
        return new DaysTimeDuration(left.nanos + right.nanos);
      if (left instanceof YearsMonthsDuration && right instanceof YearsMonthsDuration)
        return new YearsMonthsDuration(left.months + right.months);
      if (isPoint(left) && isDuration(right)) return addDuration(left, right) ?? undefined;
      return isDuration(left) && isPoint(right) ? (addDuration(right, left) ?? undefined) : undefined;
    },
  },
  '-': {
    verb: 'subtract',
    numbers: subtract,
    others(left, right) {
      if (left instanceof DaysTimeDuration && right instanceof DaysTimeDuration)
        return new DaysTimeDuration(left.nanos - right.nanos);
      if (left instanceof YearsMonthsDuration && right instanceof YearsMonthsDuration)
        return new YearsMonthsDuration(left.months - right.months);
      if (isPoint(left) && isPoint(right)) return subtractPoints(left, right) ?? undefined;
      if (!isPoint(left) || !isDuration(right)) return undefined;
      const back =
        right instanceof DaysTimeDuration
          ? new DaysTimeDuration(-right.nanos)
          : new YearsMonthsDuration(-right.months);
      return addDuration(left, back) ?? undefined;
    },
  },
  '*': {
    verb: 'multiply',
    numbers: multiply,
    others(left, right) {
      const [by, duration] = typeof left === 'number' ? [left, right] : [right, left];
      if (typeof by !== 'number') return undefined;
      if (duration instanceof DaysTimeDuration) return nanosTimes(duration.nanos, by);
      return duration instanceof YearsMonthsDuration
        ? new YearsMonthsDuration(Math.trunc(duration.months * by))
        : undefined;
    },
  },
  '/': {
    verb: 'divide',
    numbers: divide,
    others(left, right) {
      if (left instanceof DaysTimeDuration) {
        if (right instanceof DaysTimeDuration)
          return right.nanos === 0n ? null : divide(Number(left.nanos), Number(right.nanos));
        return typeof right === 'number' && right !== 0
          ? new DaysTimeDuration(BigInt(Math.round(Number(left.nanos) / right)))
          : undefined;
      }
      if (!(left instanceof YearsMonthsDuration)) return undefined;
      if (right instanceof YearsMonthsDuration) return divide(left.months, right.months);
      return typeof right === 'number' && right !== 0
        ? new YearsMonthsDuration(Math.trunc(left.months / right))
        : undefined;
    },
  },
  '**': { verb: 'raise', numbers: (left, right) => snap(left ** right), others: () => undefined },
};

/** Whether a comparison holds: null where the two are not comparable. */
export function compare(symbol: string, left: Value, right: Value): boolean | null {
  if (symbol === '=') return equalValues(left, right);
  if (symbol === '!=') {
    const equal = equalValues(left, right);
    return equal === null ? null : !equal;
  }
  const order = compareValues(left, right);
  if (order === null) return null;
  if (symbol === '<') return order < 0;
  if (symbol === '<=') return order <= 0;
  return symbol === '>' ? order > 0 : order >= 0;
}

function comparison(
  symbol: string,
  left: (frame: Frame) => Value,
  right: (frame: Frame) => Value,
): (frame: Frame) => Value {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    const result = compare(symbol, a, b);
    if (result === null && a !== null && b !== null)
      frame.evaluation.warn(`A ${typeOf(a)} cannot be compared with a ${typeOf(b)}`);
    return result;
  };
}

/** Arithmetic, comparison and three-valued logic (DMN 1.4 tables 49 to 58). */
export const operators: { [node: string]: NodeCompiler } = {
  ArithmeticExpression(node, compiler, level) {
    const parts = childrenOf(node);
    if (parts.length === 2) {
      const operand = compiler.compile(parts[1]!, level);
      if (operand.kind === 'number' && typeof operand.constant === 'number')
        return constant('number', -operand.constant);
      return code('number', (frame) => {
        const value = operand.run(frame);
        if (typeof value === 'number') return -value;
        if (value instanceof DaysTimeDuration) return new DaysTimeDuration(-value.nanos);
        if (value instanceof YearsMonthsDuration) return new YearsMonthsDuration(-value.months);
        return frame.evaluation.warn(`A ${typeOf(value)} has no negative`);
      });
    }
    const symbol = compiler.slice(parts[1]!);
    const { verb, numbers, others } = operations[symbol === '^' ? '**' : symbol]!;
    const left = compiler.compile(parts[0]!, level).run;
    const right = compiler.compile(parts[2]!, level).run;
    return code('any', (frame) => {
      const a = left(frame);
      const b = right(frame);
      if (typeof a === 'number' && typeof b === 'number') {
        const result = numbers(a, b);
        return result !== null && Number.isFinite(result)
          ? result
          : frame.evaluation.warn(`${a} ${symbol} ${b} is no number`);
      }
      const single = symbol === '+' || symbol === '-' ? others(one(a), one(b)) : others(a, b);
      if (single !== undefined) return single;
      return frame.evaluation.warn(
        `A ${typeOf(a)} and a ${typeOf(b)} cannot be put together by "${symbol}" (${verb})`,
      );
    });
  },
  Comparison(node, compiler, level) {
    const parts = childrenOf(node);
    const operator = compiler.slice(parts[1]!);
    const left = compiler.compile(parts[0]!, level).run;
    if (operator === 'between') {
      const low = compiler.compile(parts[2]!, level).run;
      const high = compiler.compile(parts[4]!, level).run;
      return code('test', (frame) => {
        const value = left(frame);
        const from = compareValues(value, low(frame));
        const to = compareValues(value, high(frame));
        return from === null || to === null
          ? frame.evaluation.warn(`"${compiler.slice(node)}" compares what has no common order`)
          : from >= 0 && to <= 0;
      });
    }
    if (operator === 'in') {
      const list = parts.find((part) => part.name === 'PositiveUnaryTests');
      const tests = (list ? childrenOf(list) : [parts[2]!]).map((test) =>
        compiler.compile(test, { names: ['?'], up: level }),
      );
      return code('test', (frame) => {
        const inner = new Frame(frame, frame.evaluation, [left(frame)]);
        let unknown = false;
        for (const test of tests) {
          const result = test.run(inner);
          if (result === true) return true;
          if (result === null) unknown = true;
        }
        return unknown ? null : false;
      });
    }
    return code('test', comparison(operator, left, compiler.compile(parts[2]!, level).run));
  },
  // a left side that decides spares the right one, which cannot change the result
  Conjunction(node, compiler, level) {
    const [a, , b] = childrenOf(node);
    const left = compiler.compile(a!, level).run;
    const right = compiler.compile(b!, level).run;
    return code('test', (frame) => {
      const first = left(frame);
      if (first === false) return false;
      const second = right(frame);
      return second === false ? false : first === true && second === true ? true : null;
    });
  },
  Disjunction(node, compiler, level) {
    const [a, , b] = childrenOf(node);
    const left = compiler.compile(a!, level).run;
    const right = compiler.compile(b!, level).run;
    return code('test', (frame) => {
      const first = left(frame);
      if (first === true) return true;
      const second = right(frame);
      return second === true ? true : first === false && second === false ? false : null;
    });
  },
};

/** FEEL takes a list of one for its element where one value is needed (DMN 1.4 section 10.3.2.9.4). */
const one = (value: Value): Value => (Array.isArray(value) && value.length === 1 ? value[0]! : value);

/** Whether a value passes a comparator: a range, or a value compared by `=` or by being among a list. */
export function passes(test: Value, value: Value): boolean | null {
  if (test instanceof FeelRange) {
    // a range among ranges is looked for as a whole
    return value instanceof FeelRange ? equalValues(test, value) : rangeIncludes(test, value);
  }
  const equal = equalValues(value, test);
  if (equal === true || !Array.isArray(test)) return equal ?? false;
  return test.some((item) => passes(item, value) === true);
}
