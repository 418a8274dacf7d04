import { defineElement } from '../core/behavior.ts';
import { throwAll } from '../core/events.ts';

/** Throws what its definitions say and goes on (BPMN 2.0.2, 13.5.3). */
export const intermediateThrowEvent = defineElement('bpmn:IntermediateThrowEvent', {
  enter(visit) {
    if (throwAll(visit)) visit.complete();
  },
});
