import type { Prepared, PreparedNode } from './prepared.ts';
import type { ElementInstance } from './types.ts';

/**
 * May a token elsewhere in the scope still reach an empty incoming flow of the node? A token that can also reach a
 * flow that already has one does not count (BPMN 2.0.2, 13.4.3, the rule of the inclusive gateway).
 */
export function canArrive(prepared: Prepared, node: PreparedNode, scope: ElementInstance): boolean {
  const reach = (node.reach ??= reachOf(prepared, node));
  const waiting = scope.tokens?.[node.id] ?? {};
  const full = node.incoming.filter((flow) => waiting[flow.id]);
  const empty = node.incoming.filter((flow) => !waiting[flow.id]);
  const mayCome = (from: string): boolean =>
    empty.some((flow) => reach.get(flow.id)!.has(from)) &&
    !full.some((flow) => reach.get(flow.id)!.has(from));
  for (const from in scope.at) if (from !== node.id && mayCome(from)) return true;
  for (const from in scope.tokens) if (from !== node.id && mayCome(from)) return true;
  return false;
}

/** Per incoming flow of the node: everything from which a path leads to it that does not pass the node. */
function reachOf(prepared: Prepared, node: PreparedNode): Map<string, Set<string>> {
  return new Map(
    node.incoming.map((flow) => {
      const seen = new Set<string>();
      const todo = [flow.source];
      for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
        if (seen.has(id) || id === node.id) continue;
        seen.add(id);
        const at = prepared.nodes.get(id)!;
        for (const incoming of at.incoming) todo.push(incoming.source);
        if (at.node.attachedTo) todo.push(at.node.attachedTo);
        for (const source of at.behavior.comesFrom?.(at.node, prepared) ?? []) todo.push(source);
      }
      return [flow.id, seen];
    }),
  );
}
