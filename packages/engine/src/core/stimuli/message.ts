import { fitsSubscription } from '../messages.ts';
import { tableGet, tableValues } from '../table.ts';
import type { CaseState, Stimulus, Wait } from '../types.ts';
import type { StimulusHandler } from './handler.ts';

type Of<K extends Stimulus['type']> = Extract<Stimulus, { type: K }>;

/** The subscription a message goes to: the named one, else the oldest that fits; one that has a message kept for it takes no second. */
function subscription(state: CaseState, stimulus: Of<'correlate-message'>): Wait | undefined {
  const taken = new Set(
    (state.deferred ?? []).map((one) => (one.type === 'correlate-message' ? one.wait : undefined)),
  );
  const fits = (one: Wait | undefined): one is Wait =>
    one?.kind === 'message' && !taken.has(one.id) && fitsSubscription(one.message, stimulus);
  if (stimulus.wait === undefined) return tableValues(state.waits).find(fits);
  const one = tableGet(state.waits, stimulus.wait);
  return fits(one) ? one : undefined;
}

/** A message reaches the one subscription that it correlates with. */
export const correlateMessage: StimulusHandler<Of<'correlate-message'>> = {
  whileSuspended: 'deferred',
  refuses(_prepared, state, stimulus) {
    if (subscription(state, stimulus)) return undefined;
    return {
      code: 'not-open',
      message: `nothing in the case waits for message «${stimulus.name}» with this correlation key`,
    };
  },
  apply: (run, stimulus) => run.fire(subscription(run.state, stimulus)!, stimulus.variables, stimulus),
};

const listeners = (state: CaseState, { wait, name }: Of<'broadcast-signal'>): Wait[] =>
  tableValues(state.waits).filter(
    (one) => one.kind === 'signal' && one.signal.name === name && (wait === undefined || one.id === wait),
  );

/** A signal reaches everything in the case that waits for it. */
export const broadcastSignal: StimulusHandler<Of<'broadcast-signal'>> = {
  whileSuspended: 'deferred',
  refuses(_prepared, state, stimulus) {
    if (listeners(state, stimulus).length > 0) return undefined;
    return { code: 'not-open', message: `nothing in the case waits for signal «${stimulus.name}»` };
  },
  apply(run, stimulus) {
    for (const { id } of listeners(run.state, stimulus)) {
      const wait = run.wait(id);
      if (wait) run.fire(wait, stimulus.variables, stimulus);
    }
  },
};
