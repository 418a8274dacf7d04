import { defineElement } from '../core/behavior.ts';
import { isStillMissing, rearm } from '../core/events.ts';
import { afterwards } from '../core/leaving.ts';

/** Stands on an activity; when its event happens it starts a token beside the activity, or instead of it when it interrupts (BPMN 2.0.2, 13.5.3). */
export const boundaryEvent = defineElement('bpmn:BoundaryEvent', {
  check: (node, { node: find }) => [
    ...(node.incoming.length === 0
      ? []
      : [
          {
            rule: 'no-incoming',
            message: 'expected no flow into a boundary event',
            severity: 'error' as const,
          },
        ]),
    ...(node.triggers?.some(({ kind }) => kind === 'cancel') &&
    find(node.attachedTo ?? '')?.type !== 'bpmn:Transaction'
      ? [
          {
            rule: 'cancel',
            message: 'expected a cancel boundary event to stand on a transaction',
            severity: 'error' as const,
          },
        ]
      : []),
    ...(node.triggers?.some((trigger) => trigger.kind !== 'none')
      ? []
      : [
          {
            rule: 'no-trigger',
            message: 'expected an event definition (timer, message, error, …), found none',
            severity: 'error' as const,
          },
        ]),
  ],
  enter: (visit) => visit.complete(),
  caught(run, wait, variables) {
    const event = run.node(wait.node);
    if (isStillMissing(run, event, wait, variables)) return;
    const { scope } = run.find(wait.element)!;
    if (event.node.interrupting === false) rearm(run, event, wait);
    else {
      run.closeWait(wait, 'done');
      run.terminate(wait.element, `interrupted by ${event.id}`);
      return afterwards(run, wait.element, { do: 'happen', node: event.id, scope, result: variables });
    }
    run.happen(event, scope, variables);
  },
});
