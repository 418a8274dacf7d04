import type { Stimulus } from '../types.ts';
import { refuseUnlessOpen, type StimulusHandler } from './handler.ts';

type Of<K extends Stimulus['type']> = Extract<Stimulus, { type: K }>;

/** A called case came to its end. */
export const completeChild: StimulusHandler<Of<'complete-child'>> = {
  whileSuspended: 'deferred',
  refuses: (_prepared, state, { wait }) => refuseUnlessOpen(state, wait, 'child'),
  apply: (run, stimulus) => run.fire(run.wait(stimulus.wait)!, stimulus.variables, stimulus),
};

/** A called case could not be started or was cancelled: an incident; a retry calls anew. */
export const failChild: StimulusHandler<Of<'fail-child'>> = {
  whileSuspended: 'deferred',
  refuses: (_prepared, state, { wait }) => refuseUnlessOpen(state, wait, 'child'),
  apply(run, { wait: id, message }) {
    const wait = run.wait(id)!;
    run.closeWait(wait, 'done');
    run.raiseIncident(wait.element, 'child', `${wait.node}: ${message}`, 'enter');
  },
};
