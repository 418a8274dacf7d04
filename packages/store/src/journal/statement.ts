import type { JournalEntry } from '@opora/engine';
import { incidentKey, waitKey, type CaseInfo } from '@opora/host';
import { auditOf } from '../commands.ts';
import { jsonText } from '../json.ts';
import type { Changes } from './fold.ts';

/** Name of the PostgreSQL channel on which every applied journal is announced. */
export const eventsChannel = 'opora_events';

/**
 * One statement that writes a step: the row of the case is the lock and the check of the number, every other part
 * joins it, so a case that is not at the expected number changes nothing and answers no row.
 */
export function composeStatement(
  info: CaseInfo,
  entries: readonly JournalEntry[],
  changes: Changes,
  commandId?: string,
): { sql: string; params: unknown[] } {
  const { caseId } = info;
  const params: unknown[] = [];
  const p = (value: unknown): string => `$${params.push(value)}`;
  const rows = (list: readonly object[], columns: string): string =>
    `jsonb_to_recordset(${p(jsonText(list))}::jsonb) as r(${columns})`;
  const parts: string[] = [];
  const add = (
    name: string,
    list: readonly object[],
    sql: (source: (columns: string) => string) => string,
  ): void => {
    if (list.length > 0) parts.push(`${name} as (${sql((columns) => rows(list, columns))})`);
  };
  /** The same for an update of rows that are there: the planner expects a hundred of them and would read the whole table. */
  const change: typeof add = (name, list, sql) =>
    add(name, list, (r) =>
      sql((columns) => (list.length > 32 ? r(columns) : `(select * from ${r(columns)} limit 32) r`)),
    );
  const keyed = <T extends { wait: number }>(list: readonly T[]) =>
    list.map((row) => ({ ...row, id: waitKey(caseId, row.wait) }));

  parts.push(`c as (${caseRow(info, entries, changes, p)})`);
  parts.push(`j as (insert into journal (case_id, number, at, kind, entry)
    select c.id, (e->>'n')::int, to_timestamp((e->>'at')::float8 / 1000), e->>'kind', e from c, jsonb_array_elements(${p(jsonText(entries))}::jsonb) e)`);
  add(
    'el',
    changes.elements,
    (r) => `insert into element_instances (case_id, id, node, scope, state, started_at, ended_at)
    select c.id, r.id, r.node, r.scope, r.state, r.started_at, r.ended_at from c, ${r('id int, node text, scope int, state text, started_at timestamptz, ended_at timestamptz')}
    on conflict (case_id, id) do update set state = excluded.state, ended_at = excluded.ended_at`,
  );
  add(
    'va',
    changes.variables,
    (r) => `insert into variables (case_id, element, name, value)
    select c.id, r.element, r.name, coalesce(r.value, 'null') from c, ${r('element int, name text, value jsonb')}
    on conflict (case_id, element, name) do update set value = excluded.value`,
  );
  add(
    'ta',
    keyed(changes.tasks),
    (
      r,
    ) => `insert into tasks (id, case_id, root_id, wait, process_id, node, element, name, state, assignee, candidate_users, candidate_groups,
      due_at, follow_up_at, priority, form_id, headers, vote, school_id, district_id, stage, created_at, ended_at, completed_by, completed_role, remark)
    select r.id, c.id, c.root_id, r.wait, c.process_id, r.node, r.element, r.name, coalesce(r.state, 'open'), r.assignee, r.candidate_users, r.candidate_groups,
      r.due_at, r.follow_up_at, r.priority, r.form_id, r.headers, r.vote, c.school_id, c.district_id, c.stage, r.created_at, r.ended_at, r.completed_by, r.completed_role, r.remark
    from c, ${r(`id text, wait int, node text, element int, name text, state text, assignee text, candidate_users text[], candidate_groups text[], due_at timestamptz,
      follow_up_at timestamptz, priority int, form_id text, headers jsonb, vote jsonb, created_at timestamptz, ended_at timestamptz, completed_by text, completed_role text, remark text`)}
    on conflict (id) do update set node = excluded.node, name = excluded.name, state = excluded.state, assignee = excluded.assignee, candidate_users = excluded.candidate_users,
      candidate_groups = excluded.candidate_groups, due_at = excluded.due_at, follow_up_at = excluded.follow_up_at, priority = excluded.priority, form_id = excluded.form_id,
      headers = excluded.headers, vote = excluded.vote, ended_at = excluded.ended_at, completed_by = excluded.completed_by, completed_role = excluded.completed_role, remark = excluded.remark`,
  );
  change(
    'te',
    keyed(changes.endedTasks),
    (
      r,
    ) => `update tasks t set state = r.state, ended_at = r.ended_at, completed_by = r.completed_by, completed_role = r.completed_role, remark = r.remark
    from c, ${r('id text, state text, ended_at timestamptz, completed_by text, completed_role text, remark text')} where t.id = r.id`,
  );
  add(
    'jo',
    keyed(changes.jobs),
    (
      r,
    ) => `insert into jobs (id, case_id, wait, node, type, state, retries, backoff, timeout, headers, variables, available_at, created_at, ended_at)
    select r.id, c.id, r.wait, r.node, r.type, coalesce(r.state, 'open'), r.retries, r.backoff, r.timeout, r.headers, r.variables, r.created_at, r.created_at, r.ended_at
    from c, ${r('id text, wait int, node text, type text, state text, retries int, backoff text, timeout text, headers jsonb, variables jsonb, created_at timestamptz, ended_at timestamptz')}
    on conflict (id) do update set state = excluded.state, node = excluded.node, retries = excluded.retries, variables = excluded.variables, worker = null, locked_until = null, ended_at = excluded.ended_at`,
  );
  change(
    'je',
    keyed(changes.endedJobs),
    (r) => `update jobs t set state = r.state, ended_at = r.ended_at, worker = null, locked_until = null
    from c, ${r('id text, state text, ended_at timestamptz')} where t.id = r.id`,
  );
  add(
    'ti',
    changes.timers,
    (r) => `insert into timers (case_id, wait, node, due_at, repeat, opened_at)
    select c.id, r.wait, r.node, r.due_at, r.repeat, r.opened_at from c, ${r('wait int, node text, due_at timestamptz, repeat int, opened_at timestamptz')}
    on conflict (case_id, wait) do update set node = excluded.node, due_at = excluded.due_at, repeat = excluded.repeat`,
  );
  add(
    'su',
    changes.subscriptions,
    (
      r,
    ) => `insert into subscriptions (case_id, wait, node, kind, process_id, name, correlation_key, created_at)
    select c.id, r.wait, r.node, r.kind, c.process_id, r.name, r.correlation_key, r.created_at
    from c, ${r('wait int, node text, kind text, name text, correlation_key text, created_at timestamptz')}
    on conflict (case_id, wait) do update set node = excluded.node, name = excluded.name, correlation_key = excluded.correlation_key`,
  );
  if (changes.closed.length > 0) {
    const closed = `(${p(changes.closed)}::int[])`;
    parts.push(`tx as (delete from timers t using c where t.case_id = c.id and t.wait = any ${closed})`);
    parts.push(
      `sx as (delete from subscriptions t using c where t.case_id = c.id and t.wait = any ${closed})`,
    );
  }
  if (changes.resumed) {
    const written = [...changes.closed, ...changes.subscriptions.map(({ wait }) => wait)];
    parts.push(
      `ar as (update subscriptions t set claimed_by = null from c where t.case_id = c.id and t.claimed_by is not null and t.wait <> all (${p(written)}::int[]))`,
    );
  } else if (changes.arrived.length > 0) {
    parts.push(
      `ar as (update subscriptions t set claimed_by = null from c where t.case_id = c.id and t.wait = any (${p(changes.arrived)}::int[]))`,
    );
  }
  const raised = changes.raised.map((row) => ({
    ...row,
    id: incidentKey(caseId, row.number),
    state: row.resolved_at ? 'resolved' : 'open',
  }));
  add(
    'ir',
    raised,
    (
      r,
    ) => `insert into incidents (id, case_id, number, root_id, process_id, node, element, type, message, wait, state, school_id, district_id, stage, created_at, resolved_at, resolved_by)
    select r.id, c.id, r.number, c.root_id, c.process_id, r.node, r.element, r.type, r.message, r.wait, r.state, c.school_id, c.district_id, c.stage, r.created_at, r.resolved_at, r.resolved_by
    from c, ${r('id text, number int, node text, element int, type text, message text, wait int, state text, created_at timestamptz, resolved_at timestamptz, resolved_by text')}
    on conflict (id) do nothing`,
  );
  const resolved = changes.resolved.map((row) => ({ ...row, id: incidentKey(caseId, row.number) }));
  change(
    'ix',
    resolved,
    (r) =>
      `update incidents t set state = 'resolved', resolved_at = r.at, resolved_by = r.by from c, ${r('id text, at timestamptz, by text')} where t.id = r.id`,
  );
  if (changes.migration) parts.push(...migrated(changes.migration.mapping, changes, p));
  if (commandId) {
    parts.push(
      `cm as (update commands t set state = 'done', done_at = now(), leased_until = null from c where t.id = ${p(commandId)}::uuid and t.state = 'pending' returning t.*)`,
      `au as (${auditOf('cm')})`,
    );
  }
  const tasksChanged = changes.tasks.length > 0 || changes.endedTasks.length > 0;
  const sql = `with ${parts.join(',\n')}
    select c.last_number, c.status, pg_notify('${eventsChannel}', json_build_object('case', c.id, 'root', c.root_id, 'process', c.process_id, 'number', c.last_number,
      'state', c.state, 'school', c.school_id, 'district', c.district_id, 'tasks', ${tasksChanged}, 'incidents', ${changes.raised.length + changes.resolved.length > 0})::text) from c`;
  return { sql, params };
}

function caseRow(
  info: CaseInfo,
  entries: readonly JournalEntry[],
  changes: Changes,
  p: (value: unknown) => string,
): string {
  const first = entries[0]!;
  const last = entries[entries.length - 1]!.n;
  if (first.kind === 'case.started') {
    const { subject } = info;
    const values = [
      ...[
        info.caseId,
        info.processId,
        info.version,
        info.modelHash,
        first.businessKey ?? info.businessKey ?? null,
        changes.status ?? 'active',
        changes.incidents,
      ],
      ...[
        info.parent?.caseId ?? null,
        info.parent?.wait ?? null,
        info.rootCaseId,
        subject.schoolId ?? null,
        subject.districtId ?? null,
        subject.stage ?? null,
      ],
      ...[
        info.title ?? null,
        changes.outcome ?? null,
        changes.startedAt,
        info.startedBy ?? null,
        changes.endedAt ?? null,
        last,
      ],
    ];
    return `insert into cases (id, process_id, version, model_hash, business_key, status, incident_count, parent_id, parent_wait, root_id, school_id, district_id, stage,
        title, outcome, started_at, started_by, ended_at, last_number)
      values (${values.map(p).join(', ')}) on conflict (id) do nothing returning *`;
  }
  const sets = [`last_number = ${p(last)}`, 'updated_at = now()'];
  if (changes.incidents !== 0) sets.push(`incident_count = incident_count + ${p(changes.incidents)}::int`);
  if (changes.status) sets.push(`status = ${p(changes.status)}`);
  if (changes.endedAt) sets.push(`ended_at = ${p(changes.endedAt)}`);
  if (changes.outcome !== undefined) sets.push(`outcome = ${p(changes.outcome)}`);
  if (changes.migration)
    sets.push(
      `model_hash = ${p(changes.migration.modelHash)}`,
      `process_id = ${p(changes.migration.processId)}`,
      `version = ${p(info.version)}`,
    );
  return `update cases set ${sets.join(', ')} where id = ${p(info.caseId)} and last_number = ${p(first.n - 1)} returning *`;
}

/** Rows that this step does not write otherwise follow their element to its new node. */
function migrated(
  mapping: { [from: string]: string },
  changes: Changes,
  p: (value: unknown) => string,
): string[] {
  const map = `${p(jsonText(mapping))}::jsonb`;
  const written = {
    element_instances: changes.elements.map(({ id }) => id),
    tasks: [...changes.tasks, ...changes.endedTasks].map(({ wait }) => wait),
  };
  const timers = [...changes.timers.map(({ wait }) => wait), ...changes.closed];
  const subscriptions = [
    ...changes.subscriptions.map(({ wait }) => wait),
    ...changes.closed,
    ...changes.arrived,
  ];
  const jobs = [...changes.jobs, ...changes.endedJobs].map(({ wait }) => wait);
  const follow = (name: string, table: string, key: string, skip: number[], more = '') =>
    `${name} as (update ${table} t set node = ${map} ->> t.node from c where t.case_id = c.id and ${map} ? t.node and t.${key} <> all (${p(skip)}::int[])${more})`;
  return [
    follow('m1', 'element_instances', 'id', written.element_instances, ` and t.state = 'active'`),
    follow('m2', 'tasks', 'wait', written.tasks, ` and t.state = 'open'`),
    follow('m3', 'timers', 'wait', timers),
    follow('m4', 'subscriptions', 'wait', subscriptions),
    follow('m5', 'jobs', 'wait', jobs, ` and t.state = 'open'`),
    follow(
      'm6',
      'incidents',
      'number',
      [...changes.raised, ...changes.resolved].map(({ number }) => number),
      ` and t.state = 'open'`,
    ),
  ];
}
