import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decideValue, fromTyped, toTyped, type FeelContext } from '@opora/engine';
import { compileDecision } from '@opora/engine/compile';
import type { Outcome } from './bpmn.ts';
import { MOMENT } from './feel.ts';
import { foldersIn } from './folders.ts';
import { isExpected } from './same-value.ts';

interface DmnTest {
  id: string;
  model: string;
  inputs: FeelContext;
  /** Expected values by name of the decision. */
  expect: { [decision: string]: unknown };
}

/** Runs every test of a folder of models, each with its `testcases.json`: one outcome for each expected value. */
export async function runDmn(folder: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const name of foldersIn(folder).filter((each) => existsSync(join(folder, each, 'testcases.json')))) {
    for (const test of JSON.parse(readFileSync(join(folder, name, 'testcases.json'), 'utf8')) as DmnTest[]) {
      outcomes.push(...(await runTest(folder, name, test)));
    }
  }
  return outcomes;
}

async function runTest(folder: string, name: string, test: DmnTest): Promise<Outcome[]> {
  const { model, problems } = await compileDecision(readFileSync(join(folder, name, test.model), 'utf8'));
  return Object.entries(test.expect).map(([decision, expected]): Outcome => {
    const title = `${name} ${test.id} ${decision}`;
    if (!model)
      return {
        name: title,
        feature: name,
        result: 'failed',
        reason: problems.map(({ message }) => message).join('; '),
      };
    const found = decideValue(model, decision, fromTyped(test.inputs) as FeelContext, MOMENT);
    if (isExpected(expected, found.value)) return { name: title, feature: name, result: 'passed' };
    const why = found.problems.map(({ message }) => message).join('; ');
    return {
      name: title,
      feature: name,
      result: 'failed',
      reason: `expected ${JSON.stringify(expected)}, found ${JSON.stringify(toTyped(found.value))} ${why}`,
    };
  });
}
