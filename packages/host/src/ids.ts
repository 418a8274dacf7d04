import type { Incident, WaitId } from '@opora/engine';

/** Task queue that every worker polls and every case is started on. */
export const taskQueue = 'opora';
/** Name of the Update that hands a stimulus to a case. */
export const stimulusUpdate = 'stimulus';
/** Name of the Update that answers when the case has come to rest, without changing it. */
export const restUpdate = 'rest';
/** Name of the signal by which cases hand stimuli to each other (no answer). */
export const stimulusSignal = 'stimulus';
/** Name of the query for journal entries that the read model has not acknowledged. */
export const journalQuery = 'journal';
/** Name of the query for what is new in a case and whether it is at work. */
export const progressQuery = 'progress';
/** Name of the query for the whole state of a case. */
export const stateQuery = 'state';

/** Workflow Type of a batch: no process id can begin with the dollar sign. */
export const batchType = '$batch';
/** Workflow Type by which the schedule of a timer start event begins a case. */
export const timerStartType = '$start';
/** Id of the schedule of a timer start event; the first of several triggers has none in it. */
export const scheduleId = (processId: string, node: string, ordinal: number): string =>
  `start-${processId}-${node}${ordinal === 0 ? '' : `-${ordinal}`}`;
/** Name of the Update that pauses, resumes or cancels a batch. */
export const steerUpdate = 'steer';
/** Workflow id of a batch. */
export const batchWorkflowId = (batchId: string): string => `batch-${batchId}`;

/** Search attributes of a case, all of the type keyword. */
export const searchAttributes = {
  school: 'OporaSchool',
  district: 'OporaDistrict',
  stage: 'OporaStage',
  businessKey: 'OporaBusinessKey',
} as const;

/** Id of the case that the wait of a call activity starts. */
export const childCaseId = (caseId: string, wait: WaitId): string => `${caseId}-${wait}`;
/** Through how many others a case was called, which its id tells. */
export const callDepth = ({ caseId, rootCaseId }: { caseId: string; rootCaseId: string }): number =>
  caseId.slice(rootCaseId.length).split('-').length - 1;
/** Id under which a task or a job is known outside of its case. */
export const waitKey = (caseId: string, wait: WaitId): string => `${caseId}:${wait}`;
/** Id under which an incident is known outside of its case. */
export const incidentKey = (caseId: string, incident: Incident['id']): string => `${caseId}:i${incident}`;

/** Splits the outside id of a task or job; undefined when the text is not one. */
export function parseWaitKey(key: string): { caseId: string; wait: WaitId } | undefined {
  const match = /^([\w-]+):(\d+)$/.exec(key);
  return match ? { caseId: match[1]!, wait: Number(match[2]) } : undefined;
}

/** Splits the outside id of an incident; undefined when the text is not one. */
export function parseIncidentKey(key: string): { caseId: string; incident: number } | undefined {
  const match = /^([\w-]+):i(\d+)$/.exec(key);
  return match ? { caseId: match[1]!, incident: Number(match[2]) } : undefined;
}
