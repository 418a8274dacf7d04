import type { Prepared } from './prepared.ts';
import { stimuli } from './stimuli/index.ts';
import type { StimulusHandler } from './stimuli/handler.ts';
import type { CaseState, Rejection, Stimulus } from './types.ts';

/** Why a stimulus cannot be taken in this state, if so; changes nothing. */
export function check(prepared: Prepared, state: CaseState, stimulus: Stimulus): Rejection | undefined {
  const handler = stimuli[stimulus.type] as StimulusHandler | undefined;
  if (!handler)
    return {
      code: 'unknown-stimulus',
      message: `expected a kind of stimulus, found «${String(stimulus.type)}»`,
    };
  if (state.status !== 'active' && state.status !== 'suspended') {
    return { code: 'not-active', message: `the case has ended: ${state.status}` };
  }
  if (state.status === 'suspended' && handler.whileSuspended === 'refused') {
    return { code: 'suspended', message: 'the case is suspended; resume it first' };
  }
  return handler.refuses(prepared, state, stimulus);
}
