import type { ModelNode } from '../model/types.ts';
import { BEGINS } from './apply.ts';
import { openEventSubprocesses } from './events.ts';
import { openJob } from './jobs.ts';
import type { PreparedNode } from './prepared.ts';
import type { Run } from './run.ts';
import type { Json, Phase, Stimulus, Variables, Wait } from './types.ts';
import type { Visit } from './visit.ts';

/** Private state of an instance whose listeners are at work: the event they listen to and whose turn it is. */
const LISTENING = 'listening';

/** What listeners of an instance are about, kept until the last of them is done. */
export interface Listening {
  event: string;
  /** Position of the listener at work among those of the event. */
  index: number;
  [more: string]: Json | undefined;
}

/** From this number on an event subprocess maps its inputs, and events on its boundary wait (docs/reference/semantics.md). */
const WHOLE_EVENT_SUBPROCESS = 5;

type ListenerJob = Extract<Wait, { kind: 'job' }>;
type JobResult = Extract<Stimulus, { type: 'complete-job' }>;

/** Listeners of an event, in the order of the model. */
const listenersOf = (node: ModelNode, event: string): NonNullable<ModelNode['listeners']> =>
  (node.listeners ?? []).filter((one) => one.event === event);

/** Does the node have a listener for the event? */
export const isHeard = (node: ModelNode, event: string): boolean =>
  node.listeners?.some((one) => one.event === event) ?? false;

/** The event whose listeners are at work at an instance. */
export const listeningOf = (data: Variables | undefined): Listening | undefined =>
  data?.[LISTENING] as unknown as Listening | undefined;

/** The step of an instance's life in which listeners of an event work, to which a retry goes back. */
export const phaseOf = (event: string): Phase =>
  event === 'start' ? 'starting' : event === 'end' ? 'ending' : 'listening';

/**
 * Opens the job of the listener whose turn it is. False when none is left: then the instance goes on. Listeners of an
 * event work one after the other, and the instance waits for each.
 */
export function listen(visit: Visit, event: string, headers: { [key: string]: string } = {}): boolean {
  if (!isHeard(visit.node, event)) return false;
  const known = listeningOf(visit.data);
  const listener = listenersOf(visit.node, event)[known?.index ?? 0];
  if (!listener) {
    visit.remember({ [LISTENING]: null });
    return false;
  }
  if (!known) visit.remember({ [LISTENING]: { event, index: 0 } });
  openJob(visit, listener, { ...listener.headers, ...headers }, event);
  return true;
}

/** Begins to hear listeners of an event about something that is to happen when the last of them is done. */
export function hear(visit: Visit, event: string, about: { [key: string]: Json }): void {
  visit.remember({ [LISTENING]: { ...about, event, index: 0 } });
  visit.run.perform(visit.id, phaseOf(event));
}

/** Forgets what listeners of the instance were about. */
export const stopListening = (visit: Visit): void => visit.remember({ [LISTENING]: null });

/** A listener did its work: what a start listener gives is local, what an end listener gives goes to the scopes around. */
export function heard(run: Run, wait: ListenerJob, stimulus: JobResult): void {
  const visit = run.visit(wait.element);
  const event = wait.job.listener!;
  visit.done(wait);
  if (event === 'end') run.propagate(visit.instance.scope || visit.id, stimulus.variables);
  else visit.set(stimulus.variables);
  const known = listeningOf(visit.data)!;
  const next = visit.prepared.behavior.heard?.(visit, known, stimulus) ?? known;
  if (next === 'denied') return;
  visit.remember({ [LISTENING]: { ...next, index: next.index + 1 } as { [key: string]: Json } });
  run.perform(visit.id, phaseOf(event));
}

/** Begins a scope at an event that has happened, after its input mappings and start listeners and with the events on its boundary waiting. */
export function beginWith(run: Run, scope: number, start: PreparedNode, result: Variables): void {
  const visit = run.visit(scope);
  const isWhole = run.state.semantics >= WHOLE_EVENT_SUBPROCESS;
  const maps = isWhole && visit.node.inputs !== undefined;
  const waits = isWhole && visit.prepared.boundary.length > 0;
  if (!maps && !waits && !isHeard(visit.node, 'start')) return beginNow(visit, start, result);
  visit.remember({ [BEGINS]: { node: start.id, result } });
  run.perform(scope, maps ? 'inputs' : 'starting');
}

/** Goes on with a scope that was to begin at an event; false when it begins in the ordinary way. */
export function beginsAtEvent(visit: Visit): boolean {
  const begins = visit.data[BEGINS] as { node: string; result: Variables } | undefined;
  if (!begins) return false;
  visit.remember({ [BEGINS]: null });
  beginNow(visit, visit.run.node(begins.node), begins.result);
  return true;
}

function beginNow(visit: Visit, start: PreparedNode, result: Variables): void {
  openEventSubprocesses(visit);
  visit.run.happen(start, visit.id, result);
  for (const { source } of start.incoming) {
    const before = visit.run.node(source);
    before.behavior.begun?.(visit.run, visit.id, before, start);
  }
}
