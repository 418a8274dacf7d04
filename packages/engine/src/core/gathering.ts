import type { Gathering } from './behavior.ts';
import type { Prepared, PreparedNode } from './prepared.ts';
import type { ElementInstance } from './types.ts';

/**
 * May a token elsewhere in the scope still reach an empty incoming flow of the node? A token that can also reach a
 * flow that already has one does not count (BPMN 2.0.2, 13.4.3, the rule of the inclusive gateway).
 */
export function canArrive(prepared: Prepared, node: PreparedNode, scope: ElementInstance): boolean {
  const reach = (node.reach ??= reachOf(prepared, node));
  const waiting = scope.tokens?.[node.id] ?? {};
  const mayCome = (from: string): boolean => {
    const flows = from === node.id ? undefined : reach.get(from);
    return flows?.every((flow) => !waiting[flow]) ?? false;
  };
  for (const from in scope.at) if (mayCome(from)) return true;
  for (const from in scope.tokens) if (mayCome(from)) return true;
  return false;
}

/** An activity that starts when that many tokens have arrived, on whichever flows (BPMN 2.0.2, 10.3, `startQuantity`). */
export const quantity = (needed: number): Gathering => ({
  ready(_node, tokens) {
    const take: { [flow: string]: number } = {};
    let missing = needed;
    for (const flow in tokens) {
      const taken = Math.min(tokens[flow]!, missing);
      if (taken > 0) take[flow] = taken;
      missing -= taken;
    }
    return missing === 0 ? { take } : undefined;
  },
});

/** The incoming flows of the node by the nodes from which a path leads to them that does not pass the node. */
function reachOf(prepared: Prepared, node: PreparedNode): Map<string, string[]> {
  const reach = new Map<string, string[]>();
  for (const flow of node.incoming) {
    const todo = [flow.source];
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      if (id === node.id) continue;
      const flows = reach.get(id);
      if (flows?.at(-1) === flow.id) continue;
      if (flows) flows.push(flow.id);
      else reach.set(id, [flow.id]);
      const at = prepared.nodes.get(id)!;
      for (const incoming of at.incoming) todo.push(incoming.source);
      if (at.node.attachedTo) todo.push(at.node.attachedTo);
      for (const source of at.behavior.comesFrom?.(at.node, prepared) ?? []) todo.push(source);
    }
  }
  return reach;
}
