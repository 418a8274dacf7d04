import { otherSideEnded, outlastedInstance } from '../leaving.ts';
import type { CaseState, Rejection, Stimulus } from '../types.ts';
import { refuseUnlessOpen, type StimulusHandler } from './handler.ts';

type Of<K extends Stimulus['type']> = Extract<Stimulus, { type: K }>;

/** The end of a called case is taken where its call is open, or is being taken down and waits for that. */
function refuseUnlessCalled(state: CaseState, wait: number): Rejection | undefined {
  const refused = refuseUnlessOpen(state, wait, 'child');
  return refused && outlastedInstance(state, wait) ? undefined : refused;
}

/** A called case came to its end. */
export const completeChild: StimulusHandler<Of<'complete-child'>> = {
  whileSuspended: 'deferred',
  refuses: (_prepared, state, { wait }) => refuseUnlessCalled(state, wait),
  apply(run, stimulus) {
    const wait = run.wait(stimulus.wait);
    if (wait) run.fire(wait, stimulus.variables, stimulus);
    else otherSideEnded(run, stimulus.wait);
  },
};

/** A called case could not be started or was cancelled: an incident; a retry calls anew. */
export const failChild: StimulusHandler<Of<'fail-child'>> = {
  whileSuspended: 'deferred',
  refuses: (_prepared, state, { wait }) => refuseUnlessCalled(state, wait),
  apply(run, { wait: id, message }) {
    const wait = run.wait(id);
    if (!wait) return otherSideEnded(run, id);
    run.closeWait(wait, 'done');
    run.raiseIncident(wait.element, 'child', `${wait.node}: ${message}`, 'enter');
  },
};
