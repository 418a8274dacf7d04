import type { Variables } from '@opora/engine';
import { connectorPrefix } from '@opora/host';
import type { Queryable } from './database.ts';

/** A job handed to an outside worker. */
export interface ActivatedJob {
  /** Outside id (`waitKey`). */
  id: string;
  caseId: string;
  wait: number;
  processId: string;
  version: number;
  node: string;
  type: string;
  retries: number;
  headers: { [key: string]: string };
  variables: Variables;
  worker: string;
  lockedUntil: Date;
}

/**
 * Locks open jobs of a type for an outside worker, longest waiting first; those of other workers are passed over without waiting.
 * Jobs of built-in connectors and of suspended cases are never handed out.
 */
export async function activateJobs(
  q: Queryable,
  request: { type: string; maxJobs: number; worker: string; timeout: number },
): Promise<ActivatedJob[]> {
  const rows = await q.query<{
    id: string;
    case_id: string;
    wait: number;
    process_id: string;
    version: number;
    node: string;
    type: string;
    retries: number;
    headers: ActivatedJob['headers'];
    variables: Variables;
    worker: string;
    locked_until: Date;
  }>(
    `with due as (
       select j.id from jobs j join cases k on k.id = j.case_id and k.status = 'active'
       where j.type = $1 and j.type not like '${connectorPrefix}%' and j.state = 'open' and j.retries > 0 and j.available_at <= now()
         and (j.locked_until is null or j.locked_until < now())
       order by j.available_at, j.id limit $2 for update of j skip locked),
     taken as (update jobs j set worker = $3, locked_until = now() + $4::float8 * interval '1 millisecond' from due where j.id = due.id returning j.*)
     select t.*, k.process_id, k.version from taken t join cases k on k.id = t.case_id order by t.available_at, t.id`,
    [request.type, request.maxJobs, request.worker, request.timeout],
  );
  return rows.map((row) => ({
    ...{
      id: row.id,
      caseId: row.case_id,
      wait: row.wait,
      processId: row.process_id,
      version: row.version,
      node: row.node,
      type: row.type,
    },
    ...{
      retries: row.retries,
      headers: row.headers,
      variables: row.variables,
      worker: row.worker,
      lockedUntil: row.locked_until,
    },
  }));
}

/** What stands in the way of a worker's answer to a job, or nothing. */
export type JobObstacle = 'unknown' | 'ended' | 'not-locked' | 'other-worker';

/** Whether this worker holds the lock of a job; without `worker` any lock will do. The job's row stays locked until the transaction ends. */
export async function holdJob(
  q: Queryable,
  id: string,
  worker?: string,
): Promise<{ caseId: string; wait: number; retries: number; obstacle?: JobObstacle }> {
  const [row] = await q.query<{
    case_id: string;
    wait: number;
    retries: number;
    state: string;
    worker: string | null;
    locked: boolean;
  }>(
    `select case_id, wait, retries, state, worker, coalesce(locked_until >= now(), false) as locked from jobs where id = $1 for update`,
    [id],
  );
  if (!row) return { caseId: '', wait: 0, retries: 0, obstacle: 'unknown' };
  const held = { caseId: row.case_id, wait: row.wait, retries: row.retries };
  if (row.state !== 'open') return { ...held, obstacle: 'ended' };
  if (!row.locked) return { ...held, obstacle: 'not-locked' };
  if (worker !== undefined && row.worker !== worker) return { ...held, obstacle: 'other-worker' };
  return held;
}

/** Notes a failed attempt and when the job is offered again; the journal of the failure frees it. */
export async function delayJob(
  q: Queryable,
  id: string,
  failure: { message: string; delay: number },
): Promise<void> {
  await q.query(
    `update jobs set error = $2, available_at = now() + $3::float8 * interval '1 millisecond' where id = $1 and state = 'open'`,
    [id, failure.message, failure.delay],
  );
}
