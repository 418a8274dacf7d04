import type { TriggerBehavior } from '../core/behavior.ts';
import { throwError } from '../core/catching.ts';
import type { Trigger } from '../model/types.ts';

/** A BPMN error: ends the scope in which it is caught; what nobody catches is an incident (BPMN 2.0.2, 10.5.6). */
export const error: TriggerBehavior<Extract<Trigger, { kind: 'error' }>> = {
  throw(visit, trigger) {
    const code = visit.text(trigger.code) ?? '';
    const caught = throwError(visit.run, visit.id, code, undefined, {});
    if (!caught)
      visit.fail(
        'uncaught-error',
        `error «${code}» was thrown; expected a boundary event or event subprocess that catches it, found none`,
      );
    return 'stays';
  },
};
