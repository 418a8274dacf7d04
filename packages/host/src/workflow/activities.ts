import {
  ActivityCancellationType,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import { addDuration, type JobDetails } from '@opora/engine';
import { isQuickConnector } from '../connector-types.ts';
import type { CaseActivities, ConnectorJob, ConnectorResult } from '../protocol.ts';

/** One attempt inside the workflow task: one event, no round trip. Whatever it cannot do goes on as an ordinary activity. */
const quick = proxyLocalActivities<CaseActivities>({
  startToCloseTimeout: '5s',
  retry: { maximumAttempts: 1 },
});
/** For as long as it takes: the database may be away for hours. */
const patient = proxyActivities<CaseActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Writes the journal into the read model; retried until the database takes it. */
export const project: CaseActivities['project'] = (request) => persist((by) => by.project(request));

/** Finds the model of a called process; fails for good only where it is not deployed. */
export const resolveProcess: CaseActivities['resolveProcess'] = (call) =>
  persist((by) => by.resolveProcess(call));

async function persist<T>(
  act: (by: Pick<CaseActivities, 'project' | 'resolveProcess'>) => Promise<T>,
): Promise<T> {
  try {
    return await act(quick);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return act(patient);
  }
}

/** Runs a job by its connector with the attempts, pause and time limit of the model; throws when none is left. */
export async function runConnector(job: ConnectorJob, details: JobDetails): Promise<ConnectorResult> {
  let attempts = details.retries;
  if (isQuickConnector(job.type)) {
    try {
      return await quick.runConnector(job);
    } catch (error) {
      attempts -= 1;
      if (isCancellation(error) || attempts < 1 || isFinal(error)) throw error;
    }
  }
  const backoff = milliseconds(details.backoff);
  const { runConnector: attempt } = proxyActivities<CaseActivities>({
    startToCloseTimeout: milliseconds(details.timeout) ?? '1m',
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    retry: {
      maximumAttempts: attempts,
      initialInterval: backoff ?? '1s',
      backoffCoefficient: backoff === undefined ? 2 : 1,
      maximumInterval: backoff ?? '1m',
    },
  });
  return attempt(job);
}

/** Whether a failed attempt said that another one is of no use. */
function isFinal(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    typeof cause === 'object' && cause !== null && 'nonRetryable' in cause && cause.nonRetryable === true
  );
}

/** The words of the innermost cause: what the activity itself threw. */
export function reasonOf(error: unknown): string {
  let found = error;
  while (found instanceof Error && found.cause instanceof Error) found = found.cause;
  return found instanceof Error ? found.message : String(found);
}

function milliseconds(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined;
  try {
    const length = addDuration(0, duration, 'UTC');
    return length > 0 ? length : undefined;
  } catch {
    return undefined;
  }
}
