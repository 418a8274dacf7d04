import type { Actor, CaseStatus, JournalEntry, Json, Wait } from '@opora/engine';
import { timestamp } from '../json.ts';

/** What a run of journal entries changes in the read model: at most one row per key, so that one SQL statement can write it all. */
export interface Changes {
  status?: CaseStatus;
  startedAt?: string;
  endedAt?: string;
  outcome?: string;
  /** Incidents raised minus incidents resolved. */
  incidents: number;
  elements: ElementRow[];
  variables: { element: number; name: string; value: Json }[];
  /** Tasks with all their details: opened or changed here. */
  tasks: TaskRow[];
  /** Tasks opened earlier that end here. */
  endedTasks: EndedRow[];
  jobs: JobRow[];
  endedJobs: EndedRow[];
  timers: { wait: number; node: string; due_at: string; repeat: number | null; opened_at: string }[];
  subscriptions: SubscriptionRow[];
  /** Waits of timers and subscriptions that are gone. */
  closed: number[];
  raised: IncidentRow[];
  resolved: { number: number; at: string; by: string | null }[];
  /** Messages that arrived: the claim on their subscription is over. */
  arrived: number[];
  /** The case goes on: messages kept for it have arrived, so all its claims are over. */
  resumed?: true;
  migration?: { processId: string; modelHash: string; mapping: { [from: string]: string } };
}

/** A row of `element_instances`. */
export interface ElementRow {
  id: number;
  node: string;
  scope: number;
  state: 'active' | 'completed' | 'terminated';
  started_at: string;
  ended_at: string | null;
}

/** How a task or job ended. */
export interface EndedRow {
  wait: number;
  state: 'completed' | 'cancelled';
  ended_at: string;
  completed_by: string | null;
  completed_role: string | null;
  remark: string | null;
}

/** A row of `tasks`. */
export type TaskRow = Partial<EndedRow> & {
  wait: number;
  node: string;
  element: number;
  name: string;
  assignee: string | null;
  candidate_users: string[];
  candidate_groups: string[];
  due_at: string | null;
  follow_up_at: string | null;
  priority: number;
  form_id: string | null;
  headers: Json;
  vote: Json;
  created_at: string;
};

/** A row of `jobs`. */
export type JobRow = Partial<EndedRow> & {
  wait: number;
  node: string;
  type: string;
  retries: number;
  backoff: string | null;
  timeout: string | null;
  headers: Json;
  variables: Json;
  error: string | null;
  created_at: string;
};

/** A row of `subscriptions`. */
export interface SubscriptionRow {
  wait: number;
  node: string;
  kind: 'message' | 'signal' | 'condition' | 'child';
  name: string;
  correlation_key: string | null;
  created_at: string;
}

/** A row of `incidents`. */
export interface IncidentRow {
  number: number;
  node: string;
  element: number;
  type: string;
  message: string;
  wait: number | null;
  created_at: string;
  resolved_at: string | null;
  resolved_by: string | null;
}

const iso = (at: number): string => new Date(at).toISOString();

/** Sums up entries that stand in order; `elements` that end keep their row of the start. */
export function foldJournal(entries: readonly JournalEntry[]): Changes {
  const changes: Pick<Changes, 'status' | 'startedAt' | 'endedAt' | 'outcome' | 'migration' | 'resumed'> = {};
  let incidents = 0;
  let actor: Actor | undefined;
  let remark: string | undefined;
  const elements = new Map<number, ElementRow>();
  const variables = new Map<string, Changes['variables'][number]>();
  const tasks = new Map<number, TaskRow>();
  const endedTasks = new Map<number, EndedRow>();
  const jobs = new Map<number, JobRow>();
  const endedJobs = new Map<number, EndedRow>();
  const timers = new Map<number, Changes['timers'][number]>();
  const subscriptions = new Map<number, SubscriptionRow>();
  const closed = new Set<number>();
  const raised = new Map<number, IncidentRow>();
  const resolved: Changes['resolved'] = [];
  const arrived = new Set<number>();

  const putWait = (wait: Wait, at: string) => {
    const base = { wait: wait.id, node: wait.node, created_at: at };
    switch (wait.kind) {
      case 'task':
        return void tasks.set(wait.id, {
          ...taskRow(wait),
          ...base,
          created_at: tasks.get(wait.id)?.created_at ?? at,
        });
      case 'job':
        return void jobs.set(wait.id, {
          ...jobRow(wait),
          ...base,
          created_at: jobs.get(wait.id)?.created_at ?? at,
        });
      case 'timer':
        return void timers.set(wait.id, {
          wait: wait.id,
          node: wait.node,
          due_at: iso(wait.timer.due),
          repeat: wait.timer.repeat ?? null,
          opened_at: timers.get(wait.id)?.opened_at ?? at,
        });
      case 'message':
        return void subscriptions.set(wait.id, {
          ...base,
          kind: 'message',
          name: wait.message.name,
          correlation_key: wait.message.correlationKey ?? null,
        });
      case 'signal':
        return void subscriptions.set(wait.id, {
          ...base,
          kind: 'signal',
          name: wait.signal.name,
          correlation_key: null,
        });
      case 'condition':
        return void subscriptions.set(wait.id, {
          ...base,
          kind: 'condition',
          name: wait.condition.text,
          correlation_key: null,
        });
      case 'child':
        return void subscriptions.set(wait.id, {
          ...base,
          kind: 'child',
          name: wait.child.processId,
          correlation_key: null,
        });
    }
  };

  for (const entry of entries) {
    const at = iso(entry.at);
    switch (entry.kind) {
      case 'case.started':
        changes.status = 'active';
        changes.startedAt = at;
        break;
      case 'stimulus':
        ({ actor, remark } = entry);
        if (entry.stimulus === 'correlate-message' && entry.wait !== undefined) arrived.add(entry.wait);
        break;
      case 'element.activated':
        elements.set(entry.element, {
          id: entry.element,
          node: entry.node,
          scope: entry.scope,
          state: 'active',
          started_at: at,
          ended_at: null,
        });
        break;
      case 'element.completed':
      case 'element.terminated':
        elements.set(entry.element, {
          ...{ id: entry.element, node: entry.node, scope: entry.scope, started_at: at },
          ...elements.get(entry.element),
          ...{ state: entry.kind === 'element.completed' ? 'completed' : 'terminated', ended_at: at },
        });
        break;
      case 'variables.set':
        for (const [name, value] of Object.entries(entry.values))
          variables.set(`${entry.element} ${name}`, { element: entry.element, name, value });
        if (entry.element === 1 && typeof entry.values['outcome'] === 'string')
          changes.outcome = entry.values['outcome'];
        break;
      case 'wait.opened':
      case 'wait.updated':
        putWait(entry.wait, at);
        break;
      case 'wait.closed': {
        const done = entry.outcome === 'done';
        const by = entry.by ?? actor;
        const ended: EndedRow = {
          ...{ wait: entry.wait, state: done ? 'completed' : 'cancelled', ended_at: at },
          ...{
            completed_by: done ? (by?.user ?? null) : null,
            completed_role: done ? (by?.role ?? null) : null,
            remark: done ? (entry.by ? (entry.remark ?? null) : (remark ?? null)) : null,
          },
        };
        if (entry.waitKind === 'task') end(tasks, endedTasks, ended);
        else if (entry.waitKind === 'job') end(jobs, endedJobs, ended);
        else {
          timers.delete(entry.wait);
          subscriptions.delete(entry.wait);
          closed.add(entry.wait);
        }
        break;
      }
      case 'incident.raised': {
        const { id, node, element, type, message, wait } = entry.incident;
        incidents++;
        raised.set(id, {
          number: id,
          node,
          element,
          type,
          message,
          wait: wait ?? null,
          created_at: at,
          resolved_at: null,
          resolved_by: null,
        });
        break;
      }
      case 'incident.resolved': {
        incidents--;
        const row = raised.get(entry.incident);
        if (row) Object.assign(row, { resolved_at: at, resolved_by: actor?.user ?? null });
        else resolved.push({ number: entry.incident, at, by: actor?.user ?? null });
        break;
      }
      case 'case.suspended':
        changes.status = 'suspended';
        break;
      case 'stimulus.deferred':
        // It is kept for its subscription, which takes no other until the case is resumed.
        if (entry.stimulus.type === 'correlate-message' && entry.stimulus.wait !== undefined)
          arrived.delete(entry.stimulus.wait);
        break;
      case 'case.resumed':
        changes.resumed = true;
        changes.status = 'active';
        break;
      case 'case.migrated':
        changes.migration = {
          processId: entry.processId,
          modelHash: entry.modelHash,
          mapping: entry.mapping,
        };
        break;
      case 'case.ended':
        changes.status = entry.status;
        changes.endedAt = at;
        if (entry.error) changes.outcome = entry.error.code;
        break;
    }
  }
  const list = <T>(map: Map<unknown, T>): T[] => [...map.values()];
  return {
    ...changes,
    ...{
      incidents,
      elements: list(elements),
      variables: list(variables),
      tasks: list(tasks),
      endedTasks: list(endedTasks),
    },
    ...{
      jobs: list(jobs),
      endedJobs: list(endedJobs),
      timers: list(timers),
      subscriptions: list(subscriptions),
    },
    ...{
      closed: [...closed],
      raised: list(raised),
      resolved,
      arrived: [...arrived].filter((wait) => !closed.has(wait)),
    },
  };
}

function end<T extends { wait: number }>(
  open: Map<number, T>,
  ended: Map<number, EndedRow>,
  row: EndedRow,
): void {
  const opened = open.get(row.wait);
  if (opened) open.set(row.wait, { ...opened, ...row });
  else ended.set(row.wait, row);
}

function taskRow({ element, task }: Extract<Wait, { kind: 'task' }>) {
  return {
    ...{ element, name: task.name, assignee: task.assignee ?? null },
    ...{ candidate_users: task.candidateUsers, candidate_groups: task.candidateGroups },
    ...{
      due_at: timestamp(task.dueDate),
      follow_up_at: timestamp(task.followUpDate),
      priority: task.priority,
    },
    ...{ form_id: task.formId ?? null, headers: task.headers, vote: (task.vote ?? null) as unknown as Json },
  };
}

function jobRow({ job }: Extract<Wait, { kind: 'job' }>) {
  return {
    ...{ type: job.type, retries: job.retries, backoff: job.backoff ?? null, timeout: job.timeout ?? null },
    ...{ headers: job.headers, variables: job.variables, error: null },
  };
}
