import { elements } from '../elements/index.ts';
import { markers } from '../markers/index.ts';
import type { Model, ModelFlow, ModelNode } from '../model/types.ts';
import type { ElementBehavior, Gathering, MarkerBehavior } from './behavior.ts';
import { quantity } from './gathering.ts';

/** A node with its behavior and its neighbors at hand. */
export interface PreparedNode {
  id: string;
  node: ModelNode;
  behavior: ElementBehavior;
  marker?: MarkerBehavior;
  outgoing: ModelFlow[];
  incoming: ModelFlow[];
  boundary: PreparedNode[];
  /** Contained event subprocesses with their start events. */
  eventSubprocesses: { subprocess: PreparedNode; start: PreparedNode }[];
  /** Contained nodes at which a scope begins: none start events, else nodes without incoming flow. */
  starts: PreparedNode[];
  /** How it gathers tokens before it is entered, when it does. */
  gathering?: Gathering;
  /** For gathering nodes: which of its incoming flows a token can reach from a node without passing this one. */
  reach?: Map<string, string[]>;
}

/** A model linked to the behaviors, once per hash. */
export interface Prepared {
  model: Model;
  nodes: Map<string, PreparedNode>;
  root: PreparedNode;
}

const LIMIT = 500;
const cache = new Map<string, Prepared>();

/** Links a model; kept by hash, so that all cases of a worker share it. */
export function prepare(model: Model): Prepared {
  const known = cache.get(model.hash);
  if (known !== undefined) return known;
  const prepared = link(model);
  if (cache.size >= LIMIT) cache.delete(cache.keys().next().value!);
  cache.set(model.hash, prepared);
  return prepared;
}

function link(model: Model): Prepared {
  const nodes = new Map<string, PreparedNode>();
  for (const node of Object.values(model.nodes)) {
    const behavior = elements[node.type];
    if (behavior === undefined)
      throw new Error(`Node ${node.id}: no behavior for ${node.type}; compile the model again.`);
    nodes.set(node.id, {
      id: node.id,
      node,
      behavior,
      marker: node.marker && markers[node.marker.kind],
      outgoing: node.outgoing.map((id) => model.flows[id]!),
      incoming: node.incoming.map((id) => model.flows[id]!),
      boundary: [],
      eventSubprocesses: [],
      starts: [],
      gathering: node.startQuantity
        ? quantity(node.startQuantity)
        : node.incoming.length > 1
          ? behavior.gathering
          : undefined,
    });
  }
  for (const prepared of nodes.values()) {
    prepared.boundary = (prepared.node.boundary ?? []).map((id) => nodes.get(id)!);
    const children = (prepared.node.children ?? []).map((id) => nodes.get(id)!);
    prepared.starts = startsAmong(children);
    prepared.eventSubprocesses = children
      .filter((child) => child.node.eventSubprocess)
      .map((subprocess) => {
        const ids = subprocess.node.children ?? [];
        return {
          subprocess,
          start: ids.map((id) => nodes.get(id)!).find((child) => child.behavior.isStart)!,
        };
      });
  }
  return { model, nodes, root: nodes.get(model.processId)! };
}

/** Where a scope begins when nothing names a start (BPMN 2.0.2, 13.3.4): none start events, else everything without incoming flow. */
function startsAmong(children: PreparedNode[]): PreparedNode[] {
  const none = children.filter(({ node, behavior }) => behavior.isStart && isPlain(node));
  if (none.length > 0) return none;
  return children.filter(
    ({ node, behavior }) =>
      node.incoming.length === 0 &&
      !behavior.isStart &&
      !node.attachedTo &&
      !node.eventSubprocess &&
      !node.forCompensation &&
      (behavior.begins?.(node) ?? true),
  );
}

const isPlain = (node: ModelNode): boolean =>
  (node.triggers ?? []).every((trigger) => trigger.kind === 'none');
