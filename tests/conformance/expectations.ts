import { visibleVariables, type Json, type Model, type Wait } from '@opora/engine';
import { liveElements, openWaits } from '@opora/engine';
import type { Expectation } from './case-format.ts';
import type { CaseView } from './hosts/host.ts';

/** Everything in which the cases of a host differ from what is expected. */
export function differences(expected: Expectation, cases: CaseView[], when: string): string[] {
  const first = cases[0];
  const findings: string[] = [];
  const { completed, visited } = historyOf(cases);
  for (const id of new Set(expected.completedElements ?? [])) {
    const [want, got] = [count(expected.completedElements!, id), count(completed, id)];
    if (want !== got) findings.push(`expected «${id}» to complete ${want} times, found ${got}`);
  }
  for (const id of expected.notVisited ?? [])
    if (visited.has(id)) findings.push(`expected «${id}» never to be activated`);
  for (const id of expected.notCompleted ?? [])
    if (completed.includes(id)) findings.push(`expected «${id}» not to complete`);
  if (expected.waitingAt) {
    const [want, got] = [expected.waitingAt, waitingAt(cases)].map((list) => [...list].sort().join(', '));
    if (want !== got) findings.push(`expected to wait at [${want}], found [${got}]`);
  }
  if (expected.state !== undefined && !accepts(expected, first ? stateOf(first, cases) : 'none'))
    findings.push(`expected state ${expected.state}, found ${first ? stateOf(first, cases) : 'no case'}`);
  const variables = first ? visibleVariables(first.state) : {};
  for (const [name, value] of Object.entries(expected.variables ?? {}))
    if (!same(variables[name], value))
      findings.push(`expected ${name} = ${JSON.stringify(value)}, found ${JSON.stringify(variables[name])}`);
  for (const name of expected.absentVariables ?? [])
    if (name in variables) findings.push(`expected no variable ${name}`);
  for (const [processId, states] of Object.entries(expected.instances ?? {}))
    for (const [state, want] of Object.entries(states)) {
      const got = cases.filter(
        (one) => one.model.processId === processId && stateOf(one, cases) === state,
      ).length;
      if (got !== want) findings.push(`expected ${want} instances of ${processId} ${state}, found ${got}`);
    }
  return findings.length === 0 ? [] : [...findings.map((one) => `${when}: ${one}`), ...incidentsOf(cases)];
}

/** Is the state the expected one, or one of the alternatives? */
export const accepts = ({ state, stateAlternatives = [] }: Expectation, found: string): boolean =>
  state === found || stateAlternatives.includes(found);

const count = (list: string[], id: string): number => list.filter((one) => one === id).length;

/** Nodes completed (the container of a marker does not count) and nodes ever activated. */
function historyOf(cases: CaseView[]): { completed: string[]; visited: Set<string> } {
  const completed: string[] = [];
  const visited = new Set<string>();
  for (const { model, journal } of cases) {
    const containers = new Set<number>();
    for (const entry of journal) {
      if (entry.kind === 'element.activated') {
        visited.add(entry.node);
        if (model.nodes[entry.node]!.marker && !entry.iteration) containers.add(entry.element);
      }
      if (entry.kind === 'element.completed' && !containers.has(entry.element)) completed.push(entry.node);
    }
  }
  return { completed, visited };
}

/** Node ids at which instances wait, one entry per instance. */
export function waitingAt(cases: CaseView[]): string[] {
  return cases.flatMap(({ state, model }) => {
    const waits = openWaits(state);
    return liveElements(state)
      .filter((element) =>
        waits.some((wait) => wait.element === element.id && isWaitState(wait, element.node, model)),
      )
      .map((element) => element.node);
  });
}

const isWaitState = (wait: Wait, node: string, model: Model): boolean =>
  wait.kind !== 'child' && (wait.node === node || model.nodes[node]!.type === 'bpmn:EventBasedGateway');

/** How a case stands in the words of the format; an incident in a called case is one of its caller too. */
function stateOf({ id, state }: CaseView, cases: CaseView[]): string {
  if (state.status !== 'active') return state.status === 'cancelled' ? 'terminated' : state.status;
  const family = new Set([id]);
  for (const one of cases) if (one.parent !== undefined && family.has(one.parent)) family.add(one.id);
  const stuck = cases.some((one) => family.has(one.id) && Object.keys(one.state.incidents).length > 0);
  return stuck ? 'incident' : 'active';
}

function incidentsOf(cases: CaseView[]): string[] {
  const all = cases.flatMap(({ state }) => Object.values(state.incidents).map(({ message }) => message));
  return all.length > 0 ? [`(incidents: ${all.join('; ')})`] : [];
}

/** JSON values are the same when they hold the same, in whatever order the entries of a context stand. */
function same(a: Json | undefined, b: Json): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, i) => same(one, b[i]!))
    );
  const keys = Object.keys(b);
  return keys.length === Object.keys(a).length && keys.every((key) => same(a[key], b[key]!));
}
