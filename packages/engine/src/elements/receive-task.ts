import { defineElement } from '../core/behavior.ts';
import { intermediateCatchEvent } from './intermediate-catch-event.ts';

/** Waits for its message (BPMN 2.0.2, 13.3.3); after an event-based gateway the gateway waits for it. */
export const receiveTask = defineElement('bpmn:ReceiveTask', {
  check: (node) =>
    node.triggers?.some((trigger) => trigger.kind === 'message')
      ? []
      : [
          {
            rule: 'no-message',
            message: 'has no message: the task waits until it is completed by hand',
            severity: 'warning',
          },
        ],
  enter(visit) {
    if (visit.node.triggers?.length) intermediateCatchEvent.enter(visit);
    else visit.open({ kind: 'message', message: { name: visit.node.id } });
  },
  resume: intermediateCatchEvent.resume!,
  caught: intermediateCatchEvent.caught!,
});
