import { otherSideEnded, outlastedInstance } from '../leaving.ts';
import type { CaseState, Rejection, Stimulus } from '../types.ts';
import { refuseUnlessOpen, type StimulusHandler } from './handler.ts';

type Of<K extends Stimulus['type']> = Extract<Stimulus, { type: K }>;

/** The end of a called case is taken where its call is open, or is being taken down and waits for that. */
const refuseUnlessCalled = (state: CaseState, wait: number): Rejection | undefined =>
  outlastedInstance(state, wait) ? undefined : refuseUnlessOpen(state, wait, 'child');

/** A called case came to its end. */
export const completeChild: StimulusHandler<Of<'complete-child'>> = {
  whileSuspended: 'deferred',
  refuses: (_prepared, state, { wait }) => refuseUnlessCalled(state, wait),
  apply(run, stimulus) {
    if (!otherSideEnded(run, stimulus.wait)) run.fire(run.wait(stimulus.wait)!, stimulus.variables, stimulus);
  },
};

/** A called case could not be started or was cancelled: an incident; a retry calls anew. */
export const failChild: StimulusHandler<Of<'fail-child'>> = {
  whileSuspended: 'deferred',
  refuses: (_prepared, state, { wait }) => refuseUnlessCalled(state, wait),
  apply(run, { wait: id, message }) {
    if (otherSideEnded(run, id)) return;
    const wait = run.wait(id)!;
    run.closeWait(wait, 'done');
    run.raiseIncident(wait.element, 'child', `${wait.node}: ${message}`, 'enter');
  },
};
