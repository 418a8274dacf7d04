import {
  compileExpression,
  FeelError,
  visibleVariables,
  type CaseState,
  type Json,
  type Model,
  type Variables,
} from '@opora/engine';

/** One way out of an element, and why it was taken or not. */
export interface Choice {
  flow: string;
  name?: string;
  target: string;
  /** Text of the condition; absent where there is none. */
  condition?: string;
  isDefault: boolean;
  /** What the condition gave; absent where there is none or it could not be evaluated. */
  value?: Json;
  /** Why the condition could not be evaluated. */
  problem?: string;
  /** Values of the variables that the condition names. */
  used: Variables;
}

const word = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu;

/** Variables and parts of them (`a.b`) that a FEEL text names, with their values; texts in quotes are left out. */
export function usedVariables(text: string, variables: Variables): Variables {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const used: Variables = {};
  for (const [path] of bare.matchAll(word)) {
    const [first = '', ...rest] = path.split('.');
    if (!Object.hasOwn(variables, first)) continue;
    used[path] = rest.reduce<Json>(
      (inner, key) =>
        inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? (inner[key] ?? null) : null,
      variables[first]!,
    );
  }
  return used;
}

/** Every way out of an element with its condition, as it is seen by an element instance in that state of the case. */
export function choicesOf(model: Model, state: CaseState, node: string, elementId?: number): Choice[] {
  const found = model.nodes[node];
  if (!found) return [];
  const variables = visibleVariables(state, elementId);
  return found.outgoing.map((id) => {
    const flow = model.flows[id]!;
    const condition = flow.condition && 'feel' in flow.condition ? flow.condition.feel : undefined;
    return {
      flow: id,
      ...(flow.name === undefined ? {} : { name: flow.name }),
      target: flow.target,
      isDefault: found.defaultFlow === id,
      ...(condition === undefined ? { used: {} } : { condition, ...valueOf(condition, variables, state) }),
    };
  });
}

function valueOf(
  text: string,
  variables: Variables,
  { now, timeZone }: CaseState,
): Pick<Choice, 'value' | 'problem' | 'used'> {
  const used = usedVariables(text, variables);
  const scope = { get: (name: string) => variables[name], names: () => Object.keys(variables) };
  try {
    return { used, value: compileExpression(text).evaluate(scope, { now, timeZone }) };
  } catch (error) {
    if (!(error instanceof FeelError)) throw error;
    return { used, problem: error.message };
  }
}
