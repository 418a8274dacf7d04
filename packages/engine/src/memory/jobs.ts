import type { Json, StimulusKind, Variables, Wait } from '../core/types.ts';
import { DECISION_JOB } from '../elements/business-rule-task.ts';
import { BpmnError, JobFailure } from './errors.ts';

/** Does a job: gives its result, throws a `BpmnError`, or fails with any other error. */
export type Connector = (job: {
  type: string;
  headers: { [key: string]: string };
  variables: Variables;
  caseId: string;
  node: string;
}) => Variables;

/** What stands in for the world when jobs are to be done. */
export interface JobWorld {
  connectors?: { [type: string]: Connector };
  /** Value of a decision for business rule tasks. */
  decide?: (decisionId: string, variables: Variables, now: number) => Json;
  /** Jobs without a connector complete at once with nothing instead of waiting for a worker. */
  passJobs?: boolean;
}

/** Does a job and says what happened; undefined when nobody here can do it, so that it waits. */
export function doJob(
  world: JobWorld,
  caseId: string,
  { id: wait, job, node }: Extract<Wait, { kind: 'job' }>,
  now: number,
): StimulusKind | undefined {
  const connector = world.connectors?.[job.type];
  try {
    if (connector) return { type: 'complete-job', wait, variables: connector({ ...job, caseId, node }) };
    if (job.type === DECISION_JOB && world.decide) {
      const result = world.decide(job.headers.decisionId!, job.variables, now);
      return { type: 'complete-job', wait, variables: { [job.headers.resultVariable!]: result } };
    }
  } catch (error) {
    if (error instanceof BpmnError)
      return {
        type: 'throw-error',
        wait,
        code: error.code,
        message: error.message,
        variables: error.variables,
      };
    const retries = error instanceof JobFailure ? error.retries : job.retries - 1;
    return { type: 'fail-job', wait, message: (error as Error).message, retries };
  }
  return world.passJobs ? { type: 'complete-job', wait, variables: {} } : undefined;
}
