import { extension, many, one, text, type ModdleElement } from '@opora/engine/compile';

export { extension, many, one, text, type ModdleElement };

/** A text that is the same for every case: not an expression. */
export const fixedText = (element: ModdleElement | undefined, property: string): string | undefined => {
  const value = text(element, property);
  return value?.startsWith('=') ? undefined : value;
};

/** Roles that a user task offers itself to by fixed text. */
export const groupsOf = (task: ModdleElement): string[] =>
  (fixedText(extension(task, 'zeebe:AssignmentDefinition'), 'candidateGroups') ?? '')
    .split(',')
    .map((group) => group.trim())
    .filter(Boolean);

/** Form that a user task names. */
export const formOf = (task: ModdleElement): string | undefined =>
  text(extension(task, 'zeebe:FormDefinition'), 'formId');

/** Elements to which flows lead from here. */
export const nextOf = (node: ModdleElement): ModdleElement[] =>
  many(node, 'outgoing').flatMap((flow) => one(flow, 'targetRef') ?? []);

/** Everything that can be reached along flows, boundary events of what is reached included. */
export function reachable(from: ModdleElement[]): Set<ModdleElement> {
  const seen = new Set<ModdleElement>();
  const todo = [...from];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    todo.push(...nextOf(node));
  }
  return seen;
}

/** Boundary events that stand on an activity. */
export const boundariesOf = (node: ModdleElement): ModdleElement[] =>
  many(node.$parent, 'flowElements').filter((one_) => one(one_, 'attachedToRef') === node);

/** Notes on every element which flows begin and end there: files may leave that out (BPMN 2.0.2, 10.3.1), rules rely on it. */
export function noteFlows(container: ModdleElement): void {
  const flows = new Map<ModdleElement, { incoming: ModdleElement[]; outgoing: ModdleElement[] }>();
  const of = (node: ModdleElement): { incoming: ModdleElement[]; outgoing: ModdleElement[] } => {
    const found = flows.get(node) ?? { incoming: [], outgoing: [] };
    flows.set(node, found);
    return found;
  };
  for (const element of many(container, 'flowElements')) {
    const [source, target] = [one(element, 'sourceRef'), one(element, 'targetRef')];
    if (source) of(source).outgoing.push(element);
    if (target) of(target).incoming.push(element);
  }
  for (const [node, found] of flows) Object.assign(node, found);
  for (const inner of [...many(container, 'rootElements'), ...many(container, 'flowElements')])
    if (inner.flowElements) noteFlows(inner);
}
