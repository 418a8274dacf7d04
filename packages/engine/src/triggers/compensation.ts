import type { TriggerBehavior } from '../core/behavior.ts';
import type { Trigger } from '../model/types.ts';

/** Compensation of completed activities (BPMN 2.0.2, 10.7). */
export const compensation: TriggerBehavior<Extract<Trigger, { kind: 'compensation' }>> = {};
