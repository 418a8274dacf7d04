import type { TriggerBehavior } from '../core/behavior.ts';
import type { Trigger } from '../model/types.ts';

/** Cancels the transaction around it (BPMN 2.0.2, 10.3.5); the transaction itself knows how. */
export const cancel: TriggerBehavior<Extract<Trigger, { kind: 'cancel' }>> = {};
