import { defineElement } from '../core/behavior.ts';
import { isStillMissing, rearm, startEventSubprocess } from '../core/events.ts';

/** Where a scope begins; in an event subprocess it starts that subprocess when its event happens (BPMN 2.0.2, 13.5.1, 13.5.4). */
export const startEvent = defineElement('bpmn:StartEvent', {
  isStart: true,
  check: (node) =>
    node.incoming.length === 0
      ? []
      : [{ rule: 'no-incoming', message: 'expected no flow into a start event', severity: 'error' }],
  enter: (visit) => visit.complete(),
  caught(run, wait, variables) {
    const start = run.node(wait.node);
    const scope = wait.element;
    if (isStillMissing(run, start, wait, variables)) return;
    if (start.node.interrupting === false) rearm(run, start, wait);
    else run.closeWait(wait, 'done');
    startEventSubprocess(run, scope, start, variables);
  },
});
