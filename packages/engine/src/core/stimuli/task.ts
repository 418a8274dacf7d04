import type { Stimulus, TaskDetails, Wait } from '../types.ts';
import { openWait, refuseUnlessOpen, type StimulusHandler } from './handler.ts';

type Of<K extends Stimulus['type']> = Extract<Stimulus, { type: K }>;

/** A person completes a task (or votes); elements that a person may push on by hand count as tasks too. */
export const completeTask: StimulusHandler<Of<'complete-task'>> = {
  whileSuspended: 'refused',
  refuses(prepared, state, stimulus) {
    const wait = openWait(state, stimulus.wait, ['task']);
    if ('code' in wait) return wait;
    const node = prepared.nodes.get(wait.node)!;
    return node.behavior.refuses?.(state, node.node, wait, stimulus);
  },
  apply: (run, stimulus) => run.fire(run.wait(stimulus.wait)!, stimulus.variables, stimulus),
};

/** A person takes a task, gives it back, or is given it. */
export const assignTask: StimulusHandler<Of<'assign-task'>> = {
  whileSuspended: 'refused',
  refuses: (_prepared, state, { wait }) => refuseUnlessOpen(state, wait, 'task'),
  apply(run, { wait: id, assignee }) {
    const wait = run.wait(id) as Extract<Wait, { kind: 'task' }>;
    const { assignee: _, ...task } = wait.task;
    run.updateWait({ ...wait, task: assignee === null ? task : { ...task, assignee } });
  },
};

/** Dates, priority or candidates of a task change. */
export const updateTask: StimulusHandler<Of<'update-task'>> = {
  whileSuspended: 'taken',
  refuses: (_prepared, state, { wait }) => refuseUnlessOpen(state, wait, 'task'),
  apply(run, { wait: id, changes }) {
    const wait = run.wait(id) as Extract<Wait, { kind: 'task' }>;
    run.updateWait({ ...wait, task: { ...wait.task, ...changes } as TaskDetails });
  },
};
