import { defineElement } from '../core/behavior.ts';
import { jobDone, openJob } from '../core/jobs.ts';

/** Type of the job that evaluates a deployed decision. */
export const DECISION_JOB = 'opora.decision';

/** A decision (DMN), evaluated by the host on the visible variables, or a job (BPMN 2.0.2, 13.3.3). */
export const businessRuleTask = defineElement('bpmn:BusinessRuleTask', {
  enter(visit) {
    const { decision, job } = visit.node;
    if (job) return void openJob(visit, job);
    if (!decision) return visit.complete();
    const decisionId = visit.need(decision.decisionId, 'decision', 'the id of a decision');
    const { binding, resultVariable, versionTag } = decision;
    const headers = {
      decisionId,
      binding,
      resultVariable,
      ...(versionTag === undefined ? {} : { versionTag }),
    };
    openJob(visit, { type: { text: DECISION_JOB } }, headers);
  },
  resume: jobDone,
});
