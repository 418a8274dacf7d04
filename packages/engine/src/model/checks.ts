import { behaviorOf } from '../core/events.ts';
import { elements } from '../elements/index.ts';
import { compileExpression, FeelError } from '../expressions/index.ts';
import { wrongEvents } from './event-checks.ts';
import type { Graph } from './graph.ts';
import { wrongListeners } from './listener-checks.ts';
import type { Expression, ModelNode, Problem } from './types.ts';
import { wrongValues } from './value-checks.ts';

/** Everything that keeps a process from running as drawn, and what is probably not meant. */
export function checkGraph(graph: Graph, processId: string): Problem[] {
  return [
    ...Object.values(graph.nodes).flatMap((node) => checkNode(node, graph)),
    ...Object.values(graph.flows).flatMap((flow) => checkFlow(flow.id, graph)),
    ...checkStart(graph, processId),
    ...unreachable(graph),
  ];
}

const problem = (
  node: { id: string; type?: string },
  rule: string,
  message: string,
  severity: Problem['severity'] = 'error',
): Problem => ({
  elementId: node.id,
  ...(node.type === undefined ? {} : { elementType: node.type }),
  rule,
  message: `${node.id}: ${message}`,
  severity,
});

function checkNode(node: ModelNode, graph: Graph): Problem[] {
  const behavior = elements[node.type];
  if (!behavior) return [problem(node, 'unsupported-element', `${node.type} is not executed`)];
  const findings = [
    ...(behavior.check?.(node, {
      node: (id) => graph.nodes[id],
      target: (flow) => graph.nodes[graph.flows[flow]?.target ?? ''],
    }) ?? []),
    ...(node.triggers ?? []).flatMap((trigger) => behaviorOf(trigger).check?.(trigger, node) ?? []),
  ];
  return [
    ...findings.map(({ rule, message, severity }) => problem(node, rule, message, severity ?? 'warning')),
    ...[...wrongEvents(node, graph), ...wrongValues(node, graph)].map(({ rule, message, severity }) =>
      problem(node, rule, message, severity),
    ),
    ...checkExpressions(node, node),
    ...checkReferences(node, graph),
    ...checkNumbers(node),
    ...wrongListeners(node).map((message) => problem(node, 'unsupported-listener', message)),
  ];
}

/** More tokens than this at once are no drawing of anything; each is an entry in the journal. */
const MOST_TOKENS = 1000;

/** Numbers that BPMN wants to be whole and at least one (10.3, 10.3.8). */
function checkNumbers(node: ModelNode): Problem[] {
  const { startQuantity, completionQuantity, marker } = node;
  const maximum = marker?.kind === 'loop' ? marker.maximum : undefined;
  const tokens = Object.entries({ startQuantity, completionQuantity }).flatMap(([name, value]) =>
    value !== undefined && value > MOST_TOKENS
      ? [problem(node, 'bad-number', `expected ${name} to be at most ${MOST_TOKENS}, found ${value}`)]
      : [],
  );
  const whole = Object.entries({ startQuantity, completionQuantity, loopMaximum: maximum }).flatMap(
    ([name, value]) =>
      value === undefined || (Number.isInteger(value) && value >= 1)
        ? []
        : [problem(node, 'bad-number', `expected ${name} to be a whole number from 1, found ${value}`)],
  );
  return [...whole, ...tokens];
}

function checkReferences(node: ModelNode, graph: Graph): Problem[] {
  const problems: Problem[] = [];
  if (node.defaultFlow !== undefined && graph.flows[node.defaultFlow]?.source !== node.id) {
    problems.push(
      problem(node, 'default-flow', `the default flow «${node.defaultFlow}» does not begin here`),
    );
  }
  if (node.type === 'bpmn:BoundaryEvent' && !graph.nodes[node.attachedTo ?? '']) {
    problems.push(
      problem(node, 'not-attached', 'expected the activity that the boundary event stands on, found none'),
    );
  }
  if (node.marker?.kind === 'multi-instance' && !node.marker.cardinality && !node.marker.collection)
    problems.push(
      problem(node, 'no-collection', 'expected a collection or a number of instances, found neither'),
    );
  if (node.type === 'bpmn:ExclusiveGateway' && node.outgoing.length > 1 && !node.defaultFlow) {
    const bare = node.outgoing.filter((id) => !graph.flows[id]!.condition);
    if (bare.length > 1)
      problems.push(
        problem(
          node,
          'no-condition',
          `expected conditions on the flows, found none on ${bare.join(', ')}; only the first of them can be taken`,
          'warning',
        ),
      );
    else if (bare.length === 0)
      problems.push(
        problem(
          node,
          'no-default',
          'has no default flow: the case stops here with an incident when no condition holds',
          'warning',
        ),
      );
  }
  return problems;
}

/** Finds expressions anywhere in a node or flow and reads each one. */
function checkExpressions(owner: { id: string; type?: string }, value: unknown): Problem[] {
  if (typeof value !== 'object' || value === null) return [];
  const feel = (value as Partial<Extract<Expression, { feel: string }>>).feel;
  if (typeof feel === 'string') {
    try {
      compileExpression(feel);
      return [];
    } catch (error) {
      if (!(error instanceof FeelError)) throw error;
      return [problem(owner, 'bad-feel', `«${feel}» is not a FEEL expression: ${error.message}`)];
    }
  }
  return Object.values(value).flatMap((inner) => checkExpressions(owner, inner));
}

function checkFlow(id: string, graph: Graph): Problem[] {
  const flow = graph.flows[id]!;
  const source = graph.nodes[flow.source];
  const target = graph.nodes[flow.target];
  if (!source || !target)
    return [
      problem(
        flow,
        'missing-reference',
        `expected both ends of the flow in this process, found no ${[flow.source, flow.target]
          .filter((id) => !graph.nodes[id])
          .map((id) => `«${id}»`)
          .join(' and ')}`,
      ),
    ];
  const crossing =
    source.scope !== target.scope
      ? [
          problem(
            flow,
            'crosses-scope',
            `a flow cannot lead from ${flow.source} to ${flow.target} across the border of a subprocess`,
          ),
        ]
      : [];
  return [...crossing, ...checkExpressions(flow, flow)];
}

function checkStart(graph: Graph, processId: string): Problem[] {
  const root = graph.nodes[processId]!;
  const children = (root.children ?? []).map((id) => graph.nodes[id]!);
  const none = children.filter(
    (node) => node.type === 'bpmn:StartEvent' && node.triggers?.every((trigger) => trigger.kind === 'none'),
  );
  if (none.length > 1)
    return [
      problem(
        root,
        'several-starts',
        `expected one none start event, found ${none.map((node) => node.id).join(', ')}; a case begins at all of them`,
        'warning',
      ),
    ];
  return [];
}

/** Nodes that no token can ever reach. */
function unreachable(graph: Graph): Problem[] {
  const seen = new Set<string>();
  const todo = Object.values(graph.nodes)
    .filter((node) => node.incoming.length === 0)
    .map((node) => node.id);
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const flow of graph.nodes[id]?.outgoing ?? []) todo.push(graph.flows[flow]!.target);
  }
  return Object.values(graph.nodes)
    .filter((node) => !seen.has(node.id))
    .map((node) => problem(node, 'unreachable', 'no path leads here from a start', 'warning'));
}
