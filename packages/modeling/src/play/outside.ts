import type { Model, Wait } from '@opora/engine';
import type { Playing } from '../scenario/playing.ts';

/** What the world outside could do now: everything that waits for something other than a person. */
export interface Outside {
  messages: { name: string; key?: string; node: string }[];
  signals: { name: string; node: string }[];
  /** The next timer and how long until then, as an ISO 8601 duration. */
  timers: { node: string; due: number; after: string }[];
  jobs: { node: string; type: string }[];
  /** Codes of errors and escalations that somebody could catch now, with the element that could throw them. */
  errors: { at: string; code: string; event: string }[];
  escalations: { at: string; code: string; event: string }[];
}

const textOf = (expression: { text: string } | { feel: string } | undefined): string | undefined =>
  expression && 'text' in expression ? expression.text : undefined;

/** Everything outside that the play waits for. */
export function outsideOf(play: Playing): Outside {
  const outside: Outside = { messages: [], signals: [], timers: [], jobs: [], errors: [], escalations: [] };
  const { host } = play;
  for (const { wait } of host.waits('message'))
    outside.messages.push({
      name: wait.message.name,
      node: wait.node,
      ...(wait.message.correlationKey === undefined ? {} : { key: wait.message.correlationKey }),
    });
  for (const { wait } of host.waits('signal'))
    outside.signals.push({ name: wait.signal.name, node: wait.node });
  for (const { wait } of host.waits('timer'))
    outside.timers.push({
      node: wait.node,
      due: wait.timer.due,
      after: durationOf(wait.timer.due - host.now),
    });
  outside.timers.sort((a, b) => a.due - b.due);
  for (const { caseId, wait } of [...host.waits('job'), ...host.waits('task')]) {
    const { model } = host.cases.get(caseId)!;
    if (wait.kind === 'job') outside.jobs.push({ node: wait.node, type: wait.job.type });
    outside.errors.push(...catchable(model, wait, 'error'));
    outside.escalations.push(...catchable(model, wait, 'escalation'));
  }
  return outside;
}

/** Boundary events of the element and of the scopes around it that catch what it could throw. */
function catchable(
  model: Model,
  wait: Wait,
  kind: 'error' | 'escalation',
): { at: string; code: string; event: string }[] {
  const found: { at: string; code: string; event: string }[] = [];
  for (let node = model.nodes[wait.node]; node; node = node.scope ? model.nodes[node.scope] : undefined)
    for (const id of node.boundary ?? [])
      for (const trigger of model.nodes[id]?.triggers ?? [])
        if (trigger.kind === kind)
          found.push({ at: wait.node, code: textOf(trigger.code) ?? 'error', event: id });
  return found;
}

/** An ISO 8601 duration of whole seconds that is not shorter than the milliseconds given. */
export function durationOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const days = Math.floor(seconds / 86_400);
  const rest = seconds % 86_400;
  const hours = Math.floor(rest / 3600);
  const minutes = Math.floor((rest % 3600) / 60);
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest % 60 ? `${rest % 60}S` : ''}`;
  if (!days && !time) return 'PT0S';
  return `P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`;
}
