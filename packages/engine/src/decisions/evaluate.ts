import type { Variables } from '../core/types.ts';
import { FeelError, type FeelContext, type FeelEnvironment, type Value } from '../expressions/index.ts';
import { measured } from '../expressions/meter.ts';
import { Graph } from './graph.ts';
import { Given, Run, Unwritable } from './run.ts';
import type { DecisionModel, DecisionResult } from './types.ts';

const prepared = new WeakMap<DecisionModel, Graph>();

/**
 * Evaluates a decision, or a decision service, by id or name, with all that it requires (DMN 1.5 section 10.4). Never throws for what
 * the model or the variables hold: a result that cannot be made is null, and `problems` says why, with decision, rule and column.
 */
export function evaluateDecision(
  model: DecisionModel,
  decision: string,
  variables: Variables | FeelContext,
  environment: FeelEnvironment,
): DecisionResult {
  let graph = prepared.get(model);
  if (!graph) prepared.set(model, (graph = new Graph(model)));
  const run = new Run(new Given(variables), environment);
  const found = <T extends { name: string }>(nodes: { [id: string]: T }): T | undefined =>
    Object.hasOwn(nodes, decision)
      ? nodes[decision]
      : Object.values(nodes).find(({ name }) => name === decision);
  const node = found(model.decisions);
  const service = node ? undefined : found(model.services);
  if (!node && !service) {
    const known = [...Object.keys(model.decisions), ...Object.keys(model.services)].join(', ');
    run.problem(
      'unknown-decision',
      `There is no decision "${decision}" in "${model.name}", but: ${known || 'none'}`,
    );
    return run.finish(null);
  }
  const all = graph;
  try {
    const value = measured(() =>
      node ? all.decide(node, run) : all.serve(service!, (name) => run.given.get(name), run),
    );
    return measured(() => run.finish(value));
  } catch (error) {
    run.place = node ?? service!;
    if (error instanceof Unwritable)
      run.problem(
        'output-type',
        `The result of "${run.place.name}" holds a ${error.message}, which cannot be written as JSON`,
      );
    else if (error instanceof FeelError) run.problem('expression', error.message);
    else throw error;
    return run.finish(null);
  }
}

/** Evaluates a decision to a FEEL value with its problems: for those who compare values of time. */
export function decideValue(
  model: DecisionModel,
  decision: string,
  variables: FeelContext,
  environment: FeelEnvironment,
): { value: Value; problems: DecisionResult['problems'] } {
  const run = new Run(new Given(variables), environment);
  const graph = prepared.get(model) ?? new Graph(model);
  prepared.set(model, graph);
  const node =
    model.decisions[decision] ?? Object.values(model.decisions).find(({ name }) => name === decision);
  const service =
    model.services[decision] ?? Object.values(model.services).find(({ name }) => name === decision);
  if (node) return { value: measured(() => graph.decide(node, run)), problems: run.problems };
  if (service) {
    const value = measured(() => graph.serve(service, (name) => run.given.get(name), run));
    return { value, problems: run.problems };
  }
  return {
    value: run.problem('unknown-decision', `There is no decision "${decision}"`),
    problems: run.problems,
  };
}
