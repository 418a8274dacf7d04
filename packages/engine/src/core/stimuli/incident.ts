import type { Stimulus } from '../types.ts';
import type { StimulusHandler } from './handler.ts';

/** Takes the failed step once more. */
export const retryIncident: StimulusHandler<Extract<Stimulus, { type: 'retry-incident' }>> = {
  whileSuspended: 'refused',
  refuses: (_prepared, state, { incident }) =>
    state.incidents[incident] ? undefined : { code: 'not-open', message: `incident ${incident} is not open` },
  apply(run, { incident: id }) {
    const incident = run.state.incidents[id]!;
    run.resolveIncident(incident);
    const wait = incident.wait === undefined ? undefined : run.wait(incident.wait);
    if (wait) run.closeWait(wait, 'modified');
    if (incident.phase === 'wait') run.reconsider(incident.element);
    else run.perform(incident.element, incident.phase);
  },
};
