import { defineElement } from '../core/behavior.ts';
import { throwAll } from '../core/events.ts';
import { jobDone, openJob } from '../core/jobs.ts';

/** Publishes its message, or is a job where a task definition says so (BPMN 2.0.2, 13.3.3). */
export const sendTask = defineElement('bpmn:SendTask', {
  enter(visit) {
    if (visit.node.job) openJob(visit, visit.node.job);
    else if (throwAll(visit)) visit.complete();
  },
  resume: jobDone,
});
