import { evaluate } from 'feelin';
import type { Json } from '../core/types.ts';
import { compileExpression } from './index.ts';

/** Time of one evaluation, in nanoseconds. */
export interface ExpressionFigure {
  expression: string;
  /** Found in the cache by its text and evaluated, as the engine does at each step. */
  compiled: number;
  /** Parsed and compiled for the first time. */
  compile: number;
  /** The same by `feelin`, which parses at each evaluation. */
  feelin: number;
}

const variables: { [name: string]: Json } = {
  risk: 'high',
  items: [1, 2, 3, 4],
  experts: ['anna', 'boris'],
  a: { b: 2 },
};
const expressions = [
  'risk = "high"',
  'count(items) > 3',
  'experts',
  'a.b + 1',
  '"literal"',
  'if risk = "high" then "x" else "y"',
  'items[item > 2]',
  'date("2024-01-01") + duration("P1D")',
];

/** Measures compiled expressions against plain `feelin`; `clock` gives nanoseconds (in Node: `() => Number(process.hrtime.bigint())`). */
export function benchExpressions(clock: () => number): ExpressionFigure[] {
  const scope = {
    get: (name: string): Json | undefined => variables[name],
    names: () => Object.keys(variables),
  };
  const environment = { now: 0, timeZone: 'UTC' };
  const each = (times: number, run: (index: number) => void): number => {
    for (let index = 0; index < times / 10; index++) run(-index - 1);
    const from = clock();
    for (let index = 0; index < times; index++) run(index);
    return Math.round((clock() - from) / times);
  };
  return expressions.map((expression) => ({
    expression,
    compiled: each(500_000, () => compileExpression(expression).evaluate(scope, environment)),
    // spaces make a text that is not in the cache yet
    compile: each(200, (index) => compileExpression(`${expression}${' '.repeat(index + 21)}`)),
    feelin: each(1000, () => evaluate(expression, variables)),
  }));
}
