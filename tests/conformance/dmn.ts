import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decideValue, fromTyped, toTyped, type DecisionModel, type FeelContext } from '@opora/engine';
import { compileDecisions, type CompiledDecisions } from '@opora/engine/compile';
import { MOMENT } from './feel.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { isExpected } from './same-value.ts';

interface DmnTest {
  id: string;
  /** File of the model, beside `testcases.json`. */
  model: string;
  inputs?: FeelContext;
  /** Expected values by name of the decision. */
  expect?: { [decision: string]: unknown };
  /** Decisions that must not give a value: their names, or true for all that are expected. */
  errorResult?: boolean | string | string[] | { [decision: string]: unknown };
}

/** Runs every test of a folder with models and `testcases.json`: one outcome for each expected value. */
export async function runDmnFolder(folder: string, name: string): Promise<Outcome[]> {
  const about = { name, feature: `DMN ${name.split('/').at(-1)}` };
  try {
    const tests = JSON.parse(readFileSync(join(folder, 'testcases.json'), 'utf8')) as DmnTest[];
    // Together: a model may import another one of its folder.
    const files = readdirSync(folder).filter((file) => file.endsWith('.dmn'));
    const compiled = await compileDecisions(files.map((file) => readFileSync(join(folder, file), 'utf8')));
    return tests.flatMap((test) => {
      const found = compiled[files.indexOf(test.model)];
      if (!found)
        throw new Error(`expected the model ${test.model} in the folder, found ${files.join(', ')}`);
      return runTest(about, test, found);
    });
  } catch (error) {
    return [outcomeOf(about, [(error as Error).message])];
  }
}

function runTest(
  { name, feature }: { name: string; feature: string },
  { id, inputs = {}, expect = {}, errorResult }: DmnTest,
  { model, problems }: CompiledDecisions,
): Outcome[] {
  const failing = failingOf(errorResult, Object.keys(expect));
  return [...new Set([...Object.keys(expect), ...failing])].map((decision) => {
    const about = { name: `${name} ${id} ${decision}`, feature };
    if (!model)
      return outcomeOf(
        about,
        problems.map(({ message }) => message),
      );
    return outcomeOf(
      about,
      findingsOf(model, decision, inputs, expect[decision], failing.includes(decision)),
    );
  });
}

function failingOf(errorResult: DmnTest['errorResult'], expected: string[]): string[] {
  if (!errorResult) return [];
  if (errorResult === true) return expected;
  if (typeof errorResult === 'string') return [errorResult];
  if (Array.isArray(errorResult)) return errorResult;
  return Object.keys(errorResult).filter((decision) => errorResult[decision]);
}

function findingsOf(
  model: DecisionModel,
  decision: string,
  inputs: FeelContext,
  expected: unknown,
  mustFail: boolean,
): string[] {
  const { value, problems } = decideValue(model, decision, fromTyped(inputs) as FeelContext, MOMENT);
  const passed = mustFail
    ? value === null || problems.some(({ severity }) => severity === 'error')
    : isExpected(expected, value);
  if (passed) return [];
  const why = problems.map(({ message }) => message).join('; ');
  const wanted = mustFail ? 'an error' : JSON.stringify(expected);
  return [`expected ${wanted}, found ${JSON.stringify(toTyped(value))} ${why}`.trim()];
}
