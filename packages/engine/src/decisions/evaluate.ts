import type { Variables } from '../core/types.ts';
import { FeelFunction, type FeelContext, type FeelEnvironment, type Value } from '../expressions/index.ts';
import { setEntry } from '../expressions/contexts.ts';
import type { Shape } from '../expressions/parse.ts';
import { Misfit } from './item-types.ts';
import { Preparer, type Evaluator } from './prepare.ts';
import { Given, Layer, recorded, Run, Unwritable } from './run.ts';
import type { DecisionModel, DecisionNode, DecisionResult, KnowledgeNode, ServiceNode } from './types.ts';

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
  const value = node ? graph.decide(node, run) : graph.serve(service!, (name) => run.given.get(name), run);
  try {
    return run.finish(value);
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    run.place = node ?? service!;
    run.problem(
      'output-type',
      `The result of "${run.place.name}" holds a ${error.message}, which cannot be written as JSON`,
    );
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
  if (node) return { value: graph.decide(node, run), problems: run.problems };
  if (service)
    return { value: graph.serve(service, (name) => run.given.get(name), run), problems: run.problems };
  return {
    value: run.problem('unknown-decision', `There is no decision "${decision}"`),
    problems: run.problems,
  };
}

/** The decisions of a model with their logic as closures, made when first needed. */
class Graph {
  private readonly model: DecisionModel;
  private readonly preparer: Preparer;
  private readonly logic = new Map<string, Evaluator>();

  constructor(model: DecisionModel) {
    this.model = model;
    this.preparer = new Preparer(model);
  }

  /** The value of a decision; each is evaluated once in a run. */
  decide(node: DecisionNode, run: Run, around: { decision: DecisionNode }[] = []): Value {
    const known = run.results.get(node.id);
    if (known !== undefined) return known;
    if (around.some(({ decision }) => decision === node))
      return run.problem('expression', `"${node.name}" requires itself`);
    const path = [...around, { decision: node }];
    const required = node.decisions
      .flatMap((id) => this.model.decisions[id] ?? [])
      .map((each) => [each.variable.name, this.decide(each, run, path)] as const);
    const { place, inputs } = run;
    run.place = node;
    run.inputs = [];
    const scope = new Layer(run.given);
    for (const id of node.inputs) this.setInput(id, scope, run);
    for (const [name, value] of required) scope.set(name, value);
    for (const id of node.knowledge) this.setKnowledge(id, scope, run);
    const raw = node.logic ? this.prepare(node, run)(scope, run) : null;
    const value = this.preparer.fitted(raw, node.variable.type, 'The result', run);
    run.results.set(node.id, value);
    run.evaluated.push({
      decisionId: node.id,
      decisionName: node.name,
      inputs: run.inputs,
      output: recorded(value),
    });
    run.place = place;
    run.inputs = inputs;
    return value;
  }

  /** The value of a decision service: that of its only output decision, or a context of several (DMN 1.5 section 10.4). */
  serve(service: ServiceNode, valueOf: (name: string) => Value | undefined, outer: Run): Value {
    const given: FeelContext = {};
    for (const id of service.inputs) {
      const input = this.model.inputs[id];
      if (input) given[input.variable.name] = valueOf(input.variable.name) ?? null;
    }
    const run = new Run(new Given(given), outer.environment);
    run.place = service;
    for (const id of service.inputDecisions) {
      const decision = this.model.decisions[id];
      if (decision)
        run.results.set(
          id,
          this.preparer.fitted(
            valueOf(decision.variable.name) ?? null,
            decision.variable.type,
            `The input "${decision.name}"`,
            run,
          ),
        );
    }
    const outputs = service.outputs.flatMap((id) => this.model.decisions[id] ?? []);
    const values = outputs.map((node) => this.decide(node, run));
    outer.problems.push(...run.problems);
    outer.matchedRules.push(...run.matchedRules);
    outer.evaluated.push(...run.evaluated);
    if (values.length === 1)
      return this.preparer.fitted(values[0]!, service.variable.type, 'The result', outer);
    const result: FeelContext = {};
    outputs.forEach((node, at) => setEntry(result, node.variable.name, values[at]!));
    return this.preparer.fitted(result, service.variable.type, 'The result', outer);
  }

  private setInput(id: string, scope: Layer, run: Run): void {
    const input = this.model.inputs[id];
    if (!input) return;
    const value = run.given.get(input.variable.name) ?? run.given.get(input.name) ?? null;
    const fitted = this.preparer.types.fit(value, input.variable.type, run.environment);
    scope.set(
      input.variable.name,
      fitted instanceof Misfit
        ? run.problem('input-type', `Input "${input.name}" of "${run.place.name}": ${fitted.message}`, {
            column: input.name,
          })
        : fitted,
    );
  }

  private setKnowledge(id: string, scope: Layer, run: Run, made = new Map<string, Value>()): void {
    const node = this.model.knowledge[id];
    const known = made.get(id);
    // knowledge models may call each other in a circle
    if (node && known !== undefined) scope.set(node.variable.name, known);
    else if (node) {
      // its body sees what it requires itself, and itself, but no variables (DMN 1.5 section 10.4)
      const own = new Layer(undefined);
      const value = this.knowledge(node, run)(own, run);
      made.set(id, value);
      own.set(node.variable.name, value);
      for (const required of node.knowledge) this.setKnowledge(required, own, run, made);
      scope.set(node.variable.name, value);
    }
    const service = this.model.services[id];
    if (service) scope.set(service.variable.name, this.serviceFunction(service, run));
  }

  private serviceFunction(service: ServiceNode, run: Run): FeelFunction {
    const variables = [
      ...service.inputs.map((input) => this.model.inputs[input]?.variable),
      ...service.inputDecisions.map((decision) => this.model.decisions[decision]?.variable),
    ];
    const parameters = variables.flatMap((variable) => variable ?? []);
    return new FeelFunction(
      service.name,
      parameters.map(({ name }) => name),
      (args, call) => {
        if (args.length !== parameters.length)
          return call.warn(`${service.name} takes ${parameters.length} values, but got ${args.length}`);
        for (const [at, { name, type }] of parameters.entries()) {
          const fitted = this.preparer.types.fit(args[at]!, type, run.environment);
          if (fitted instanceof Misfit)
            return call.warn(`${service.name}: parameter "${name}": ${fitted.message}`);
        }
        return this.serve(
          service,
          (name) => args[parameters.findIndex((parameter) => parameter.name === name)],
          run,
        );
      },
    );
  }

  private prepare(node: DecisionNode, _run: Run): Evaluator {
    let logic = this.logic.get(node.id);
    if (!logic) {
      const named = [
        ...node.inputs.flatMap((id) => this.model.inputs[id]?.variable ?? []),
        ...node.decisions.flatMap((id) => this.model.decisions[id]?.variable ?? []),
      ];
      logic = this.preparer.boxed(node.logic!, {
        ...this.preparer.shapes(named),
        ...this.knowledgeShapes(node.knowledge),
      });
      this.logic.set(node.id, logic);
    }
    return logic;
  }

  private knowledge(node: KnowledgeNode, run: Run): Evaluator {
    let logic = this.logic.get(node.id);
    if (!logic) {
      const names = { ...this.knowledgeShapes(node.knowledge), ...this.knowledgeShapes([node.id]) };
      const typed =
        node.logic?.kind === 'function'
          ? { ...node.logic, type: node.logic.type ?? node.variable.type }
          : undefined;
      logic = typed
        ? this.preparer.functionOf(typed, node.name, names)
        : () => run.problem('no-logic', `"${node.name}" has no logic`);
      this.logic.set(node.id, logic);
    }
    return logic;
  }

  private knowledgeShapes(ids: string[]): Shape {
    return this.preparer.shapes(
      ids.flatMap((id) => {
        const node = this.model.knowledge[id] ?? this.model.services[id];
        return node ? [{ name: node.variable.name, type: node.variable.type }] : [];
      }),
    );
  }
}
