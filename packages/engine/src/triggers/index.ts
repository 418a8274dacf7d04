import type { TriggerBehavior } from '../core/behavior.ts';
import type { Trigger } from '../model/types.ts';
import { cancel } from './cancel.ts';
import { compensation } from './compensation.ts';
import { conditional } from './conditional.ts';
import { error } from './error.ts';
import { escalation } from './escalation.ts';
import { link } from './link.ts';
import { message } from './message.ts';
import { none } from './none.ts';
import { signal } from './signal.ts';
import { terminate } from './terminate.ts';
import { timer } from './timer.ts';

/** Every kind of event definition; an event is an element × a trigger. */
export const triggers: { [K in Trigger['kind']]: TriggerBehavior<Extract<Trigger, { kind: K }>> } = {
  none,
  message,
  signal,
  timer,
  error,
  escalation,
  conditional,
  compensation,
  link,
  cancel,
  terminate,
};
