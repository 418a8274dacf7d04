import { check } from '../check.ts';
import type { Stimulus } from '../types.ts';
import { stimuli } from './index.ts';
import type { StimulusHandler } from './handler.ts';

type Of<K extends Stimulus['type']> = Extract<Stimulus, { type: K }>;

/** Holds the case: timers do not fire and tasks cannot be completed until it is resumed. */
export const suspend: StimulusHandler<Of<'suspend'>> = {
  whileSuspended: 'refused',
  refuses: () => undefined,
  apply: (run) => run.record({ kind: 'case.suspended' }),
};

/** Goes on, first with what came meanwhile. */
export const resume: StimulusHandler<Of<'resume'>> = {
  whileSuspended: 'taken',
  refuses: (_prepared, state) =>
    state.status === 'suspended'
      ? undefined
      : { code: 'not-suspended', message: 'the case is not suspended' },
  apply(run) {
    const deferred = run.state.deferred ?? [];
    run.record({ kind: 'case.resumed' });
    run.reconsider();
    run.settle();
    for (const stimulus of deferred) {
      if (run.hasEnded || check(run.prepared, run.state, stimulus)) continue;
      (stimuli[stimulus.type] as StimulusHandler).apply(run, stimulus);
      run.settle();
    }
  },
};

/** Ends the case from outside. */
export const cancel: StimulusHandler<Of<'cancel'>> = {
  whileSuspended: 'taken',
  refuses: () => undefined,
  apply: (run) => run.end('cancelled'),
};
