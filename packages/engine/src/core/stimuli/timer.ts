import type { Stimulus } from '../types.ts';
import { refuseUnlessOpen, type StimulusHandler } from './handler.ts';

/** A timer fell due. */
export const fireTimer: StimulusHandler<Extract<Stimulus, { type: 'fire-timer' }>> = {
  whileSuspended: 'deferred',
  refuses: (_prepared, state, { wait }) => refuseUnlessOpen(state, wait, 'timer'),
  apply: (run, { wait }) => run.fire(run.wait(wait)!, {}),
};
