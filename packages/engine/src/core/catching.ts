import type { Trigger } from '../model/types.ts';
import { Failure } from './behavior.ts';
import { startEventSubprocess } from './events.ts';
import { afterwards } from './leaving.ts';
import type { PreparedNode } from './prepared.ts';
import type { Run } from './run.ts';
import type { Variables } from './types.ts';
import type { Visit } from './visit.ts';

type Thrown = Extract<Trigger, { kind: 'error' | 'escalation' }>;

/** An event that catches what was thrown, and the instance it stands for. */
interface Catcher {
  event: PreparedNode;
  owner: number;
  trigger: Thrown;
}

/** Is there an event among these that catches the code? One that names the code goes before one that takes all (BPMN 2.0.2, 10.5.6). */
function match(
  visit: Visit,
  events: PreparedNode[],
  kind: Thrown['kind'],
  code: string,
): Catcher | undefined {
  let any: Catcher | undefined;
  for (const event of events) {
    for (const trigger of event.node.triggers ?? []) {
      if (trigger.kind !== kind) continue;
      const expected = codeOf(visit, trigger as Thrown, event);
      if (expected === null) continue;
      const catcher = { event, owner: visit.id, trigger: trigger as Thrown };
      if (expected === code) return catcher;
      if (expected === undefined || expected === '') any ??= catcher;
    }
  }
  return any;
}

/** The code that an event catches; null with a warning where it cannot be told, since what was thrown has to go on. */
function codeOf(visit: Visit, { code }: Thrown, event: PreparedNode): string | undefined | null {
  try {
    return visit.text(code);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    visit.run.record({ kind: 'warning', node: event.id, message: error.message });
    return null;
  }
}

/** Looks for the nearest catching event from the instance outwards: its boundary, then the event subprocesses of its scope, and so on. */
export function findCatcher(run: Run, from: number, kind: Thrown['kind'], code: string): Catcher | undefined {
  let inside: number | undefined;
  for (let at = run.find(from); at !== undefined; at = run.find(at.scope)) {
    const visit = run.visit(at.id);
    const isBody = visit.prepared.marker !== undefined && !at.iteration;
    if (inside !== undefined && !isBody && visit.prepared.eventSubprocesses.length > 0) {
      const from = run.find(inside)?.node;
      const others = visit.prepared.eventSubprocesses.filter(({ subprocess }) => subprocess.id !== from);
      const found = match(
        visit,
        others.map(({ start }) => start),
        kind,
        code,
      );
      if (found) return found;
    }
    if (!at.iteration) {
      const found = match(visit, visit.prepared.boundary, kind, code);
      if (found) return found;
    }
    inside = at.id;
  }
  return undefined;
}

/** Lets a catching event happen: interrupts what it stands for unless it does not interrupt. */
export function catchWith(
  run: Run,
  { event, owner, trigger }: Catcher,
  code: string,
  message: string | undefined,
  variables: Variables,
): void {
  const result: Variables = { ...variables };
  if (trigger.codeVariable) result[trigger.codeVariable] = code;
  if (trigger.kind === 'error' && trigger.messageVariable && message !== undefined)
    result[trigger.messageVariable] = message;
  if (!event.node.attachedTo) return startEventSubprocess(run, owner, event, result);
  const scope = run.find(owner)!.scope;
  if (event.node.interrupting === false) return void run.happen(event, scope, result);
  run.terminate(owner, `interrupted by ${event.id}`);
  afterwards(run, owner, { do: 'happen', node: event.id, scope, result });
}

/** Throws a BPMN error at an instance. False when nobody here or above catches it. */
export function throwError(
  run: Run,
  from: number,
  code: string,
  message: string | undefined,
  variables: Variables,
): boolean {
  const catcher = findCatcher(run, from, 'error', code);
  if (catcher) {
    catchWith(run, catcher, code, message, variables);
    return true;
  }
  if (!run.state.called) return false;
  run.end('failed', message === undefined ? { code } : { code, message });
  return true;
}

/** Throws an escalation at an instance; what nobody catches goes to the caller, or is only noted (BPMN 2.0.2, 10.5.6). */
export function throwEscalation(run: Run, from: number, code: string, variables: Variables): void {
  const node = run.find(from)!.node;
  const id = run.nextId();
  run.record({ kind: 'escalation.thrown', id, node, code });
  const catcher = findCatcher(run, from, 'escalation', code);
  if (catcher) catchWith(run, catcher, code, undefined, variables);
  else if (run.state.called) run.effects.push({ type: 'escalate', id, code, variables });
  else run.record({ kind: 'warning', node, message: `escalation «${code}» was not caught` });
}
