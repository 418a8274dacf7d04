import type { Trigger } from '../model/types.ts';
import { tableValues } from './table.ts';
import type { Effect, MessageDetails, Variables, Wait } from './types.ts';
import type { Run } from './run.ts';
import { VariableScope } from './variables.ts';
import type { Visit } from './visit.ts';

/** Publishes the message of a throwing element, with the variables it sees locally or, with input mappings, only those. */
export function publish(visit: Visit, trigger: Extract<Trigger, { kind: 'message' }>): void {
  const name = visit.need(trigger.name, 'message', 'the name of the message');
  const correlationKey = visit.text(trigger.correlationKey);
  const timeToLive = visit.text(trigger.timeToLive);
  const id = visit.run.nextId();
  const effect: Effect = { type: 'publish-message', id, name, variables: sent(visit) };
  if (correlationKey !== undefined) effect.correlationKey = correlationKey;
  if (timeToLive !== undefined) effect.timeToLive = timeToLive;
  visit.run.record({
    kind: 'message.published',
    id,
    node: visit.node.id,
    name,
    ...(correlationKey === undefined ? {} : { correlationKey }),
  });
  visit.run.effects.push(effect);
}

/** From this number on a signal reaches what waits in its own case before the case goes on (docs/reference/semantics.md). */
const SIGNALS_INSIDE = 2;

/**
 * Broadcasts a signal with the variables of the throwing element. What waits for it in the same case hears it after
 * what is already due and before anything that follows; the host tells all others.
 */
export function broadcast(visit: Visit, name: string): void {
  const { run } = visit;
  const id = run.nextId();
  const variables = sent(visit);
  run.record({ kind: 'signal.broadcast', id, node: visit.node.id, name });
  if (run.state.semantics < SIGNALS_INSIDE) {
    run.effects.push({ type: 'broadcast-signal', id, name, variables });
    return;
  }
  run.effects.push({ type: 'broadcast-signal', id, name, variables, heardInside: true });
  const listens = tableValues(run.state.waits).find((wait) => isFor(wait, name));
  if (listens && run.happensTooOften(listens, `the signal «${name}» was thrown and heard`)) return;
  run.later(0, () => hearInside(run, name, id, variables));
}

const isFor = (wait: Wait, signal: string): boolean => wait.kind === 'signal' && wait.signal.name === signal;

/** Waits are numbered with what is thrown: a lower number was there before. */
function hearInside(run: Run, name: string, thrown: number, variables: Variables): void {
  for (const { id } of tableValues(run.state.waits)) {
    const wait = id < thrown ? run.wait(id) : undefined;
    if (wait && isFor(wait, name)) run.fire(wait, variables, { type: 'broadcast-signal', name, variables });
  }
}

/** What an element hands out: its local variables when it maps inputs, else everything it sees. */
export const handedOut = (visit: Visit): Variables =>
  visit.node.inputs ? { ...visit.instance.variables } : allVisible(visit);

/** Everything an element sees. */
export const allVisible = (visit: Visit): Variables => new VariableScope(visit.run.state, visit.id).all();

/** An event without input mappings sends nothing (Zeebe). */
const sent = (visit: Visit): Variables => (visit.node.inputs ? { ...visit.instance.variables } : {});

/**
 * Does a message go to a subscription? By name and key: a subscription that names no key takes any message of its name,
 * one with a key only a message with the same key, so that a message without a key never reaches it (as in Zeebe).
 */
export const fitsSubscription = (
  wanted: MessageDetails,
  message: { name: string; correlationKey?: string | undefined },
): boolean =>
  wanted.name === message.name &&
  (wanted.correlationKey === undefined || wanted.correlationKey === message.correlationKey);
