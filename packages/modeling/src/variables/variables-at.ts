import type { Expression, Model, ModelNode } from '@opora/engine';
import type { Form } from '../scenario/form.ts';
import { writtenVariables } from '../scenario/form.ts';

/** What is known of a variable at a point of a process. */
export interface KnownVariable {
  name: string;
  /** Id of the element that writes it; absent for what a case begins with. */
  from?: string;
}

/** What a project tells about variables beside the diagram itself. */
export interface VariableSources {
  forms: ReadonlyMap<string, Form>;
  /** Names that a case begins with: the input of stage.json. */
  given: string[];
}

const feelOf = (expression: Expression | undefined): string | undefined =>
  expression && 'feel' in expression ? expression.feel : undefined;
const textOf = (expression: Expression | undefined): string | undefined =>
  expression && 'text' in expression ? expression.text : undefined;

/** Variables that an element writes into the case when it completes. */
function written(node: ModelNode, { forms }: VariableSources): string[] {
  const names: string[] = [];
  const { vote } = node.task ?? {};
  const outcome =
    vote && (textOf(vote.outcomeVariable) ?? feelOf(vote.outcomeVariable)?.replace(/^"|"$/g, ''));
  if (outcome) names.push(outcome);
  if (node.marker?.kind === 'multi-instance' && node.marker.outputCollection)
    return [...names, node.marker.outputCollection];
  if (node.outputs) return [...names, ...node.outputs.map(({ target }) => target.split('.')[0]!)];
  const form = forms.get(node.task?.formId ?? node.startForm ?? '');
  if (form && !vote) names.push(...writtenVariables(form));
  const result =
    node.script?.resultVariable ??
    node.decision?.resultVariable ??
    (node.job && node.headers?.['resultVariable']);
  if (result) names.push(result);
  for (const trigger of node.triggers ?? [])
    if (trigger.kind === 'error')
      names.push(...[trigger.codeVariable, trigger.messageVariable].filter((one) => one !== undefined));
  return names;
}

/** Variables that only the element itself sees: input mappings and the item of its list. */
function local(node: ModelNode): string[] {
  const item = node.marker?.kind === 'multi-instance' ? node.marker.inputElement : undefined;
  return [
    ...(node.inputs ?? []).map(({ target }) => target.split('.')[0]!),
    ...(item ? [item, 'loopCounter'] : []),
  ];
}

/** Elements from which a token can come to this one, in whatever way; with all that is inside those that were passed. */
function before(model: Model, id: string): Set<string> {
  const around = new Set<string>();
  for (let scope = model.nodes[id]?.scope; scope; scope = model.nodes[scope]?.scope) around.add(scope);
  const seen = new Set<string>();
  const followed = new Set<string>();
  const todo = [id];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const node = model.nodes[at];
    if (!node || followed.has(at)) continue;
    followed.add(at);
    const siblings = node.eventSubprocess ? (model.nodes[node.scope ?? '']?.children ?? []) : [];
    const sources = [
      ...node.incoming.map((flow) => model.flows[flow]!.source),
      ...(node.attachedTo ? [node.attachedTo] : []),
      // It may begin at any time, so after anything beside it.
      ...siblings.filter((sibling) => sibling !== at),
    ];
    for (const source of sources) {
      seen.add(source);
      if (!around.has(source)) for (const inner of inside(model, source)) seen.add(inner);
      todo.push(source);
    }
    // What holds the element has begun, and not ended: only what came before it counts.
    if (node.scope && around.has(node.scope)) todo.push(node.scope);
  }
  return seen;
}

/** Everything inside of a subprocess, at whatever depth. */
const inside = (model: Model, id: string): string[] =>
  (model.nodes[id]?.children ?? []).flatMap((child) => [child, ...inside(model, child)]);

/**
 * Variables that can exist when an element begins: what the case began with, what elements on any way here write, and
 * what the element sees for itself. For the end of the element (`after`) also what it writes.
 */
export function variablesAt(
  model: Model,
  element: string,
  sources: VariableSources,
  after = false,
): KnownVariable[] {
  const flow = model.flows[element];
  const id = flow ? flow.source : element;
  const node = model.nodes[id];
  const found = new Map<string, KnownVariable>(sources.given.map((name) => [name, { name }]));
  if (!node) return [...found.values()];
  const add = (from: string, names: string[]): void => {
    for (const name of names) if (!found.has(name)) found.set(name, { name, from });
  };
  for (const passed of before(model, id)) {
    const one = model.nodes[passed];
    if (one) add(passed, written(one, sources));
  }
  for (
    let scope: ModelNode | undefined = node;
    scope;
    scope = scope.scope ? model.nodes[scope.scope] : undefined
  )
    add(scope.id, local(scope));
  if (after || flow) add(id, written(node, sources));
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}
