import {
  compileExpression,
  compileUnaryTests,
  type CompileOptions,
  type Value,
} from '../expressions/index.ts';
import { add } from '../expressions/decimals.ts';
import { compareValues, equalValues, type FeelContext } from '../expressions/values.ts';
import { setEntry } from '../expressions/contexts.ts';
import { Misfit, type ItemTypes } from './item-types.ts';
import { type Layer, recorded, type Run } from './run.ts';
import type { Boxed, DecisionProblem, TableInput, TableOutput, TableRule } from './types.ts';

type Table = Extract<Boxed, { kind: 'table' }>;
type Evaluator = (scope: Layer, run: Run) => Value;

interface Matched {
  rule: TableRule;
  index: number;
  outputs: Value[];
}

/** Name of an input column in messages. */
export const inputLabel = (input: TableInput): string => input.label || input.expression;
const outputLabel = (output: TableOutput): string => output.name ?? output.label ?? 'output';

/** Compiles a decision table (DMN 1.5 section 8). */
export function prepareTable(
  table: Table,
  options: CompileOptions,
  types: ItemTypes,
  compile: (text: string, place: Partial<DecisionProblem>, options: CompileOptions) => Evaluator,
): Evaluator {
  const inputs = table.inputs.map((input) => ({
    input,
    read: compile(input.expression || 'null', { column: inputLabel(input) }, options),
  }));
  const rules = table.rules.map((rule, index) => {
    const place = (column: string | undefined): Partial<DecisionProblem> => ({
      ruleIndex: index + 1,
      ruleId: rule.id,
      column,
    });
    return {
      rule,
      index,
      tests: table.inputs.map((input, at) =>
        prepareTest(rule.inputs[at] ?? '', options, place(inputLabel(input))),
      ),
      outputs: table.outputs.map((output, at) =>
        compile(rule.outputs[at] || 'null', place(outputLabel(output)), options),
      ),
    };
  });
  const defaults = table.outputs.some((output) => output.default !== undefined)
    ? table.outputs.map((output) =>
        compile(output.default ?? 'null', { column: outputLabel(output) }, options),
      )
    : undefined;
  const priorities = table.outputs.map((output) => preparePriority(output, options, types));
  const firstOnly = table.hitPolicy === 'F';

  return (scope, run) => {
    const values: Value[] = [];
    const record = inputs.map(({ input }) => ({
      id: input.id,
      label: inputLabel(input),
      value: null as ReturnType<typeof recorded>,
    }));
    run.inputs = record;
    let broken = false;
    for (const [at, { input, read }] of inputs.entries()) {
      const column = inputLabel(input);
      const value = read(scope, run);
      const fitted = types.fit(value, input.type, run.environment);
      const fault = fitted instanceof Misfit ? fitted : types.misses(fitted, input.allowed, run.environment);
      record[at]!.value = recorded(value);
      if (fault) {
        run.problem(
          fitted instanceof Misfit ? 'input-type' : 'input-value',
          `Column "${column}" of "${run.place.name}": ${fault.message}`,
          { column },
        );
        broken = true;
      }
      values.push(fitted instanceof Misfit ? null : fitted);
    }
    if (broken) return null;
    const matched: Matched[] = [];
    for (const { rule, index, tests, outputs } of rules) {
      if (!tests.every((test, at) => test(values[at]!, scope, run))) continue;
      const results = outputs.map((output, at) => {
        const { type } = table.outputs[at]!;
        const fitted = types.fit(output(scope, run), type, run.environment);
        const column = outputLabel(table.outputs[at]!);
        return fitted instanceof Misfit
          ? run.problem(
              'output-type',
              `Rule ${index + 1}, column "${column}" of "${run.place.name}": ${fitted.message}`,
              { ruleIndex: index + 1, ruleId: rule.id, column },
            )
          : fitted;
      });
      matched.push({ rule, index, outputs: results });
      if (firstOnly) break;
    }
    for (const { rule, index, outputs } of matched) {
      run.matchedRules.push({
        decisionId: run.place.id,
        tableId: table.id,
        ruleIndex: index + 1,
        ruleId: rule.id,
        inputs: values.map(recorded),
        outputs: Object.fromEntries(
          outputs.map((value, at) => [outputLabel(table.outputs[at]!), recorded(value)]),
        ),
      });
    }
    if (!matched.length) {
      if (defaults)
        return whole(
          table,
          defaults.map((each) => each(scope, run)),
        );
      // a count of nothing is zero; every other policy has no result then
      return table.hitPolicy === 'C#' ? 0 : null;
    }
    return decide(
      table,
      matched,
      priorities.map((priority) => priority(scope, run)),
      run,
    );
  };
}

function prepareTest(
  text: string,
  options: CompileOptions,
  place: Partial<DecisionProblem>,
): (value: Value, scope: Layer, run: Run) => boolean {
  if (text === '' || text === '-') return () => true;
  try {
    const tests = compileUnaryTests(text, options);
    return (value, scope, run) => {
      const warnings: string[] = [];
      const passed = tests.test(value, scope, run.environment, warnings);
      // null is an answer that tests meet every day
      if (warnings.length && value !== null) run.warn(warnings, text, place);
      return passed;
    };
  } catch (error) {
    return (_value, _scope, run) => {
      run.problem('expression', (error as Error).message, place);
      return false;
    };
  }
}

/** The place of each value in the allowed outputs: lower is more important. */
function preparePriority(
  output: TableOutput,
  options: CompileOptions,
  types: ItemTypes,
): (scope: Layer, run: Run) => (value: Value) => number {
  if (output.allowed === undefined) return () => () => 0;
  try {
    const list = compileExpression(`[${output.allowed}]`, options);
    return (scope, run) => {
      const values = (list.value(scope, run.environment) as Value[]).map((value) => {
        const fitted = types.fit(value, output.type, run.environment);
        return fitted instanceof Misfit ? value : fitted;
      });
      return (value) => {
        const at = values.findIndex((each) => equalValues(each, value) === true);
        return at < 0 ? values.length : at;
      };
    };
  } catch {
    return () => () => 0;
  }
}

/** The result of a line: the value of the only column, or a context of the columns' names. */
function whole(table: Table, outputs: Value[]): Value {
  if (table.outputs.length === 1) return outputs[0] ?? null;
  const result: FeelContext = {};
  table.outputs.forEach((output, at) => setEntry(result, outputLabel(output), outputs[at] ?? null));
  return result;
}

/** One result of all lines that matched, by the hit policy (DMN 1.5 sections 8.2.10 and 8.2.11). */
function decide(table: Table, matched: Matched[], priorities: ((value: Value) => number)[], run: Run): Value {
  const results = (list: Matched[]): Value[] => list.map(({ outputs }) => whole(table, outputs));
  const lines = matched.map(({ index }) => index + 1).join(', ');
  const ordered = (): Matched[] =>
    matched.slice().sort((a, b) => {
      for (const [at, priority] of priorities.entries()) {
        const order = priority(a.outputs[at]!) - priority(b.outputs[at]!);
        if (order) return order;
      }
      return a.index - b.index;
    });
  switch (table.hitPolicy) {
    case 'U':
      if (matched.length === 1) return results(matched)[0]!;
      return run.problem(
        'hit-policy',
        `"${run.place.name}" has the hit policy unique, but the rules ${lines} all match`,
        { ruleIndex: matched[1]!.index + 1, ruleId: matched[1]!.rule.id },
      );
    case 'A': {
      const [first, ...rest] = results(matched);
      if (rest.every((each) => each === first || equalValues(each, first!) === true)) return first!;
      return run.problem(
        'hit-policy',
        `"${run.place.name}" has the hit policy any, but the rules ${lines} match with different results`,
        { ruleIndex: matched[1]!.index + 1, ruleId: matched[1]!.rule.id },
      );
    }
    case 'F':
      return results(matched)[0]!;
    case 'P':
      return results(ordered())[0]!;
    case 'O':
      return results(ordered());
    case 'R':
    case 'C':
      return results(matched);
    case 'C#':
      return matched.length;
    default:
      return aggregate(table, results(matched), run);
  }
}

function aggregate({ hitPolicy, outputs }: Table, values: Value[], run: Run): Value {
  if (outputs.length > 1)
    return run.problem(
      'hit-policy',
      `"${run.place.name}" collects ${outputs.length} columns by ${hitPolicy}, which needs exactly one`,
    );
  if (hitPolicy === 'C+') {
    if (values.every((value) => typeof value === 'number')) return (values as number[]).reduce(add, 0);
  } else {
    const wanted = hitPolicy === 'C<' ? -1 : 1;
    let best: Value = values[0]!;
    let ordered = values.length > 1 || compareValues(best, best) !== null;
    for (const value of values.slice(1)) {
      const order = compareValues(value, best);
      if (order === null) ordered = false;
      else if (order * wanted > 0) best = value;
    }
    if (ordered) return best;
  }
  return run.problem(
    'output-type',
    `"${run.place.name}" collects by ${hitPolicy}, but its results cannot be put together so`,
  );
}
