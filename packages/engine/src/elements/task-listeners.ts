import { depart } from '../core/leaving.ts';
import { hear, isHeard, listen, listeningOf, stopListening, type Listening } from '../core/listeners.ts';
import type { Actor, Json, Stimulus, TaskDetails, Variables, Wait, WaitId } from '../core/types.ts';
import type { Visit } from '../core/visit.ts';

/** The event of a task that is taken down from outside. */
const CANCELING = 'canceling';
/** Events of a user task that its listeners may hear before they happen. */
export const TASK_EVENTS = ['creating', 'assigning', 'updating', 'completing', CANCELING];

type TaskWait = Extract<Wait, { kind: 'task' }>;

/** What listeners of a task are about: the task as it was and as it is to be. */
interface Change extends Listening {
  before: Json;
  task: Json;
  /** The open task; absent while it is being created. */
  wait?: WaitId;
  /** What completes the task, and whose act that is. */
  result?: Variables;
  by?: Json;
  remark?: string;
}

/** Opens a task, after its listeners have heard that it is created and whom it is given to. */
export function openTask(visit: Visit, task: TaskDetails): void {
  const { assignee, ...free } = task;
  if (isHeard(visit.node, 'creating')) hearOf(visit, 'creating', free, task);
  else if (assignee !== undefined && isHeard(visit.node, 'assigning')) hearOf(visit, 'assigning', free, task);
  else visit.open({ kind: 'task', task });
}

/** Lets listeners hear that an open task is to change; false when there are none. */
export function changing(visit: Visit, wait: TaskWait, event: string, task: TaskDetails): boolean {
  if (!isHeard(visit.node, event)) return false;
  hearOf(visit, event, wait.task, task, { wait: wait.id });
  return true;
}

/** Completes a task with its result, after its listeners. */
export function completeTask(visit: Visit, wait: TaskWait, result: Variables, stimulus: Stimulus): void {
  if (isHeard(visit.node, 'completing')) {
    const { actor, remark } = stimulus;
    return hearOf(visit, 'completing', wait.task, wait.task, {
      ...{ wait: wait.id, result },
      ...(actor && { by: { ...actor } }),
      ...(remark !== undefined && { remark }),
    });
  }
  visit.done(wait);
  visit.complete(result);
}

/** A task that is on offer, or is about to be, and is taken down: its listeners hear of it, and cannot change it. */
export function parting(visit: Visit): { event: string; about: Variables } | undefined {
  if (!isHeard(visit.node, CANCELING)) return undefined;
  const wait = visit.run.waitsOf(visit.id).find((one): one is TaskWait => one.kind === 'task');
  const known = listeningOf(visit.data);
  const task = wait?.task ?? (known && isChange(known) ? known.before : undefined);
  if (task === undefined) return undefined;
  const about = { before: task as Json, task: task as Json, ...(wait && { wait: wait.id }) };
  return { event: CANCELING, about };
}

function hearOf(
  visit: Visit,
  event: string,
  before: TaskDetails,
  task: TaskDetails,
  more: Pick<Change, 'wait' | 'result' | 'by' | 'remark'> = {},
): void {
  hear(visit, event, { before: before as unknown as Json, task: task as unknown as Json, ...more });
}

/** A listener answered: corrections count for those that follow it; a denial ends it all. */
export function heard(visit: Visit, listening: Listening, stimulus: Stimulus): Listening | 'denied' {
  if (stimulus.type !== 'complete-job' || !isChange(listening)) return listening;
  const { denied, deniedReason, corrections = {} } = stimulus.result ?? {};
  const { event, before, wait } = listening;
  if (event === CANCELING) {
    const ignored = denied ? 'the denial' : stimulus.result?.corrections ? 'the corrections' : undefined;
    if (ignored)
      visit.run.record({
        kind: 'warning',
        node: visit.node.id,
        message: `${ignored} of a listener came to nothing: the task is canceled already`,
      });
    return listening;
  }
  if (denied && event !== 'creating') {
    const why = deniedReason ? `: ${deniedReason}` : '';
    visit.run.record({
      kind: 'warning',
      node: visit.node.id,
      message: `a listener denied that the task is ${DENIED[event]!}${why}`,
    });
    stopListening(visit);
    if (wait === undefined) visit.open({ kind: 'task', task: before as unknown as TaskDetails });
    return 'denied';
  }
  return { ...listening, task: corrected(listening.task as unknown as TaskDetails, corrections) };
}

const DENIED: { [event: string]: string } = {
  assigning: 'assigned',
  updating: 'updated',
  completing: 'completed',
};
const isChange = (listening: Listening): listening is Change => TASK_EVENTS.includes(listening.event);

/** An empty text takes away what can be absent. */
function corrected(task: TaskDetails, corrections: Partial<TaskDetails>): Json {
  const given = Object.entries(corrections).filter(([, value]) => value !== null && value !== undefined);
  const changed = { ...task, ...Object.fromEntries(given) };
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== '')) as Json;
}

/** Lets the next listener work; after the last one what they heard of happens. */
export function listening(visit: Visit): void {
  const change = listeningOf(visit.data) as Change;
  const task = change.task as unknown as TaskDetails;
  if (listen(visit, change.event, headersOf(visit, change))) return;
  if (change.event === CANCELING) return depart(visit);
  const wait = change.wait === undefined ? undefined : (visit.run.wait(change.wait) as TaskWait | undefined);
  if (!wait) {
    const { assignee, ...free } = task;
    if (change.event === 'creating' && assignee !== undefined && isHeard(visit.node, 'assigning'))
      return hearOf(visit, 'assigning', free, task);
    visit.open({ kind: 'task', task });
    return;
  }
  if (change.event !== 'completing' || JSON.stringify(task) !== JSON.stringify(change.before))
    visit.run.updateWait({ ...wait, task });
  if (change.event !== 'completing') return;
  const { by, remark, result = {} } = change;
  visit.run.closeWait(wait, 'done', {
    ...(by !== undefined && { by: by as unknown as Actor }),
    ...(remark !== undefined && { remark }),
  });
  visit.complete(result);
}

/** What is known of the task, as headers of the job under the names that Camunda 8 gives them. */
function headersOf(visit: Visit, { event, before, task, wait }: Change): { [key: string]: string } {
  const now = task as { [name: string]: Json };
  const then = before as { [name: string]: Json };
  const names = ['assignee', 'candidateGroups', 'candidateUsers', 'dueDate', 'followUpDate', 'priority'];
  const changed = names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(then[name]));
  const known: { [name: string]: Json | undefined } = {
    action: event,
    ...Object.fromEntries(names.map((name) => [name, now[name]])),
    formKey: now.formId,
    changedAttributes: changed,
    userTaskKey: wait,
  };
  const written = Object.entries(known).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[`io.camunda.zeebe:${name}`, typeof value === 'string' ? value : JSON.stringify(value)]],
  );
  return { ...Object.fromEntries(written), ...visit.node.headers };
}
