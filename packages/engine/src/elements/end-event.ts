import { defineElement } from '../core/behavior.ts';
import { compensateNext } from '../core/compensation.ts';
import { throwAll } from '../core/events.ts';
import { jobDone, openJob } from '../core/jobs.ts';

/** Consumes a token and throws what its definitions say (BPMN 2.0.2, 13.5.6). */
export const endEvent = defineElement('bpmn:EndEvent', {
  check: (node) =>
    node.outgoing.length === 0
      ? []
      : [{ rule: 'no-outgoing', message: 'expected no flow out of an end event', severity: 'error' }],
  enter(visit) {
    if (visit.node.job) openJob(visit, visit.node.job);
    else if (throwAll(visit)) visit.complete();
  },
  resume: jobDone,
  told(visit) {
    if (!compensateNext(visit)) visit.complete();
  },
});
