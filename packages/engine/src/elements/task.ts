import { defineElement } from '../core/behavior.ts';

/** A task of no kind: completes at once (BPMN 2.0.2, 13.3.3). */
export const task = defineElement('bpmn:Task', { enter: (visit) => visit.complete() });
