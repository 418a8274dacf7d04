import { defineElement } from '../core/behavior.ts';
import { jobDone, openJob } from '../core/jobs.ts';

/** A FEEL expression whose value becomes a variable, or a job (BPMN 2.0.2, 13.3.3). */
export const scriptTask = defineElement('bpmn:ScriptTask', {
  enter(visit) {
    const { script, job } = visit.node;
    if (job) openJob(visit, job);
    else if (script) visit.complete({ [script.resultVariable]: visit.evaluate(script.expression) });
    else visit.complete();
  },
  resume: jobDone,
});
