import { FeelFunction, type FeelContext, type Value } from '../expressions/index.ts';
import { entryOf, setEntry } from '../expressions/contexts.ts';
import type { Shape } from '../expressions/parse.ts';
import { isContext } from '../expressions/values.ts';
import { Misfit } from './item-types.ts';
import { Preparer, type Evaluator } from './prepare.ts';
import { Given, Layer, recorded, Run } from './run.ts';
import type { DecisionModel, DecisionNode, KnowledgeNode, Named, ServiceNode } from './types.ts';

type Kind = 'inputs' | 'decisions' | 'knowledge' | 'services';
type NodeOf<K extends Kind> = DecisionModel[K][string];

/** An element that another one requires: where it is evaluated, and under which name its file was imported. */
interface Found<N> {
  graph: Graph;
  node: N;
  /** Empty for elements of the same file. */
  within: string;
}

/** The decisions of a model with their logic as closures, made when first needed; those of imported files are graphs of their own. */
export class Graph {
  private readonly model: DecisionModel;
  private readonly preparer: Preparer;
  private readonly logic = new Map<string, Evaluator>();
  private readonly imported: { name: string; namespace: string; graph: Graph }[];
  private readonly followed: { [K in Kind]: WeakMap<string[], Found<NodeOf<K>>[]> } = {
    inputs: new WeakMap(),
    decisions: new WeakMap(),
    knowledge: new WeakMap(),
    services: new WeakMap(),
  };

  constructor(model: DecisionModel) {
    this.model = model;
    this.preparer = new Preparer(model);
    this.imported = (model.imports ?? []).map(({ name, namespace, model: imported }) => ({
      name,
      namespace,
      graph: new Graph(imported),
    }));
  }

  private find<K extends Kind>(kind: K, reference: string): Found<NodeOf<K>>[] {
    const own = this.model[kind][reference] as NodeOf<K> | undefined;
    if (own) return [{ graph: this, node: own, within: '' }];
    return this.imported.flatMap(({ name, namespace, graph }) => {
      if (!reference.startsWith(`${namespace}#`)) return [];
      const node = graph.model[kind][reference.slice(namespace.length + 1)] as NodeOf<K> | undefined;
      return node ? [{ graph, node, within: name }] : [];
    });
  }

  /** What a list of references leads to; a list of the model always leads to the same. */
  private all<K extends Kind>(kind: K, references: string[]): Found<NodeOf<K>>[] {
    const lists = this.followed[kind] as WeakMap<string[], Found<NodeOf<K>>[]>;
    let all = lists.get(references);
    if (!all) lists.set(references, (all = references.flatMap((reference) => this.find(kind, reference))));
    return all;
  }

  /** The value of a decision; each is evaluated once in a run. */
  decide(node: DecisionNode, run: Run, around: DecisionNode[] = []): Value {
    const known = run.results.get(node);
    if (known !== undefined) return known;
    if (around.includes(node)) return run.problem('expression', `"${node.name}" requires itself`);
    const path = [...around, node];
    const required = this.all('decisions', node.decisions).map((each) => ({
      ...each,
      value: each.graph.decide(each.node, run, path),
    }));
    const { place, inputs } = run;
    run.place = node;
    run.inputs = [];
    const scope = new Layer(run.given);
    for (const input of this.all('inputs', node.inputs)) input.graph.setInput(input, scope, run);
    for (const { within, node: one, value } of required) scope.setIn(within, one.variable.name, value);
    this.setKnowledge(node.knowledge, scope, run);
    const raw = node.logic ? this.prepare(node)(scope, run) : this.givenFor(node, run);
    const value = this.preparer.fitted(raw, node.variable.type, 'The result', run);
    run.results.set(node, value);
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

  /** A decision without logic is one that is made elsewhere: its value may be given like an input. */
  private givenFor(node: DecisionNode, run: Run): Value {
    return run.given.get(node.variable.name) ?? run.given.get(node.name) ?? null;
  }

  /** The value of a decision service: that of its only output decision, or a context of several (DMN 1.5 section 10.4). */
  serve(service: ServiceNode, valueOf: (name: string) => Value | undefined, outer: Run): Value {
    const given: FeelContext = {};
    for (const { node } of this.all('inputs', service.inputs))
      given[node.variable.name] = valueOf(node.variable.name) ?? null;
    const run = new Run(new Given(given), outer.environment);
    run.place = service;
    for (const { graph, node } of this.all('decisions', service.inputDecisions)) {
      const value = valueOf(node.variable.name) ?? null;
      const fitted = graph.preparer.fitted(value, node.variable.type, `The input "${node.name}"`, run);
      run.results.set(node, fitted);
    }
    const outputs = this.all('decisions', service.outputs);
    const values = outputs.map(({ graph, node }) => graph.decide(node, run));
    outer.problems.push(...run.problems);
    outer.matchedRules.push(...run.matchedRules);
    outer.evaluated.push(...run.evaluated);
    if (values.length === 1)
      return this.preparer.fitted(values[0]!, service.variable.type, 'The result', outer);
    const result: FeelContext = {};
    outputs.forEach(({ node }, at) => setEntry(result, node.variable.name, values[at]!));
    return this.preparer.fitted(result, service.variable.type, 'The result', outer);
  }

  private setInput({ node: input, within }: Found<NodeOf<'inputs'>>, scope: Layer, run: Run): void {
    const around = within === '' ? undefined : run.given.get(within);
    const inside =
      around !== undefined && isContext(around) ? entryOf(around, input.variable.name) : undefined;
    const value = inside ?? run.given.get(input.variable.name) ?? run.given.get(input.name) ?? null;
    const fitted = this.preparer.types.fit(value, input.variable.type, run.environment);
    scope.setIn(
      within,
      input.variable.name,
      fitted instanceof Misfit
        ? run.problem('input-type', `Input "${input.name}" of "${run.place.name}": ${fitted.message}`, {
            column: input.name,
          })
        : fitted,
    );
  }

  private setKnowledge(
    references: string[],
    scope: Layer,
    run: Run,
    made = new Map<KnowledgeNode, Value>(),
  ): void {
    for (const { graph, node, within } of this.all('knowledge', references))
      scope.setIn(within, node.variable.name, graph.knowledgeFunction(node, run, made));
    for (const { graph, node, within } of this.all('services', references))
      scope.setIn(within, node.variable.name, graph.serviceFunction(node, run));
  }

  private knowledgeFunction(node: KnowledgeNode, run: Run, made: Map<KnowledgeNode, Value>): Value {
    const known = made.get(node);
    // knowledge models may call each other in a circle
    if (known !== undefined) return known;
    // its body sees what it requires itself, and itself, but no variables (DMN 1.5 section 10.4)
    const own = new Layer(undefined);
    const value = this.knowledge(node, run)(own, run);
    made.set(node, value);
    own.set(node.variable.name, value);
    this.setKnowledge(node.knowledge, own, run, made);
    return value;
  }

  private serviceFunction(service: ServiceNode, run: Run): FeelFunction {
    const parameters = [
      ...this.all('inputs', service.inputs),
      ...this.all('decisions', service.inputDecisions),
    ].map(({ graph, node }) => ({ ...node.variable, types: graph.preparer.types }));
    return new FeelFunction(
      service.name,
      parameters.map(({ name }) => name),
      (args, call) => {
        if (args.length !== parameters.length)
          return call.warn(`${service.name} takes ${parameters.length} values, but got ${args.length}`);
        for (const [at, { name, type, types }] of parameters.entries()) {
          const fitted = types.fit(args[at]!, type, run.environment);
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

  private prepare(node: DecisionNode): Evaluator {
    let logic = this.logic.get(node.id);
    if (!logic) {
      logic = this.preparer.boxed(
        node.logic!,
        this.shapes([
          ...this.all('inputs', node.inputs),
          ...this.all('decisions', node.decisions),
          ...this.known(node.knowledge),
        ]),
      );
      this.logic.set(node.id, logic);
    }
    return logic;
  }

  private knowledge(node: KnowledgeNode, run: Run): Evaluator {
    let logic = this.logic.get(node.id);
    if (!logic) {
      const names = this.shapes([...this.known(node.knowledge), ...this.known([node.id])]);
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

  private known(references: string[]): Found<{ variable: Named }>[] {
    return [...this.all('knowledge', references), ...this.all('services', references)];
  }

  /** Names for the parser, those of imported files inside the name of the import. */
  private shapes(found: Found<{ variable: Named }>[]): Shape {
    const shape: Shape = {};
    for (const { graph, node, within } of found) {
      const inside = graph.preparer.shapes([node.variable]);
      if (within === '') Object.assign(shape, inside);
      else shape[within] = { ...shape[within], ...inside };
    }
    return shape;
  }
}
