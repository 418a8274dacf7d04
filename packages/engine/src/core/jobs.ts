import type { ModelNode } from '../model/types.ts';
import { handedOut } from './messages.ts';
import type { JobDetails, Variables, Wait } from './types.ts';
import type { Visit } from './visit.ts';

/** Attempts of a job that does not say. */
export const DEFAULT_RETRIES = 3;

/** Opens a job of the element as its definition says; `listener` names the event that it is to be told of. */
export function openJob(
  visit: Visit,
  definition: NonNullable<ModelNode['job']>,
  headers: { [key: string]: string } = {},
  listener?: string,
): Wait {
  const type = visit.need(definition.type, 'job', 'the type of the job');
  const retriesText = visit.text(definition.retries) ?? String(DEFAULT_RETRIES);
  const retries = Number(retriesText);
  if (!Number.isInteger(retries) || retries < 1)
    visit.fail('job', `expected a whole number of attempts from 1, found «${retriesText}»`);
  const job: JobDetails = {
    type,
    retries,
    headers: { ...visit.node.headers, ...headers },
    variables: handedOut(visit),
  };
  const backoff = visit.text(definition.backoff);
  const timeout = visit.text(definition.timeout);
  if (backoff !== undefined) job.backoff = backoff;
  if (timeout !== undefined) job.timeout = timeout;
  if (listener !== undefined) job.listener = listener;
  return visit.open({ kind: 'job', job });
}

/** A job is done: its element completes with the result. */
export function jobDone(visit: Visit, wait: Wait, variables: Variables): void {
  visit.done(wait);
  visit.complete(variables);
}
