import { refuseCall, type Stimulus, type Wait } from '@opora/engine';
import {
  ApplicationFailure,
  defineSignal,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { eventsPerRun } from '../hand-over.ts';
import { callDepth, childCaseId, stimulusSignal } from '../ids.ts';
import type { CaseInfo, CaseInput, ParentLink } from '../protocol.ts';
import { searchAttributePairs } from '../search-attributes.ts';

/** Signal by which cases hand stimuli to each other. */
export const stimulusBySignal = defineSignal<[Stimulus]>(stimulusSignal);

/** Starts a called process as a case of its own, which outlives this run and tells its end by a signal. */
export async function startChildCase(
  info: CaseInfo,
  timeZone: string,
  wait: Extract<Wait, { kind: 'child' }>,
): Promise<void> {
  const { processId, binding, versionTag, variables, businessKey } = wait.child;
  const caseId = childCaseId(info.caseId, wait.id);
  const hindrance = refuseCall(callDepth(info));
  if (hindrance !== undefined) throw new Error(hindrance);
  const key = businessKey ?? info.businessKey;
  const subject = { ...info.subject, stage: info.subject.stage ?? processId };
  const input: CaseInput = {
    ...{ caseId, rootCaseId: info.rootCaseId, parent: { caseId: info.caseId, wait: wait.id }, subject },
    start: { variables, called: true, timeZone, ...(key !== undefined && { businessKey: key }) },
    handOverAtEvents: eventsPerRun,
    call: {
      ...{ processId, binding, versionTag, callerHash: info.modelHash },
      caller: { processId: info.processId, version: info.version },
    },
  };
  // A server that does not know the attributes refuses them; the caller has them only where they are known.
  const known = workflowInfo().typedSearchAttributes.getAll().length > 0;
  try {
    await startChild(processId, {
      workflowId: caseId,
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      ...(known && { typedSearchAttributes: searchAttributePairs(subject, key) }),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Tells a called case that its caller has given it up. False when there is no such case any more: it will not answer. */
export function cancelChild(caseId: string, wait: Wait['id']): Promise<boolean> {
  const child = childCaseId(caseId, wait);
  return deliver(child, { type: 'cancel', id: `${child}:cancel`, reason: 'the calling case gave it up' });
}

/** Hands a stimulus to a called case; `occasion` tells it from others of its kind. */
export async function tellChild(
  caseId: string,
  wait: Wait['id'],
  stimulus: Stimulus,
  occasion: string,
): Promise<void> {
  const child = childCaseId(caseId, wait);
  await deliver(child, { ...stimulus, id: `${child}:${occasion}` });
}

/** Hands a stimulus to the calling case. */
export async function tellParent(parent: ParentLink, stimulus: Stimulus): Promise<void> {
  await deliver(parent.caseId, stimulus);
}

/** A case that is gone needs no word: false. */
async function deliver(caseId: string, stimulus: Stimulus): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(caseId).signal(stimulusBySignal, stimulus);
    return true;
  } catch (error) {
    if (!isGone(error)) throw error;
    return false;
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof ApplicationFailure ||
  (error instanceof Error && /not.?found/i.test(`${error.name} ${error.message}`));
