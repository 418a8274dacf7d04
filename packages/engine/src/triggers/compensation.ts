import type { TriggerBehavior } from '../core/behavior.ts';
import { compensate } from '../core/compensation.ts';
import type { Trigger } from '../model/types.ts';

/** Undoes completed activities of the scope, or the named one, newest first, and goes on when that is done (BPMN 2.0.2, 10.7). */
export const compensation: TriggerBehavior<Extract<Trigger, { kind: 'compensation' }>> = {
  throw: (visit, trigger) => (compensate(visit, trigger.activity) ? 'stays' : 'complete'),
};
