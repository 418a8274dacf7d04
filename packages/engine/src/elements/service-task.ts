import { defineElement } from '../core/behavior.ts';
import { jobDone, openJob } from '../core/jobs.ts';

/** A job for a connector or an outside worker (BPMN 2.0.2, 13.3.3). */
export const serviceTask = defineElement('bpmn:ServiceTask', {
  enter: (visit) => void (visit.node.job ? openJob(visit, visit.node.job) : visit.complete()),
  check: (node) =>
    node.job
      ? []
      : [
          {
            rule: 'no-job',
            message: 'has no task definition: nothing is done here and the case passes through',
            severity: 'warning',
          },
        ],
  resume: jobDone,
});
