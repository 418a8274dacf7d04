import type { CaseState, Rejection, Stimulus, TaskDetails, Wait } from '../types.ts';
import { listeningOf } from '../listeners.ts';
import type { Run } from '../run.ts';
import { tableGet } from '../table.ts';
import { openWait, type StimulusHandler } from './handler.ts';

type Of<K extends Stimulus['type']> = Extract<Stimulus, { type: K }>;
type TaskWait = Extract<Wait, { kind: 'task' }>;

/** The open task, or why nothing can happen to it now: not open, or one of its listeners is at work. */
function freeTask(state: CaseState, id: number): TaskWait | Rejection {
  const wait = openWait(state, id, ['task']);
  if ('code' in wait) return wait;
  const listening = listeningOf(tableGet(state.elements, wait.element)?.data);
  if (!listening) return wait as TaskWait;
  return {
    code: 'listening',
    message: `a listener of task ${id} has not answered yet (${listening.event}); try again when it has`,
  };
}

function refuseUnlessFree(state: CaseState, id: number): Rejection | undefined {
  const found = freeTask(state, id);
  return 'code' in found ? found : undefined;
}

/** Changes a task, through its element where that has listeners. */
function change(run: Run, wait: TaskWait, event: 'assigning' | 'updating', task: TaskDetails): void {
  const visit = run.visit(wait.element);
  if (!visit.prepared.behavior.changing?.(visit, wait, event, task)) run.updateWait({ ...wait, task });
}

/** A person completes a task (or votes); elements that a person may push on by hand count as tasks too. */
export const completeTask: StimulusHandler<Of<'complete-task'>> = {
  whileSuspended: 'refused',
  refuses(prepared, state, stimulus) {
    const wait = freeTask(state, stimulus.wait);
    if ('code' in wait) return wait;
    const node = prepared.nodes.get(wait.node)!;
    return node.behavior.refuses?.(state, node.node, wait, stimulus);
  },
  apply: (run, stimulus) => run.fire(run.wait(stimulus.wait)!, stimulus.variables, stimulus),
};

/** A person takes a task, gives it back, or is given it. */
export const assignTask: StimulusHandler<Of<'assign-task'>> = {
  whileSuspended: 'refused',
  refuses: (_prepared, state, { wait }) => refuseUnlessFree(state, wait),
  apply(run, { wait: id, assignee }) {
    const wait = run.wait(id) as TaskWait;
    const { assignee: _, ...task } = wait.task;
    change(run, wait, 'assigning', assignee === null ? task : { ...task, assignee });
  },
};

/** Dates, priority or candidates of a task change. */
export const updateTask: StimulusHandler<Of<'update-task'>> = {
  whileSuspended: 'taken',
  refuses: (_prepared, state, { wait }) => refuseUnlessFree(state, wait),
  apply(run, { wait: id, changes }) {
    const wait = run.wait(id) as TaskWait;
    change(run, wait, 'updating', { ...wait.task, ...changes } as TaskDetails);
  },
};
