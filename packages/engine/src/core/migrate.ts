import type { Model, ModelNode } from '../model/types.ts';
import { Failure, type WaitSpec } from './behavior.ts';
import { eventWaits } from './events.ts';
import { isClearing } from './leaving.ts';
import { listeningOf, phaseOf } from './listeners.ts';
import { prepare, type Prepared, type PreparedNode } from './prepared.ts';
import { Run } from './run.ts';
import { tableGet, tableValues } from './table.ts';
import type { Visit } from './visit.ts';
import type { Actor, CaseState, ElementInstance, Rejection, Step, Wait } from './types.ts';

/** A wish to carry a case over to another version of its process. */
export interface MigrationPlan {
  /** Node and flow ids of the old model → ids of the new one; what is not named keeps its id. */
  mapping: { [from: string]: string };
  id?: string;
  actor?: Actor;
  reason?: string;
}
type Details = NonNullable<Rejection['details']>;
/** What cannot be seen in the new model. */
interface Past {
  /** Events that were timers. */
  timed: ReadonlySet<string>;
  /** Scopes, by number, in which an event subprocess has ended everything else. */
  interrupted: ReadonlySet<number>;
}

/**
 * Carries a case over to another model: tokens stay on the mapped elements, tasks keep their numbers, assignees and
 * dates, timers their time; other subscriptions are made anew. Refused whole, with a reason per token, when something
 * has no target. Pure: a dry run is the same call with the result thrown away.
 */
export function migrate(from: Model, to: Model, state: CaseState, plan: MigrationPlan, now: number): Step {
  const refused = (rejected: Rejection): Step => ({ state, effects: [], journal: [], rejected });
  if (plan.id !== undefined && state.recent.includes(plan.id))
    return { state, effects: [], journal: [], repeated: true };
  if (state.status !== 'active' && state.status !== 'suspended') {
    return refused({ code: 'not-active', message: `the case has ended: ${state.status}` });
  }
  const [before, after] = [prepare(from), prepare(to)];
  const mapping = { ...plan.mapping, [from.processId]: to.processId };
  const details = tableValues(state.elements).flatMap((instance) =>
    obstacles(instance, state, before, after, mapping),
  );
  if (details.length > 0) {
    return refused({
      code: 'cannot-migrate',
      message: 'some tokens have no place in the new version; nothing was changed',
      details,
    });
  }
  const run = new Run(after, state, now);
  const { id, actor, reason } = plan;
  run.record({
    kind: 'stimulus',
    stimulus: 'migrate',
    ...(id === undefined ? {} : { id }),
    ...(actor ? { actor } : {}),
    ...(reason === undefined ? {} : { reason }),
  });
  run.record({
    kind: 'case.migrated',
    processId: to.processId,
    modelHash: to.hash,
    mapping,
    ...(to.semantics === state.semantics ? {} : { semantics: to.semantics }),
  });
  const past: Past = { timed: timedEvents(before, mapping), interrupted: interruptedScopes(before, state) };
  for (const instance of tableValues(run.state.elements)) {
    try {
      renewWaits(run, instance, past);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { id: element, node } = instance;
      return refused({
        code: 'cannot-migrate',
        message: 'an event of the new version cannot be waited for; nothing was changed',
        details: [{ node, element, message: error.message }],
      });
    }
  }
  run.reconsider();
  run.settle();
  return { state: run.state, effects: run.effects, journal: run.journal };
}

/** What keeps one element instance from being carried over. */
function obstacles(
  instance: ElementInstance,
  state: CaseState,
  before: Prepared,
  after: Prepared,
  mapping: MigrationPlan['mapping'],
): Details {
  const to = (id: string): string => mapping[id] ?? id;
  const tell = (message: string): Details => [{ node: instance.node, element: instance.id, message }];
  if (isClearing(instance))
    return tell(`«${instance.node}» is being ended; migrate when its canceling listeners have answered`);
  const old = before.nodes.get(instance.node)!.node;
  const target = after.nodes.get(to(instance.node))?.node;
  if (!target)
    return tell(`«${instance.node}» has no target: the new version has no element «${to(instance.node)}»`);
  if (target.type !== old.type)
    return tell(`expected «${target.id}» to be a ${old.type}, found ${target.type}`);
  if (target.marker?.kind !== old.marker?.kind)
    return tell(`expected «${target.id}» to repeat in the same way`);
  const scope = tableGet(state.elements, instance.scope);
  if (scope && !instance.iteration && target.scope !== to(scope.node)) {
    return tell(`expected «${target.id}» to lie in «${to(scope.node)}», found it in «${target.scope}»`);
  }
  return gatheredTokens(instance, after, to);
}

function gatheredTokens(instance: ElementInstance, after: Prepared, to: (id: string) => string): Details {
  return Object.entries(instance.tokens ?? {}).flatMap(([node, flows]) => {
    const target = after.nodes.get(to(node));
    if (!target?.gathering)
      return [{ node, message: `tokens wait at «${node}»; the new version has no such joining gateway` }];
    return Object.keys(flows)
      .filter((flow) => !target.node.incoming.includes(to(flow)))
      .map((flow) => ({
        node,
        message: `a token waits at «${node}» on flow «${flow}», which does not lead to «${target.id}» in the new version`,
      }));
  });
}

/** Events of the new model that were timers in the old one: one of them that waits no longer has fired for the last time. */
function timedEvents(before: Prepared, mapping: MigrationPlan['mapping']): ReadonlySet<string> {
  const timers = [...before.nodes.values()].filter(({ node }) =>
    node.triggers?.some((trigger) => trigger.kind === 'timer'),
  );
  return new Set(timers.map(({ id }) => mapping[id] ?? id));
}

/** Scopes that an event subprocess has interrupted, by number: no other one starts in them. */
function interruptedScopes(before: Prepared, state: CaseState): ReadonlySet<number> {
  const isInterrupted = ({ node, at = {} }: ElementInstance): boolean =>
    before.nodes
      .get(node)!
      .eventSubprocesses.some(
        ({ subprocess, start }) => start.node.interrupting !== false && at[subprocess.id],
      );
  return new Set(
    tableValues(state.elements)
      .filter(isInterrupted)
      .map(({ id }) => id),
  );
}

/** Brings the waits of an instance in line with the new model. */
function renewWaits(run: Run, instance: ElementInstance, { timed, interrupted }: Past): void {
  const visit = run.visit(instance.id);
  const { node } = visit;
  const waits = run.waitsOf(instance.id);
  const standing = standingEvents(visit.prepared, instance, waits, run, interrupted.has(instance.id));
  for (const wait of waits) if (wait.node === node.id) renewOwn(run, wait, node);
  for (const event of standing)
    renewEvent(
      run,
      visit,
      event,
      waits.filter((wait) => wait.node === event.id),
      timed.has(event.id),
    );
  for (const wait of waits)
    if (wait.node !== node.id && !standing.some((event) => event.id === wait.node))
      run.closeWait(wait, 'migrated');
}

/** Events that wait at this instance: its boundary events, start events of its event subprocesses, and events behind it that it waits for. */
function standingEvents(
  prepared: PreparedNode,
  instance: ElementInstance,
  waits: Wait[],
  run: Run,
  isInterrupted: boolean,
): PreparedNode[] {
  // Before its start listeners are done it waits for nothing yet, while its end listeners work for nothing any more.
  const listening = listeningOf(instance.data);
  if (listening && phaseOf(listening.event) !== 'listening') return [];
  const isBody = prepared.marker !== undefined && !instance.iteration;
  const boundary = instance.iteration ? [] : prepared.boundary;
  const inside = isBody || isInterrupted ? [] : prepared.eventSubprocesses.map(({ start }) => start);
  const behind = prepared.outgoing.map(({ target }) => run.node(target));
  const waitsBehind = behind.some((event) => waits.some((wait) => wait.node === event.id));
  return [...boundary, ...inside, ...(waitsBehind ? behind : [])];
}

/** A timer keeps its time, and one that has fired for the last time is not started again; everything else waits for what the new model says. */
function renewEvent(run: Run, visit: Visit, event: PreparedNode, waits: Wait[], wasTimed: boolean): void {
  const specs = eventWaits(visit, event);
  // Some of a parallel multiple event may have happened already: what is still missing stays as it is.
  if (event.node.parallelMultiple && waits.length > 0) return;
  const open = [...waits];
  for (const spec of specs) {
    const i = open.findIndex(
      (wait) => wait.kind === spec.kind && (wait.kind === 'timer' || isSame(wait, spec)),
    );
    if (i >= 0) open.splice(i, 1);
    else if (spec.kind !== 'timer' || !wasTimed) visit.open(spec, event.id);
  }
  for (const wait of open) run.closeWait(wait, 'migrated');
}

/** Does the wait say what the specification says? What a condition held last is no part of it. */
function isSame(wait: Wait, spec: WaitSpec): boolean {
  if (wait.kind === 'condition' && spec.kind === 'condition') {
    const { held: _, due: __, ...waited } = wait.condition;
    const { due: ___, ...said } = spec.condition;
    return JSON.stringify(waited) === JSON.stringify(said);
  }
  return JSON.stringify({ ...wait, ...spec }) === JSON.stringify(wait);
}

/** A task takes over name and form; a message or signal is subscribed to as the new model says; the rest stays. */
function renewOwn(run: Run, wait: Wait, node: ModelNode): void {
  if (wait.kind === 'task') {
    const { formId: _, ...task } = wait.task;
    const renewed = {
      ...task,
      name: node.name ?? node.id,
      headers: node.headers ?? {},
      ...(node.task?.formId ? { formId: node.task.formId } : {}),
    };
    if (JSON.stringify(renewed) !== JSON.stringify(wait.task) || wait.node !== node.id)
      run.updateWait({ ...wait, task: renewed });
    return;
  }
  if (wait.kind !== 'message' && wait.kind !== 'signal' && wait.kind !== 'condition') return;
  const visit = run.visit(wait.element);
  const specs = eventWaits(visit, visit.prepared).filter((spec) => spec.kind === wait.kind);
  if (specs.length !== 1 || isSame(wait, specs[0]!)) return;
  run.closeWait(wait, 'migrated');
  visit.open(specs[0]!);
}
