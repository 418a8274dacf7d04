import type { Json, Variables } from '@opora/engine';
import type { Queryable } from '../database.ts';

/** A case as an operation looks at it. */
export interface BatchSubject {
  caseId: string;
  /** Absent while it is not in the read model (a case to be started). */
  status?: string;
  processId?: string;
  version?: number;
  /** Role in which the author of the batch acts on it. */
  role: string | null;
  payload: Json;
}

/** An act that carries out a part of the operation: `key` tells it from others on the same case. */
export interface BatchAct {
  key: string;
  kind: string;
  payload: { [name: string]: Json };
}

/** What an operation does with one case: acts to send, or why there is nothing to do. */
export type BatchPlan = { acts: BatchAct[] } | { skip: string };

type Parameters = { [name: string]: Json };

/** One operation of batches. */
export interface BatchOperationDefinition {
  /** Name of the act in the audit. */
  readonly audit: string;
  /** Decides by the read model; what the case itself thinks of it, its answer says. */
  plan(q: Queryable, subject: BatchSubject, parameters: Parameters, user: string): Promise<BatchPlan>;
}

const hasEnded = ({ status }: BatchSubject): boolean => status !== 'active' && status !== 'suspended';
const one = (kind: string, payload: Parameters = {}): BatchPlan => ({ acts: [{ key: kind, kind, payload }] });

/** An operation that is one act on a running case. */
const onCase = (
  audit: string,
  plan: (subject: BatchSubject, parameters: Parameters, q: Queryable) => BatchPlan | Promise<BatchPlan>,
): BatchOperationDefinition => ({
  audit,
  plan: async (q, subject, parameters) =>
    hasEnded(subject) ? { skip: 'ended' } : plan(subject, parameters, q),
});

const elementsOf = (list: Json | undefined): { elementId: string; variables?: Variables }[] =>
  (list ?? []) as unknown as { elementId: string; variables?: Variables }[];

/** What batches can do. A new operation is an entry here and its parameters in the contracts. */
export const batchOperations = {
  cancel: onCase('case.cancel', () => one('cancel')),
  suspend: onCase('case.suspend', ({ status }) =>
    status === 'suspended' ? { skip: 'already-suspended' } : one('suspend'),
  ),
  resume: onCase('case.resume', ({ status }) =>
    status === 'suspended' ? one('resume') : { skip: 'not-suspended' },
  ),
  'set-variables': onCase('case.variables', (_, { variables }) =>
    one('set-variables', { variables: variables ?? {} }),
  ),
  modify: onCase('case.modify', async ({ caseId }, { activate, terminate }, q) => {
    const nodes = elementsOf(terminate).map(({ elementId }) => elementId);
    const found = await q.query<{ id: number }>(
      `select id from element_instances where case_id = $1 and state = 'active' and node = any ($2::text[]) order by id`,
      [caseId, nodes],
    );
    if (nodes.length > 0 && found.length === 0) return { skip: 'not-there' };
    return one('modify', {
      activate: elementsOf(activate).map(({ elementId, variables }) => ({
        node: elementId,
        ...(variables ? { variables } : {}),
      })),
      terminate: found.map(({ id }) => id),
    });
  }),
  migrate: onCase('case.migrate', ({ processId, version }, parameters) =>
    version === parameters['version']
      ? { skip: 'same-version' }
      : one('migrate', {
          mapping: parameters['mapping'] ?? {},
          target: { processId: processId!, version: parameters['version']! },
        }),
  ),
  'retry-incidents': onCase('incident.retry', async ({ caseId }, { elementId }, q) => {
    const found = await q.query<{ number: number }>(
      `select number from incidents where case_id = $1 and state = 'open' and ($2::text is null or node = $2) order by number`,
      [caseId, elementId ?? null],
    );
    if (found.length === 0) return { skip: 'no-incidents' };
    return {
      acts: found.map(({ number }) => ({
        key: `incident:${number}`,
        kind: 'retry-incident',
        payload: { incident: number },
      })),
    };
  }),
  'assign-tasks': onCase('task.assign', async ({ caseId }, { elementId, assignee }, q) => {
    const found = await q.query<{ wait: number }>(
      `select wait from tasks where case_id = $1 and state = 'open' and vote is null and ($2::text is null or node = $2)
         and assignee is distinct from $3 order by wait`,
      [caseId, elementId ?? null, assignee ?? null],
    );
    if (found.length === 0) return { skip: 'no-tasks' };
    return {
      acts: found.map(({ wait }) => ({
        key: `task:${wait}`,
        kind: 'assign-task',
        payload: { wait, assignee: assignee ?? null },
      })),
    };
  }),
  'complete-tasks': {
    audit: 'task.complete',
    async plan(q, subject, { elementId, variables }, user) {
      if (hasEnded(subject)) return { skip: 'ended' };
      // Whose the task is may have changed since the batch was made: only what is still its author's is completed.
      const found = await q.query<{ wait: number }>(
        `select wait from tasks where case_id = $1 and state = 'open' and vote is null and node = $2 and (assignee is null or assignee = $3)
           and (assignee = $3 or $3 = any (candidate_users) or $4::text = any (candidate_groups)
             or ($4::text = 'coordinator' and candidate_groups = '{}' and candidate_users = '{}')) order by wait`,
        [subject.caseId, elementId ?? '', user, subject.role],
      );
      if (found.length === 0) return { skip: 'no-tasks' };
      return {
        acts: found.map(({ wait }) => ({
          key: `task:${wait}`,
          kind: 'complete-task',
          payload: { wait, variables: variables ?? {} },
        })),
      };
    },
  },
  start: {
    audit: 'case.start',
    plan: async (_, { payload, status }) =>
      status === undefined
        ? { acts: [{ key: 'start', kind: 'start-case', payload: payload as Parameters }] }
        : { skip: 'started' },
  },
} satisfies { [name: string]: BatchOperationDefinition };
