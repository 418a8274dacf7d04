import { triggers } from '../triggers/index.ts';
import type { Trigger } from '../model/types.ts';
import type { TriggerBehavior, WaitSpec } from './behavior.ts';
import { afterwards } from './leaving.ts';
import { beginWith } from './listeners.ts';
import type { PreparedNode } from './prepared.ts';
import type { Run } from './run.ts';
import type { Variables, Wait } from './types.ts';
import type { Visit } from './visit.ts';

/** The behavior of a trigger's kind. */
export const behaviorOf = (trigger: Trigger): TriggerBehavior => triggers[trigger.kind] as TriggerBehavior;

/** What has to be waited for until the event happens, evaluated at the instance it stands for. */
export function eventWaits(visit: Visit, event: PreparedNode): WaitSpec[] {
  return (event.node.triggers ?? []).flatMap((trigger) => behaviorOf(trigger).wait?.(visit, trigger) ?? []);
}

/** Does what an event throws; true when it may complete now. */
export function throwAll(visit: Visit): boolean {
  let complete = true;
  for (const trigger of visit.node.triggers ?? []) {
    if (!visit.isAlive) return false;
    if (behaviorOf(trigger).throw?.(visit, trigger) === 'stays') complete = false;
  }
  return complete && visit.isAlive;
}

/** After an event fired without interrupting: its wait stays, or is opened anew for the next time. */
export function rearm(run: Run, event: PreparedNode, wait: Wait): void {
  const visit = run.visit(wait.element);
  if (event.node.parallelMultiple) {
    run.closeWait(wait, 'done');
    return run.attach(visit, [event]);
  }
  const trigger = (event.node.triggers ?? []).find((one) => behaviorOf(one).wait && behaviorOf(one).again);
  if (!trigger || wait.kind !== 'timer') return;
  const next = behaviorOf(trigger).again!(visit, wait);
  run.closeWait(wait, 'done');
  if (next) visit.open(next, event.id);
}

/**
 * Did an event of a parallel multiple definition happen while others are still missing? Then it is noted, with its
 * variables in the scope around, and the event itself has to wait for the rest (BPMN 2.0.2, 10.5.4).
 */
export function isStillMissing(run: Run, event: PreparedNode, wait: Wait, variables: Variables): boolean {
  if (!event.node.parallelMultiple) return false;
  const others = run.waitsOf(wait.element).filter((one) => one.node === event.id && one.id !== wait.id);
  if (others.length === 0) return false;
  run.closeWait(wait, 'done');
  run.propagate(run.find(wait.element)!.scope || wait.element, variables);
  return true;
}

/** Waits of the event subprocesses of a scope open with it; an interrupted scope opens none. */
export function openEventSubprocesses(visit: Visit): void {
  const events = visit.prepared.eventSubprocesses.map(({ start }) => start);
  if (events.length > 0) visit.run.attach(visit, events);
}

/** Starts an event subprocess in its scope because its start event happened. */
export function startEventSubprocess(run: Run, scope: number, start: PreparedNode, result: Variables): void {
  if (start.node.interrupting === false)
    return beginWith(run, run.spawn(run.node(start.node.scope!), scope), start, result);
  run.terminateChildren(scope, `interrupted by ${start.id}`);
  const mine = new Set(run.visit(scope).prepared.eventSubprocesses.map((one) => one.start.id));
  run.closeWaits(scope, 'interrupted', (wait) => mine.has(wait.node));
  afterwards(run, scope, { do: 'begin', node: start.id, result });
}
