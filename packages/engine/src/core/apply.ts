import { tableDelete, tableGet, tableSet, type Owned } from './table.ts';
import type { CaseState, ElementInstance, Fact, JournalEntry, Json, Variables, Wait } from './types.ts';

const RECENT = 256;
/** Prefix of what a gathering node keeps in mind in the private state of its scope. */
export const GATHERED = 'gathered:';
/** Keys under which the private state of an instance has what can be, and what is still to be, compensated. */
const COMPENSATION = ['compensable', 'compensating'];
/** Key under which a scope that begins at an event when its listeners are done has that event. */
export const BEGINS = 'begins';

/** A state that may be changed in place where the step owns it. */
export interface Draft {
  state: CaseState;
  owned: Owned;
}

/** A state before its first journal entry. */
export const emptyState = (): CaseState => ({
  processId: '',
  modelHash: '',
  semantics: 0,
  status: 'active',
  number: 0,
  lastId: 0,
  now: 0,
  timeZone: 'UTC',
  elements: {},
  waits: {},
  incidents: {},
  recent: [],
});

/** Opens a state for a step: the top and the tables are copied, everything below is shared until touched. */
export function openDraft(state: CaseState): Draft {
  const copy = { ...state, elements: { ...state.elements }, waits: { ...state.waits } };
  return { state: copy, owned: new Set<object>() };
}

/** The element instance, made changeable. */
function change(draft: Draft, id: number): ElementInstance | undefined {
  const found = tableGet(draft.state.elements, id);
  if (found === undefined || draft.owned.has(found)) return found;
  const copy = { ...found };
  draft.owned.add(copy);
  tableSet(draft.state.elements, id, copy, draft.owned);
  return copy;
}

function own<T extends object>(draft: Draft, value: T | undefined): T {
  if (value !== undefined && draft.owned.has(value)) return value;
  const copy = { ...value } as T;
  draft.owned.add(copy);
  return copy;
}

/** Takes an instance out of its scope; the process itself stays, so that its variables can be read after the end. */
function removeElement(draft: Draft, id: number, scopeId: number, node: string): void {
  if (scopeId === 0) return;
  tableDelete(draft.state.elements, id, draft.owned);
  const scope = change(draft, scopeId);
  if (scope === undefined) return;
  scope.children -= 1;
  const at = (scope.at = own(draft, scope.at));
  const left = (at[node] ?? 0) - 1;
  if (left > 0) at[node] = left;
  else delete at[node];
}

function changeTokens(
  draft: Draft,
  scopeId: number,
  node: string,
  flows: { [flow: string]: number },
  sign: 1 | -1,
): void {
  const scope = change(draft, scopeId);
  if (scope === undefined) return;
  const tokens = (scope.tokens = own(draft, scope.tokens));
  const counts = (tokens[node] = own(draft, tokens[node]));
  for (const flow in flows) {
    const left = (counts[flow] ?? 0) + sign * flows[flow]!;
    if (left > 0) counts[flow] = left;
    else delete counts[flow];
  }
  for (const _ in counts) return;
  delete tokens[node];
  for (const _ in tokens) return;
  delete scope.tokens;
}

const without = (list: number[] | undefined, id: number): number[] | undefined => {
  const left = list?.filter((one) => one !== id);
  return left !== undefined && left.length > 0 ? left : undefined;
};

type Appliers = { [K in Fact['kind']]: (draft: Draft, fact: Extract<Fact, { kind: K }>, at: number) => void };

const nothing = (): void => undefined;
const numbered = (draft: Draft, fact: { id: number }): void => {
  draft.state.lastId = Math.max(draft.state.lastId, fact.id);
};

/** What each fact does to the state: the only place where a state changes. */
const appliers: Appliers = {
  'case.started': ({ state }, fact) => {
    state.processId = fact.processId;
    state.modelHash = fact.modelHash;
    state.semantics = fact.semantics;
    state.timeZone = fact.timeZone;
    if (fact.businessKey !== undefined) state.businessKey = fact.businessKey;
    if (fact.called) state.called = true;
  },
  stimulus: ({ state }, fact) => {
    if (fact.id !== undefined) state.recent = [...state.recent.slice(1 - RECENT), fact.id];
  },
  'element.activated': (draft, fact, at) => {
    const instance: ElementInstance = {
      id: fact.element,
      node: fact.node,
      scope: fact.scope,
      children: 0,
      since: at,
    };
    if (fact.index !== undefined) instance.index = fact.index;
    if (fact.iteration) instance.iteration = true;
    draft.owned.add(instance);
    tableSet(draft.state.elements, fact.element, instance, draft.owned);
    draft.state.lastId = Math.max(draft.state.lastId, fact.element);
    const scope = change(draft, fact.scope);
    if (scope === undefined) return;
    scope.children += 1;
    scope.at = own(draft, scope.at);
    scope.at[fact.node] = (scope.at[fact.node] ?? 0) + 1;
  },
  'element.completed': (draft, fact) => removeElement(draft, fact.element, fact.scope, fact.node),
  'element.terminated': (draft, fact) => removeElement(draft, fact.element, fact.scope, fact.node),
  'element.data': (draft, fact) => {
    const instance = change(draft, fact.element);
    if (instance === undefined) return;
    const data = (instance.data = own(draft, instance.data));
    for (const key in fact.data) {
      if (fact.data[key] === null) delete data[key];
      else data[key] = fact.data[key]!;
    }
    for (const _ in data) return;
    delete instance.data;
  },
  'flow.taken': nothing,
  'token.arrived': (draft, fact) => changeTokens(draft, fact.scope, fact.node, { [fact.flow]: 1 }, 1),
  'tokens.taken': (draft, fact) => changeTokens(draft, fact.scope, fact.node, fact.flows, -1),
  'variables.set': (draft, fact) => {
    const instance = change(draft, fact.element);
    if (instance === undefined) return;
    instance.variables = Object.assign(own(draft, instance.variables), fact.values);
  },
  'wait.opened': (draft, fact) => {
    const wait: Wait = fact.wait;
    tableSet(draft.state.waits, wait.id, wait, draft.owned);
    draft.state.lastId = Math.max(draft.state.lastId, wait.id);
    const instance = change(draft, wait.element);
    if (instance !== undefined) instance.waits = instance.waits ? [...instance.waits, wait.id] : [wait.id];
    if (wait.kind === 'condition') draft.state.conditions = [...(draft.state.conditions ?? []), wait.id];
  },
  'wait.updated': (draft, fact) => tableSet(draft.state.waits, fact.wait.id, fact.wait, draft.owned),
  'wait.closed': (draft, fact) => {
    tableDelete(draft.state.waits, fact.wait, draft.owned);
    const instance = change(draft, fact.element);
    if (instance !== undefined) {
      const left = without(instance.waits, fact.wait);
      if (left) instance.waits = left;
      else delete instance.waits;
    }
    if (fact.waitKind === 'condition') {
      const left = without(draft.state.conditions, fact.wait);
      if (left) draft.state.conditions = left;
      else delete draft.state.conditions;
    }
  },
  'message.published': numbered,
  'signal.broadcast': numbered,
  'escalation.thrown': numbered,
  'incident.raised': (draft, fact) => {
    (draft.state.incidents = own(draft, draft.state.incidents))[fact.incident.id] = fact.incident;
    numbered(draft, fact.incident);
  },
  'incident.resolved': (draft, fact) => {
    delete (draft.state.incidents = own(draft, draft.state.incidents))[fact.incident];
  },
  'stimulus.deferred': ({ state }, fact) => {
    state.deferred = [...(state.deferred ?? []), fact.stimulus];
  },
  warning: nothing,
  'case.suspended': ({ state }) => {
    state.status = 'suspended';
  },
  'case.resumed': ({ state }) => {
    state.status = 'active';
    delete state.deferred;
  },
  'case.migrated': migrate,
  'case.ended': ({ state }, fact) => {
    state.status = fact.status;
    if (fact.error) state.error = fact.error;
  },
};

/** Renames the nodes of everything alive by the mapping; ids that are not named stay. */
function migrate(draft: Draft, fact: Extract<Fact, { kind: 'case.migrated' }>): void {
  const { state, owned } = draft;
  const to = (node: string): string => fact.mapping[node] ?? node;
  const keys = <T>(map: { [node: string]: T }): { [node: string]: T } =>
    Object.fromEntries(Object.entries(map).map(([node, value]) => [to(node), value]));
  state.processId = fact.processId;
  state.modelHash = fact.modelHash;
  if (fact.semantics !== undefined) state.semantics = fact.semantics;
  for (const page of Object.values(state.elements)) {
    for (const instance of Object.values(page)) {
      const changed = change(draft, instance.id)!;
      changed.node = changed.scope === 0 ? fact.processId : to(changed.node);
      if (changed.at) changed.at = keys(changed.at);
      if (changed.data) changed.data = renamed(changed.data, to);
      if (changed.tokens) {
        const counts = Object.entries(changed.tokens).map(([node, flows]) => [to(node), keys(flows)]);
        changed.tokens = Object.fromEntries(counts) as NonNullable<ElementInstance['tokens']>;
      }
    }
  }
  state.incidents = Object.fromEntries(
    Object.entries(state.incidents).map(([id, one]) => [id, { ...one, node: to(one.node) }]),
  );
  for (const page of Object.values(state.waits)) {
    for (const wait of Object.values(page)) {
      tableSet(state.waits, wait.id, { ...wait, node: to(wait.node) }, owned);
    }
  }
}

/** Private state that names nodes: what gathering nodes keep in mind by node, and what can be compensated. */
function renamed(data: Variables, to: (node: string) => string): Variables {
  const value = (json: Json): Json => {
    if (Array.isArray(json)) return json.map(value);
    if (json === null || typeof json !== 'object') return json;
    const named: { [key: string]: Json } = { ...json };
    for (const key of ['node', 'handler']) if (typeof json[key] === 'string') named[key] = to(json[key]);
    if (json['inner'] !== undefined) named['inner'] = value(json['inner']);
    return named;
  };
  return Object.fromEntries(
    Object.entries(data).map(([key, one]) => {
      if (key.startsWith(GATHERED)) return [`${GATHERED}${to(key.slice(GATHERED.length))}`, one];
      return [key, COMPENSATION.includes(key) || key === BEGINS ? value(one) : one];
    }),
  );
}

/** Applies one numbered entry to a draft. */
export function applyEntry(draft: Draft, entry: JournalEntry): void {
  draft.state.number = entry.n;
  draft.state.now = entry.at;
  // The table is typed by kind; the lookup loses that tie.
  const apply = appliers[entry.kind] as (draft: Draft, fact: Fact, at: number) => void;
  apply(draft, entry, entry.at);
}
