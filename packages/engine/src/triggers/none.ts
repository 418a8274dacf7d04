import type { TriggerBehavior } from '../core/behavior.ts';
import type { Trigger } from '../model/types.ts';

/** An event without a definition: happens as soon as it is reached. */
export const none: TriggerBehavior<Extract<Trigger, { kind: 'none' }>> = {};
