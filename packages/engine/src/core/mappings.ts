import type { ModelNode } from '../model/types.ts';
import type { Variables } from './types.ts';
import { assignPath, copyJson, VariableScope } from './variables.ts';
import type { Visit } from './visit.ts';

/** Input mappings make local variables; a later one sees the earlier ones. */
export function mapInputs(visit: Visit): void {
  const { inputs } = visit.node;
  if (!inputs) return;
  const values: Variables = {};
  for (const { source, target } of inputs) assignPath(values, target, visit.evaluate(source, values));
  visit.set(values);
}

/** Output mappings hand values to the scopes around; `a.b` changes one entry of the context that is there. */
export function mapOutputs(visit: Visit): void {
  const { outputs } = visit.node;
  if (!outputs) return;
  const { scope } = visit.instance;
  const values: Variables = {};
  for (const { source, target } of outputs) {
    const root = target.split('.', 1)[0]!;
    if (target.includes('.') && !(root in values)) {
      const known = new VariableScope(visit.run.state, scope).get(root);
      if (known !== undefined) values[root] = copyJson(known);
    }
    assignPath(values, target, visit.evaluate(source));
  }
  visit.run.propagate(scope, values);
}

/** Results under the names of the variables that they are meant for. */
export function named(given: Variables, results: ModelNode['results']): Variables {
  if (results === undefined) return given;
  const targets = new Map(results.map(({ from, to }) => [from, to]));
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [targets.get(name) ?? name, value]));
}
