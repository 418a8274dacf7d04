import type { Json, Rejection } from '@opora/engine';
import { openCommand } from '../commands.ts';
import type { Database, Queryable } from '../database.ts';
import type { BatchState } from '../entities/batches.entity.ts';
import { jsonText } from '../json.ts';
import { derivedId } from '../derived-id.ts';
import { batchOperations, type BatchOperationDefinition, type BatchSubject } from './operations.ts';

/** A batch to be written. */
export interface NewBatch {
  id: string;
  operation: keyof typeof batchOperations;
  parameters: { [name: string]: Json };
  filter?: { [name: string]: Json };
  reason: string;
  createdBy: string;
  districts: string[];
  items: { caseId: string; role?: string; payload?: Json; refused?: Rejection }[];
}

/** How far a batch is. */
export interface BatchProgress {
  state: BatchState;
  /** Cases whose turn has not come. */
  pending: number;
  /** Cases that are being acted on. */
  running: number;
  /** Cases that ended in this step. */
  ended: number;
}

/** Id of the command by which a batch acts on a case: the same for every attempt, so that each case is acted on once. */
export const batchCommandId = (batchId: string, caseId: string, key: string): string =>
  derivedId('batch', batchId, caseId, key);

/** Writes a batch with its cases and the command that starts its workflow; answers false when the id was there before. Needs a transaction. */
export async function createBatch(q: Queryable, batch: NewBatch): Promise<boolean> {
  const inserted = await q.query(
    `insert into batches (id, operation, parameters, filter, reason, total, districts, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing returning id`,
    [
      batch.id,
      batch.operation,
      jsonText(batch.parameters),
      batch.filter ? jsonText(batch.filter) : null,
      batch.reason,
      batch.items.length,
      batch.districts,
      batch.createdBy,
    ],
  );
  if (inserted.length === 0) return false;
  const rows = batch.items.map(({ caseId, role, payload, refused }, i) => ({
    number: i + 1,
    case_id: caseId,
    role: role ?? null,
    payload: payload ?? null,
    state: refused ? 'refused' : 'pending',
    outcome: refused ?? null,
  }));
  await q.query(
    `insert into batch_items (batch_id, number, case_id, role, state, payload, outcome, ended_at)
     select $1, r.number, r.case_id, r.role, r.state, r.payload, r.outcome, case when r.state = 'refused' then now() end
     from jsonb_to_recordset($2::jsonb) as r(number int, case_id text, role text, state text, payload jsonb, outcome jsonb)`,
    [batch.id, jsonText(rows)],
  );
  await openCommand(q, { id: batch.id, caseId: batch.id, kind: 'start-batch', payload: {} });
  return true;
}

type BatchRow = {
  id: string;
  operation: keyof typeof batchOperations;
  parameters: { [name: string]: Json };
  reason: string;
  state: BatchState;
  created_by: string;
  ended_at: Date | null;
};

/** Writes down the wish of a person; a batch that is over stays as it is. Answers the state after it. */
export async function steerBatch(
  database: Database,
  id: string,
  act: 'pause' | 'resume' | 'cancel',
): Promise<BatchState | undefined> {
  return database.transaction(async (q) => {
    const [row] = await q.query<BatchRow>('select * from batches where id = $1 for update', [id]);
    if (!row || row.state === 'completed' || row.state === 'cancelled') return row?.state;
    const state = act === 'pause' ? 'paused' : act === 'resume' ? 'running' : 'cancelled';
    await q.query(
      `update batches set state = $2, started_at = coalesce(started_at, case when $2 = 'running' then now() end) where id = $1`,
      [id, state],
    );
    if (act === 'cancel')
      await q.query(
        `update batch_items set state = 'cancelled', ended_at = now() where batch_id = $1 and state = 'pending'`,
        [id],
      );
    return state;
  });
}

/**
 * Takes a batch a little further: notes what has ended, and hands the next cases to the outbox, so that at most `width` are under way.
 * Two that do so at once take turns. A batch without anything left to do ends here.
 */
export async function advanceBatch(database: Database, id: string, width: number): Promise<BatchProgress> {
  return database.transaction(async (q) => {
    const [row] = await q.query<BatchRow>('select * from batches where id = $1 for update', [id]);
    if (!row) return { state: 'cancelled', pending: 0, running: 0, ended: 0 };
    let { state } = row;
    if (state === 'pending') {
      state = 'running';
      await q.query(`update batches set state = 'running', started_at = now() where id = $1`, [id]);
    }
    let ended = await settle(q, row);
    if (state === 'running') ended += await take(q, row, width - (await count(q, id, 'running')));
    const [pending, running] = [await count(q, id, 'pending'), await count(q, id, 'running')];
    if (running === 0 && pending === 0 && row.ended_at === null && state !== 'paused') {
      if (state === 'running') state = 'completed';
      await q.query('update batches set state = $2, ended_at = now() where id = $1', [id, state]);
    }
    return { state, pending, running, ended };
  });
}

async function count(q: Queryable, id: string, state: string): Promise<number> {
  const [row] = await q.query<{ count: number }>(
    'select count(*)::int as count from batch_items where batch_id = $1 and state = $2',
    [id, state],
  );
  return row!.count;
}

/** Notes the outcome of items whose commands have all ended, and what was done in the audit. */
async function settle(q: Queryable, { id, operation, reason, created_by }: BatchRow): Promise<number> {
  const action = (batchOperations[operation] as BatchOperationDefinition).audit;
  const rows = await q.query(
    `with ended as (
       select i.number, bool_or(m.state = 'rejected') as refused, (array_agg(m.error order by m.created_at) filter (where m.state = 'rejected'))[1] as error
       from batch_items i join commands m on m.id = any (i.commands)
       where i.batch_id = $1 and i.state = 'running' group by i.number having bool_and(m.state <> 'pending')),
     items as (
       update batch_items i set state = case when e.refused then 'refused' else 'done' end, outcome = e.error, ended_at = now()
       from ended e where i.batch_id = $1 and i.number = e.number returning i.*),
     noted as (
       insert into audit (user_login, role, action, case_id, process_id, version, subject, remark, school_id, district_id, details)
       select $2, i.role, $3, i.case_id, c.process_id, c.version, i.case_id, $4, c.school_id, c.district_id, jsonb_build_object('batch', $1::text)
       from items i left join cases c on c.id = i.case_id where i.state = 'done')
     select number from items`,
    [id, created_by, action, reason],
  );
  return rows.length;
}

/** Hands the next cases to the outbox; answers how many there was nothing to do for. */
async function take(q: Queryable, batch: BatchRow, limit: number): Promise<number> {
  if (limit <= 0) return 0;
  const subjects = await q.query<{
    number: number;
    case_id: string;
    role: string | null;
    payload: Json;
    status: string | null;
    process_id: string | null;
    version: number | null;
  }>(
    `select i.number, i.case_id, i.role, i.payload, c.status, c.process_id, c.version from batch_items i left join cases c on c.id = i.case_id
     where i.batch_id = $1 and i.state = 'pending' order by i.number limit $2`,
    [batch.id, limit],
  );
  let skipped = 0;
  for (const row of subjects) {
    const subject: BatchSubject = {
      caseId: row.case_id,
      role: row.role,
      payload: row.payload,
      ...(row.status === null
        ? {}
        : { status: row.status, processId: row.process_id!, version: row.version! }),
    };
    const operation = batchOperations[batch.operation] as BatchOperationDefinition;
    const plan = await operation.plan(q, subject, batch.parameters, batch.created_by);
    if ('skip' in plan) {
      skipped++;
      await q.query(
        `update batch_items set state = 'skipped', outcome = $3, ended_at = now() where batch_id = $1 and number = $2`,
        [batch.id, row.number, jsonText({ code: plan.skip, message: '' })],
      );
      continue;
    }
    const ids: string[] = [];
    for (const { key, kind, payload } of plan.acts) {
      const id = kind === 'start-case' ? row.case_id : batchCommandId(batch.id, row.case_id, key);
      ids.push(id);
      await openCommand(q, {
        id,
        caseId: row.case_id,
        kind,
        payload: kind === 'start-case' ? payload : { ...payload, reason: batch.reason },
        actor: { user: batch.created_by, ...(row.role === null ? {} : { role: row.role }) },
        remark: batch.reason,
      });
    }
    await q.query(
      `update batch_items set state = 'running', commands = $3 where batch_id = $1 and number = $2`,
      [batch.id, row.number, ids],
    );
  }
  return skipped;
}
