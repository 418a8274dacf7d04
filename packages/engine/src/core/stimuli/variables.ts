import { tableGet } from '../table.ts';
import type { Stimulus } from '../types.ts';
import type { StimulusHandler } from './handler.ts';

/** Variables are set in the named scope, by default the process. */
export const setVariables: StimulusHandler<Extract<Stimulus, { type: 'set-variables' }>> = {
  whileSuspended: 'taken',
  refuses: (_prepared, state, { element = 1 }) =>
    tableGet(state.elements, element)
      ? undefined
      : {
          code: 'unknown-element',
          message: `expected an active element instance, found none with number ${element}`,
        },
  apply: (run, { element = 1, variables }) => run.setVariables(element, variables),
};
