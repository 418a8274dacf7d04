import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  compileExpression,
  compileUnaryTests,
  fromTyped,
  toTyped,
  type FeelContext,
  type Value,
} from '@opora/engine';
import type { Outcome } from './outcome.ts';
import { isExpected } from './same-value.ts';

/** An expression or unary tests with the expected result; values of time are `{"@type", "@value"}`. */
export interface FeelCase {
  id: string;
  kind: 'expression' | 'unaryTests';
  expression: string;
  context?: FeelContext;
  input?: unknown;
  expected: unknown;
  source?: string;
}

/** The moment at which all cases are evaluated: 15 January 2024, 22:30 UTC, in Irkutsk the next morning. */
export const MOMENT = { now: Date.UTC(2024, 0, 15, 22, 30), timeZone: 'Asia/Irkutsk' };

/** Reads a file with a list of cases. */
export const readFeelFile = (file: string): FeelCase[] =>
  JSON.parse(readFileSync(file, 'utf8')) as FeelCase[];

/** Reads all JSON files of a folder. */
export const readFeelCases = (folder: string): FeelCase[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readFeelFile(join(folder, name)));

/** The group of a case: the folder of its source, else the kind. */
function featureOf({ kind, source }: FeelCase): string {
  const group = /(\d{4}-[\w-]+)\//.exec(source ?? '')?.[1];
  if (group) return `FEEL ${group}`;
  return kind === 'unaryTests' ? 'FEEL unary tests' : 'FEEL expressions';
}

/** Evaluates one case. */
export function runFeel(test: FeelCase): Outcome {
  const name = `${test.id} ${test.expression}`;
  const feature = featureOf(test);
  try {
    const actual = evaluate(test);
    if (isExpected(test.expected, actual)) return { name, feature, result: 'passed' };
    return {
      name,
      feature,
      result: 'failed',
      reason: `expected ${JSON.stringify(test.expected)}, found ${JSON.stringify(toTyped(actual))}`,
    };
  } catch (error) {
    return { name, feature, result: 'failed', reason: (error as Error).message };
  }
}

function evaluate({ kind, expression, context, input }: FeelCase): Value {
  const variables = fromTyped(context ?? {}) as FeelContext;
  const scope = {
    get: (name: string): Value | undefined => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    names: () => Object.keys(variables),
  };
  const options = context && { names: shapeOf(context) };
  if (kind !== 'unaryTests' && kind !== 'expression')
    throw new Error(`expected the kind expression or unaryTests, found ${JSON.stringify(kind)}`);
  if (kind === 'expression') return compileExpression(expression, options).value(scope, MOMENT);
  return compileUnaryTests(expression, options).test(fromTyped(input), scope, MOMENT);
}

type Shape = { [name: string]: Shape | null };

/** Names inside a value: those that a model would know from its types. */
function shapeOf(value: unknown): Shape {
  if (Array.isArray(value)) return Object.assign({}, ...value.map(shapeOf)) as Shape;
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shapeOf(item)]));
}
