import type { Stimulus, StimulusKind } from '../types.ts';
import { activateAdhoc, completeAdhoc } from './adhoc.ts';
import { cancel, resume, suspend } from './case.ts';
import { completeChild, failChild } from './child.ts';
import type { StimulusHandler } from './handler.ts';
import { retryIncident } from './incident.ts';
import { completeJob, failJob, throwErrorAtJob, throwEscalationAtJob } from './job.ts';
import { broadcastSignal, correlateMessage } from './message.ts';
import { modify } from './modify.ts';
import { assignTask, completeTask, updateTask } from './task.ts';
import { fireTimer, updateTimer } from './timer.ts';
import { setVariables } from './variables.ts';

/** What the engine does with each kind of stimulus. */
export const stimuli: { [K in StimulusKind['type']]: StimulusHandler<Extract<Stimulus, { type: K }>> } = {
  'complete-task': completeTask,
  'assign-task': assignTask,
  'update-task': updateTask,
  'complete-job': completeJob,
  'fail-job': failJob,
  'throw-error': throwErrorAtJob,
  'throw-escalation': throwEscalationAtJob,
  'fire-timer': fireTimer,
  'update-timer': updateTimer,
  'correlate-message': correlateMessage,
  'broadcast-signal': broadcastSignal,
  'complete-child': completeChild,
  'fail-child': failChild,
  'set-variables': setVariables,
  'activate-adhoc': activateAdhoc,
  'complete-adhoc': completeAdhoc,
  modify,
  'retry-incident': retryIncident,
  suspend,
  resume,
  cancel,
};
