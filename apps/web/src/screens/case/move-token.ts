import { advance, liveElements, type CaseState, type Model, type Stimulus, type Wait } from '@opora/engine';

/** What is to be moved: an element instance that is active now, and the element at which the case goes on. */
export interface Move {
  /** Absent where a token is started beside those that are there. */
  from?: number;
  to: string;
}

/** What moving a token would bring about at once. */
export interface MoveConsequences {
  /** Why it cannot be done; then the lists are empty. */
  refused: string[];
  /** What would no longer be waited for: tasks, called cases, timers, jobs, messages. */
  closed: Wait[];
  /** What would be waited for then. */
  opened: Wait[];
  /** Elements that would stop without having been done. */
  stopped: string[];
  /** Elements at which the case would then stand. */
  standing: string[];
  /** Incidents that it would run into. */
  incidents: { node: string; message: string }[];
  /** How the case would end, if it would. */
  ends: string | undefined;
}

/** The act itself, as the API takes it. */
export const moveRequest = ({ from, to }: Move, reason: string) => ({
  activate: [{ elementId: to }],
  terminate: from === undefined ? [] : [{ elementInstanceId: from }],
  reason,
});

/** Tries a move on a copy of the case in the engine: nothing is changed, nobody is told. */
export function moveConsequences(
  model: Model,
  state: CaseState,
  { from, to }: Move,
  now: number,
): MoveConsequences {
  const stimulus: Stimulus = {
    type: 'modify',
    activate: [{ node: to }],
    terminate: from === undefined ? [] : [from],
  };
  const step = advance(model, state, stimulus, now);
  if (step.rejected) {
    const { message, details } = step.rejected;
    const nothing = { closed: [], opened: [], stopped: [], standing: [], incidents: [], ends: undefined };
    return { refused: details?.map((one) => one.message) ?? [message], ...nothing };
  }
  const before = new Map(
    Object.values(state.waits).flatMap((page) => Object.values(page).map((wait) => [wait.id, wait] as const)),
  );
  const consequences: MoveConsequences = {
    refused: [],
    closed: [],
    opened: [],
    stopped: [],
    standing: liveElements(step.state).flatMap(({ scope, node }) => (scope === 0 ? [] : [node])),
    incidents: [],
    ends: undefined,
  };
  for (const effect of step.effects) {
    if (effect.type === 'open') consequences.opened.push(effect.wait);
    if (effect.type === 'raise-incident')
      consequences.incidents.push({ node: effect.incident.node, message: effect.incident.message });
    if (effect.type === 'end') consequences.ends = effect.end.status;
    const closed = effect.type === 'close' ? before.get(effect.wait) : undefined;
    if (closed) consequences.closed.push(closed);
  }
  for (const entry of step.journal)
    if (entry.kind === 'element.terminated' && entry.scope !== 0) consequences.stopped.push(entry.node);
  return consequences;
}

/** The elements at which a token can be started, by their ids and names, in the order of the model. */
export function moveTargets(model: Model): { id: string; name: string }[] {
  return Object.values(model.nodes)
    .filter((node) => node.scope && !node.attachedTo && !node.eventSubprocess && node.name)
    .map((node) => ({ id: node.id, name: node.name ?? node.id }));
}
