import { defineElement } from '../core/behavior.ts';
import { compensateNext } from '../core/compensation.ts';
import { throwAll } from '../core/events.ts';
import { jobDone, openJob } from '../core/jobs.ts';

/** Throws what its definitions say and goes on (BPMN 2.0.2, 13.5.3). */
export const intermediateThrowEvent = defineElement('bpmn:IntermediateThrowEvent', {
  enter(visit) {
    if (visit.node.job) openJob(visit, visit.node.job);
    else if (throwAll(visit)) visit.complete();
  },
  resume: jobDone,
  told(visit) {
    if (!compensateNext(visit)) visit.complete();
  },
});
