import type { TriggerBehavior } from '../core/behavior.ts';
import { broadcast } from '../core/messages.ts';
import type { Trigger } from '../model/types.ts';

/** A signal: goes to all who wait for its name (BPMN 2.0.2, 10.5.5). */
export const signal: TriggerBehavior<Extract<Trigger, { kind: 'signal' }>> = {
  wait(visit, trigger) {
    return { kind: 'signal', signal: { name: visit.need(trigger.name, 'signal', 'the name of the signal') } };
  },
  throw(visit, trigger) {
    broadcast(visit, visit.need(trigger.name, 'signal', 'the name of the signal'));
    return 'complete';
  },
};
