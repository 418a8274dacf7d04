import { defineElement } from '../core/behavior.ts';
import { openEventSubprocesses } from '../core/events.ts';
import { beginsAtEvent } from '../core/listeners.ts';

/** An embedded subprocess: a scope that begins at its start event and completes when nothing in it is left (BPMN 2.0.2, 13.3.4). */
export const subProcess = defineElement('bpmn:SubProcess', {
  isScope: true,
  check(node, { node: find }) {
    if (!node.children?.length)
      return [
        {
          rule: 'empty',
          message: 'expected at least one element in the subprocess, found none',
          severity: 'error',
        },
      ];
    const starts = node.children.map(find).filter((child) => child?.type === 'bpmn:StartEvent');
    if (!node.eventSubprocess) {
      const plain = starts.filter((start) => start?.triggers?.every(({ kind }) => kind === 'none'));
      if (starts.length === plain.length) return [];
      return [
        {
          rule: 'subprocess-start',
          message:
            'expected a start event without a trigger: a subprocess begins when a token reaches it; an event subprocess begins by an event',
          severity: 'error',
        },
      ];
    }
    if (starts.length === 1 && starts[0]!.triggers?.some((trigger) => trigger.kind !== 'none')) return [];
    return [
      {
        rule: 'event-subprocess-start',
        message: `expected exactly one start event with a trigger in the event subprocess, found ${starts.length}`,
        severity: 'error',
      },
    ];
  },
  enter(visit) {
    if (beginsAtEvent(visit)) return;
    openEventSubprocesses(visit);
    for (const start of visit.prepared.starts) visit.run.activate(start, visit.id);
  },
});
