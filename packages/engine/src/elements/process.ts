import { defineElement } from '../core/behavior.ts';
import { openEventSubprocesses } from '../core/events.ts';
import { beginsAtEvent } from '../core/listeners.ts';

/** The process itself: begins at its start events and ends the case when nothing in it is left (BPMN 2.0.2, 13.2). */
export const process = defineElement('bpmn:Process', {
  isScope: true,
  check: (node) =>
    node.children?.length
      ? []
      : [
          {
            rule: 'empty',
            message: 'expected at least one element in the process, found none',
            severity: 'error',
          },
        ],
  enter(visit) {
    if (beginsAtEvent(visit)) return;
    openEventSubprocesses(visit);
    for (const start of visit.prepared.starts) visit.run.activate(start, visit.id);
  },
  emptied: (visit) => visit.run.perform(visit.id, 'ending'),
  leaves: (visit) => visit.run.end('completed'),
});
