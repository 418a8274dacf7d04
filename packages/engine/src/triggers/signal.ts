import type { TriggerBehavior } from '../core/behavior.ts';
import { broadcast } from '../core/messages.ts';
import type { Trigger } from '../model/types.ts';

/** A signal: goes to all who wait for its name (BPMN 2.0.2, 10.5.5). */
export const signal: TriggerBehavior<Extract<Trigger, { kind: 'signal' }>> = {
  check: ({ name }) =>
    'text' in name && name.text === ''
      ? [{ rule: 'no-signal', message: 'expected a signal with a name, found none', severity: 'error' }]
      : [],
  wait(visit, trigger) {
    return { kind: 'signal', signal: { name: visit.need(trigger.name, 'signal', 'the name of the signal') } };
  },
  throw(visit, trigger) {
    broadcast(visit, visit.need(trigger.name, 'signal', 'the name of the signal'));
    return 'complete';
  },
};
