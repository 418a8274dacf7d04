import type { Actor, Json } from '@opora/engine';
import { knownCase, type CaseRow, type KnownCase } from './case-tree.ts';
import type { Queryable } from './database.ts';
import { jsonText } from './json.ts';

/** Name of the PostgreSQL channel on which new commands are announced by their id. */
export const commandsChannel = 'opora_commands';

/** What the audit says of an act besides who, when, in which role and with what remark. */
export interface ActRecord {
  /** `task.complete`, `case.cancel`, … */
  action: string;
  /** Id of what was acted on; the case unless stated. */
  subject?: string;
  processId?: string;
  version?: number;
  districtId?: string | null;
  schoolId?: string | null;
  details?: Json;
}

/** An act to be sent to a case. */
export interface CommandInput {
  id: string;
  caseId: string;
  /** Type of the stimulus, or `start-case`. */
  kind: string;
  /** The stimulus without id and actor, or what a start needs. */
  payload: Json;
  actor?: Actor;
  remark?: string;
  /** Milliseconds for which the writer itself sends it; after that any sweeper may. 0 (as for messages): at once. */
  lease?: number;
  /** Written into the audit when the act is done, whoever brings it to its end. */
  record?: ActRecord;
}

/** A command as a sweeper takes it. */
export interface PendingCommand {
  id: string;
  caseId: string;
  kind: string;
  payload: Json;
  actor?: Actor;
  remark?: string;
  attempts: number;
}

/** Writes an act into the outbox and announces it, unless the writer leases it. Answers false when the id was there before. */
export async function openCommand(q: Queryable, input: CommandInput): Promise<boolean> {
  const rows = await q.query(
    `with c as (insert into commands (id, case_id, kind, payload, actor, role, remark, audit, leased_until)
       values ($1, $2, $3, $4, $5, $6, $7, $9, case when $8::float8 > 0 then now() + $8::float8 * interval '1 millisecond' end)
       on conflict (id) do nothing returning id)
     select id, case when $8::float8 > 0 then null else pg_notify('${commandsChannel}', id::text) end from c`,
    [
      input.id,
      input.caseId,
      input.kind,
      jsonText(input.payload),
      input.actor?.user ?? null,
      input.actor?.role ?? null,
      input.remark ?? null,
      input.lease ?? 0,
      input.record ? jsonText(input.record as unknown as Json) : null,
    ],
  );
  return rows.length > 0;
}

/** As {@link openCommand} with a lease, and answers in the same round trip what the read model knows of the case. */
export async function openAct(
  q: Queryable,
  input: CommandInput & { lease: number },
): Promise<{ opened: boolean; known: KnownCase | undefined }> {
  const [row] = await q.query<CaseRow & { command_id: string | null }>(
    `with c as (insert into commands (id, case_id, kind, payload, actor, role, remark, audit, leased_until)
       values ($1, $2, $3, $4, $5, $6, $7, $9, now() + $8::float8 * interval '1 millisecond')
       on conflict (id) do nothing returning id)
     select c.id as command_id, k.id, k.process_id, k.version, k.model_hash, k.root_id, k.parent_id, k.parent_wait, k.school_id, k.district_id,
       k.stage, k.title, k.business_key, k.started_by, k.last_number, k.status
     from (select 1) one left join c on true left join cases k on k.id = $2`,
    [
      input.id,
      input.caseId,
      input.kind,
      jsonText(input.payload),
      input.actor?.user ?? null,
      input.actor?.role ?? null,
      input.remark ?? null,
      input.lease,
      input.record ? jsonText(input.record as unknown as Json) : null,
    ],
    { prepared: true },
  );
  const known = row && row.id !== null ? knownCase(row) : undefined;
  return { opened: row !== undefined && row.command_id !== null, known };
}

type CommandRow = {
  id: string;
  case_id: string;
  kind: string;
  payload: Json;
  actor: string | null;
  role: string | null;
  remark: string | null;
  attempts: number;
};

/** Takes pending commands that nobody works at, oldest first and only the oldest of each case, and leases them to the caller. */
export async function leaseCommands(
  q: Queryable,
  options: { limit: number; lease: number },
): Promise<PendingCommand[]> {
  const rows = await q.query<CommandRow>(
    `with due as (
       select id from commands c where state = 'pending' and (leased_until is null or leased_until < now())
         and not exists (select 1 from commands b where b.case_id = c.case_id and b.state = 'pending' and (b.created_at, b.id) < (c.created_at, c.id))
       order by created_at limit $1 for update skip locked),
     taken as (update commands c set leased_until = now() + $2::float8 * interval '1 millisecond', attempts = attempts + 1 from due where c.id = due.id returning c.*)
     select id, case_id, kind, payload, actor, role, remark, attempts from taken order by created_at, id`,
    [options.limit, options.lease],
  );
  return rows.map(toPending);
}

/** A command as it was written, whatever has become of it. */
export async function findCommand(q: Queryable, id: string): Promise<PendingCommand | undefined> {
  const [row] = await q.query<CommandRow>(
    'select id, case_id, kind, payload, actor, role, remark, attempts from commands where id = $1',
    [id],
  );
  return row && toPending(row);
}

const toPending = ({
  id,
  case_id,
  kind,
  payload,
  actor,
  role,
  remark,
  attempts,
}: CommandRow): PendingCommand => ({
  ...{ id, caseId: case_id, kind, payload, attempts },
  ...(actor !== null && { actor: { user: actor, ...(role !== null && { role }) } }),
  ...(remark !== null && { remark }),
});

/** Marks an act as done; `applyJournal` does it in its own statement when given the command. */
export async function completeCommand(q: Queryable, id: string, result: Json = null): Promise<void> {
  await q.query(
    `update commands set state = 'done', done_at = now(), leased_until = null, result = $2 where id = $1 and state = 'pending'`,
    [id, jsonText(result)],
  );
}

const auditColumns =
  'act_id, at, user_login, role, action, case_id, process_id, version, subject, remark, school_id, district_id, details';

/** SQL: writes the finished acts in `source` (rows of `commands`) into the audit, each once. Acts without a record leave no trace there. */
export const auditOf = (source: string): string =>
  `insert into audit (${auditColumns})
     select id, created_at, actor, role, audit->>'action', case_id, audit->>'processId', (audit->>'version')::int,
       coalesce(audit->>'subject', case_id), remark, audit->>'schoolId', audit->>'districtId', coalesce(audit->'details', '{}')
     from ${source} where audit is not null on conflict (act_id) do nothing`;

/** Marks an act as done and writes it into the audit, both or neither; an act that has ended stays as it is. */
export async function endAct(q: Queryable, id: string): Promise<void> {
  await q.query(
    `with done as (update commands set state = 'done', done_at = now(), leased_until = null where id = $1 and state = 'pending' returning *)
     ${auditOf('done')}`,
    [id],
  );
}

/** Gives a leased command back after an attempt that reached no answer, to be taken again after `delay` milliseconds. */
export async function releaseCommand(q: Queryable, id: string, delay: number): Promise<void> {
  await q.query(
    `update commands set leased_until = now() + $2::float8 * interval '1 millisecond' where id = $1 and state = 'pending'`,
    [id, delay],
  );
}
