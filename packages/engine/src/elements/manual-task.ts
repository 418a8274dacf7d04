import { defineElement } from '../core/behavior.ts';

/** Work outside any system: noted and passed (BPMN 2.0.2, 13.3.3). */
export const manualTask = defineElement('bpmn:ManualTask', { enter: (visit) => visit.complete() });
