import type { TriggerBehavior } from '../core/behavior.ts';
import { publish } from '../core/messages.ts';
import type { Trigger } from '../model/types.ts';

/** A message: waited for by name and correlation key, or published (BPMN 2.0.2, 10.5.5). */
export const message: TriggerBehavior<Extract<Trigger, { kind: 'message' }>> = {
  wait(visit, trigger) {
    const name = visit.need(trigger.name, 'message', 'the name of the message');
    const correlationKey = visit.text(trigger.correlationKey);
    if (trigger.correlationKey && correlationKey === undefined) {
      visit.fail('message', `expected a correlation key for message «${name}», found null`);
    }
    return { kind: 'message', message: correlationKey === undefined ? { name } : { name, correlationKey } };
  },
  throw(visit, trigger) {
    publish(visit, trigger);
    return 'complete';
  },
};
