import { refuseUnlessOpen, type StimulusHandler } from './handler.ts';
import type { Stimulus, Wait } from '../types.ts';

/** A timer fell due. */
export const fireTimer: StimulusHandler<Extract<Stimulus, { type: 'fire-timer' }>> = {
  whileSuspended: 'deferred',
  refuses: (_prepared, state, { wait }) => refuseUnlessOpen(state, wait, 'timer'),
  apply: (run, { wait }) => run.fire(run.wait(wait)!, {}),
};

/** A timer gets another time; what is left of a cycle is counted from there. */
export const updateTimer: StimulusHandler<Extract<Stimulus, { type: 'update-timer' }>> = {
  whileSuspended: 'taken',
  refuses: (_prepared, state, { wait }) => refuseUnlessOpen(state, wait, 'timer'),
  apply(run, { wait: id, due }) {
    const wait = run.wait(id) as Extract<Wait, { kind: 'timer' }>;
    run.updateWait({ ...wait, timer: { ...wait.timer, due } });
  },
};
