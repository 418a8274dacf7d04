import type { JournalEntry, Wait } from '@opora/engine';
import type { CaseInfo } from '@opora/host';
import { randomUUID } from 'node:crypto';
import {
  activateJobs,
  applyJournal,
  broadcastSignal,
  forgetMessages,
  holdJob,
  JournalGap,
  leaseCommands,
  newCaseId,
  openCommand,
  publishMessage,
  rejectCommand,
  treeAtRest,
  type Database,
} from './index.ts';
import { emptyStore, type EmptyStore } from './testing/index.ts';

let store: EmptyStore;
let q: Database;
beforeAll(async () => {
  store = await emptyStore(12);
  q = store.database;
});
afterAll(() => store.end());

const at = Date.parse('2026-03-01T10:00:00Z');
const number = (facts: object[], from = 1): JournalEntry[] =>
  facts.map((fact, i) => ({ n: from + i, at: at + i, ...fact }) as JournalEntry);
const info = (caseId = newCaseId()): CaseInfo => ({
  caseId,
  rootCaseId: caseId,
  processId: 'diagnosis',
  version: 1,
  modelHash: 'h',
  subject: { schoolId: 's1', districtId: 'd1', stage: 'diagnosis' },
  title: 'School 1',
});
const started = {
  kind: 'case.started',
  processId: 'diagnosis',
  modelHash: 'h',
  semantics: 1,
  timeZone: 'UTC',
  businessKey: 'bk',
};
const root = { kind: 'element.activated', element: 1, node: 'diagnosis', scope: 0 };
const task = (id: number): Wait => ({
  id,
  element: id - 1,
  node: 'analyze',
  kind: 'task',
  task: {
    name: 'Analyze',
    candidateUsers: [],
    candidateGroups: ['director'],
    priority: 50,
    headers: {},
    dueDate: '2026-04-01T00:00:00+03:00',
  },
});
const opening = (wait: Wait) => [
  { kind: 'element.activated', element: wait.element, node: wait.node, scope: 1 },
  { kind: 'wait.opened', wait },
];
const message = (id: number, key?: string): Wait => ({
  id,
  element: id - 1,
  node: 'catch',
  kind: 'message',
  message: { name: 'answer', correlationKey: key },
});
const one = async (sql: string, ...params: unknown[]) => (await q.query(sql, params))[0];

async function begin(...waits: Wait[]): Promise<CaseInfo & { last: number }> {
  const about = info();
  const { lastNumber } = await applyJournal(q, about, number([started, root, ...waits.flatMap(opening)]));
  return { ...about, last: lastNumber };
}

describe('a network pair', () => {
  it('ends with the case that entered it when the case is cancelled, and stays when the case has done its work', async () => {
    await q.query("insert into districts (id, name, region) values ('pairs', 'Район', 'Область')");
    await q.query(
      "insert into schools (id, district_id, name, short_name) values ('pair-a', 'pairs', 'А', 'А'), ('pair-b', 'pairs', 'Б', 'Б')",
    );
    const pairOf = async (status: string, from: string) => {
      const about = await begin();
      await q.query(
        "insert into partnerships (school_id, partner_id, valid_from, case_id) values ('pair-a', 'pair-b', $1, $2)",
        [from, about.caseId],
      );
      await applyJournal(q, about, number([{ kind: 'case.ended', status }], about.last + 1));
      return one('select valid_to::text, end_reason from partnerships where case_id = $1', about.caseId);
    };
    expect(await pairOf('cancelled', '2025-09-01')).toEqual({
      valid_to: '2026-03-01',
      end_reason: 'Дело школы отменено',
    });
    expect(await pairOf('completed', '2025-10-01')).toEqual({ valid_to: null, end_reason: null });
  });
});

describe('applying a journal', () => {
  it('writes the case, its elements, variables and tasks', async () => {
    const about = info();
    await applyJournal(
      q,
      about,
      number([
        started,
        root,
        { kind: 'variables.set', element: 1, values: { grade: 9, none: null, text: 'a\u0000b\ud800' } },
        ...opening(task(3)),
      ]),
    );
    expect(await one('select * from cases where id = $1', about.caseId)).toMatchObject({
      state: 'active',
      last_number: 5,
      business_key: 'bk',
      school_id: 's1',
      title: 'School 1',
    });
    expect(await one('select * from tasks where case_id = $1', about.caseId)).toMatchObject({
      id: `${about.caseId}:3`,
      state: 'open',
      candidate_groups: ['director'],
      district_id: 'd1',
      due_at: new Date('2026-03-31T21:00:00Z'),
    });
    expect(
      await q.query('select name, value from variables where case_id = $1 order by name', [about.caseId]),
    ).toEqual([
      { name: 'grade', value: 9 },
      { name: 'none', value: null },
      { name: 'text', value: 'a\ufffdb\ufffd' },
    ]);
  });

  it('says who completed a task, in which role and with what remark, and ends the case', async () => {
    const { last, ...about } = await begin(task(3));
    await applyJournal(
      q,
      about,
      number(
        [
          {
            kind: 'stimulus',
            stimulus: 'complete-task',
            id: 'x',
            actor: { user: 'ann', role: 'director' },
            remark: 'done well',
            wait: 3,
          },
          { kind: 'wait.closed', wait: 3, waitKind: 'task', element: 2, node: 'analyze', outcome: 'done' },
          { kind: 'variables.set', element: 1, values: { outcome: 'effective-mode' } },
          { kind: 'element.completed', element: 2, node: 'analyze', scope: 1 },
          { kind: 'case.ended', status: 'completed' },
        ],
        last + 1,
      ),
    );
    expect(await one('select * from tasks where case_id = $1', about.caseId)).toMatchObject({
      state: 'completed',
      completed_by: 'ann',
      completed_role: 'director',
      remark: 'done well',
    });
    expect(await one('select * from cases where id = $1', about.caseId)).toMatchObject({
      state: 'completed',
      outcome: 'effective-mode',
    });
    expect(
      await one('select * from element_instances where case_id = $1 and id = 2', about.caseId),
    ).toMatchObject({ state: 'completed', started_at: new Date(at + 2) });
  });

  it('passes over entries that it has, takes the rest, and refuses a gap by naming both numbers', async () => {
    const { last, ...about } = await begin();
    const more = number(
      [
        { kind: 'variables.set', element: 1, values: { a: 1 } },
        { kind: 'variables.set', element: 1, values: { a: 2 } },
      ],
      last + 1,
    );
    await applyJournal(q, about, more.slice(0, 1));
    expect(await applyJournal(q, about, more)).toMatchObject({ lastNumber: last + 2, applied: 1 });
    expect(await applyJournal(q, about, more)).toMatchObject({ lastNumber: last + 2, applied: 0 });
    await expect(applyJournal(q, about, number([{ kind: 'case.suspended' }], last + 9))).rejects.toThrow(
      JournalGap,
    );
    expect(await one('select value from variables where case_id = $1', about.caseId)).toEqual({ value: 2 });
  });

  it('takes the same entries from many writers at once exactly once', async () => {
    const { last, ...about } = await begin();
    const more = number(
      Array.from({ length: 5 }, (_, i) => ({ kind: 'variables.set', element: 1, values: { i } })),
      last + 1,
    );
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, i) => applyJournal(q, about, more.slice(0, 1 + (i % 5)))),
    );
    expect(results.reduce((sum, { applied }) => sum + applied, 0)).toBe(5);
    expect(await one('select count(*)::int as n from journal where case_id = $1', about.caseId)).toEqual({
      n: last + 5,
    });
  });

  it('shows a case with an open incident as such until it is resolved', async () => {
    const { last, ...about } = await begin();
    const incident = {
      id: 7,
      element: 1,
      node: 'gate',
      type: 'no-flow',
      message: 'expected a true condition',
      phase: 'leave',
    };
    await applyJournal(q, about, number([{ kind: 'incident.raised', incident }], last + 1));
    expect(await one('select state from cases where id = $1', about.caseId)).toEqual({ state: 'incident' });
    await applyJournal(
      q,
      about,
      number(
        [
          { kind: 'stimulus', stimulus: 'retry-incident', actor: { user: 'ann' } },
          { kind: 'incident.resolved', incident: 7 },
        ],
        last + 2,
      ),
    );
    expect(await one('select state from cases where id = $1', about.caseId)).toEqual({ state: 'active' });
    expect(await one('select * from incidents where case_id = $1', about.caseId)).toMatchObject({
      id: `${about.caseId}:i7`,
      state: 'resolved',
      resolved_by: 'ann',
    });
  });

  it('marks the command done in the same step and moves tokens to new nodes on migration', async () => {
    const { last, ...about } = await begin(task(3));
    const id = randomUUID();
    await openCommand(q, { id, caseId: about.caseId, kind: 'migrate', payload: {}, lease: 60_000 });
    const target = { ...about, version: 2, modelHash: 'h2' };
    await applyJournal(
      q,
      target,
      number(
        [
          {
            kind: 'case.migrated',
            processId: 'diagnosis',
            modelHash: 'h2',
            mapping: { analyze: 'analyze2' },
          },
        ],
        last + 1,
      ),
      id,
    );
    expect(await one('select state from commands where id = $1', id)).toEqual({ state: 'done' });
    expect(await one('select node from tasks where case_id = $1', about.caseId)).toEqual({
      node: 'analyze2',
    });
    expect(await one('select version, model_hash from cases where id = $1', about.caseId)).toEqual({
      version: 2,
      model_hash: 'h2',
    });
  });
});

describe('messages', () => {
  const publish = (name: string, key?: string, timeToLive = 60_000, id?: string) =>
    q.transaction((tx) =>
      publishMessage(tx, { id, name, correlationKey: key, variables: { from: 'x' }, timeToLive }),
    );

  it('reach the case that waits, once, also when published twice', async () => {
    const { caseId } = await begin(message(3, 'k1'));
    const id = randomUUID();
    expect((await publish('answer', 'k1', 0, id)).deliveries).toMatchObject([{ caseId, started: false }]);
    expect(await publish('answer', 'k1', 0, id)).toMatchObject({ repeated: true, deliveries: [] });
    expect(await one('select count(*)::int as n from commands where case_id = $1', caseId)).toEqual({ n: 1 });
  });

  it('wait for a subscription that opens later, for as long as they live', async () => {
    await publish('answer', 'k2');
    await publish('answer', 'k3', 0);
    const [waiting, late] = [await begin(message(3, 'k2')), await begin(message(3, 'k3'))];
    expect(await one('select kind, payload from commands where case_id = $1', waiting.caseId)).toMatchObject({
      kind: 'correlate-message',
      payload: { wait: 3, name: 'answer', correlationKey: 'k2' },
    });
    expect(await one('select 1 from commands where case_id = $1', late.caseId)).toBeUndefined();
  });

  it('find each other exactly once when message and subscription come at the same moment', async () => {
    const keys = Array.from({ length: 20 }, (_, i) => `race-${i}`);
    const cases = await Promise.all(
      keys.map(
        async (key) => (await Promise.all([begin(message(3, key)), publish('answer', key)]))[0].caseId,
      ),
    );
    expect(
      await one(
        'select count(*)::int as n, count(distinct case_id)::int as cases from commands where case_id = any($1)',
        cases,
      ),
    ).toEqual({ n: 20, cases: 20 });
  });

  it('go on to the next case when one refuses', async () => {
    const first = await begin(message(3, 'k4'));
    const { deliveries } = await publish('answer', 'k4');
    const second = await begin(message(3, 'k4'));
    await q.transaction((tx) =>
      rejectCommand(tx, deliveries[0]!.commandId, { code: 'not-open', message: 'gone' }),
    );
    expect(deliveries[0]!.caseId).toBe(first.caseId);
    expect(await one('select state from commands where case_id = $1', second.caseId)).toEqual({
      state: 'pending',
    });
  });

  it('start one active case per key by a message start event that has a key', async () => {
    await q.query(
      `insert into start_subscriptions (process_id, node, version, kind, name, trigger) values ('intake', 'begin', 3, 'message', 'apply', '{"correlationKey":{"feel":"school"}}')`,
    );
    const first = await publish('apply', 'school-1');
    expect(first.deliveries).toMatchObject([{ processId: 'intake', started: true }]);
    expect((await publish('apply', 'school-1')).deliveries).toEqual([]);
    expect((await publish('apply', 'school-2')).deliveries).toHaveLength(1);
    expect(
      await one('select payload from commands where id = $1', first.deliveries[0]!.commandId),
    ).toMatchObject({ payload: { processId: 'intake', version: 3, startNode: 'begin' } });
  });

  it('are forgotten when they expired', async () => {
    const { id } = await publish('nobody', undefined, 0);
    expect(await forgetMessages(q, 0)).toBeGreaterThan(0);
    expect(await one('select 1 from messages where id = $1', id)).toBeUndefined();
  });

  it('as signals reach all who wait', async () => {
    const wait: Wait = { id: 3, element: 2, node: 'catch', kind: 'signal', signal: { name: 'alarm' } };
    const waiting = [await begin(wait), await begin(wait)].map(({ caseId }) => caseId);
    const deliveries = await q.transaction((tx) => broadcastSignal(tx, { name: 'alarm', variables: {} }));
    expect(deliveries.map(({ caseId }) => caseId).sort()).toEqual(waiting.sort());
  });
});

describe('commands', () => {
  it('are leased to one sweeper each, in the order of their case', async () => {
    await q.query(`update commands set state = 'done'`);
    const caseId = newCaseId();
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids)
      await openCommand(q, {
        id,
        caseId,
        kind: 'suspend',
        payload: { type: 'suspend' },
        actor: { user: 'ann', role: 'coordinator' },
      });
    const taken = (
      await Promise.all([1, 2, 3].map(() => leaseCommands(q, { limit: 10, lease: 30_000 })))
    ).flat();
    expect(taken).toMatchObject([{ id: ids[0], actor: { user: 'ann', role: 'coordinator' }, attempts: 1 }]);
  });

  it('are written once by their id', async () => {
    const input = { id: randomUUID(), caseId: 'c', kind: 'cancel', payload: {}, lease: 1000 };
    expect([await openCommand(q, input), await openCommand(q, input)]).toEqual([true, false]);
  });
});

describe('jobs', () => {
  const job = (id: number, type: string): Wait => ({
    id,
    element: id - 1,
    node: 'work',
    kind: 'job',
    job: { type, retries: 2, headers: { a: 'b' }, variables: { x: 1 } },
  });

  it('are handed to one worker each, and never those of connectors', async () => {
    const cases = await Promise.all(
      Array.from({ length: 6 }, () => begin(job(3, 'scan'), job(5, 'opora.http'))),
    );
    const hands = await Promise.all(
      ['w1', 'w2', 'w3'].map((worker) =>
        activateJobs(q, { type: 'scan', maxJobs: 2, worker, timeout: 60_000 }),
      ),
    );
    const ids = hands.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
    expect(ids.sort()).toEqual(cases.map(({ caseId }) => `${caseId}:3`).sort());
    expect(await activateJobs(q, { type: 'opora.http', maxJobs: 2, worker: 'w', timeout: 1000 })).toEqual([]);
    expect((await holdJob(q, hands[0]![0]!.id, 'w1')).obstacle).toBeUndefined();
    expect((await holdJob(q, hands[0]![0]!.id, 'w2')).obstacle).toBe('other-worker');
  });

  it('of a connector keep their case from rest', async () => {
    const { caseId } = await begin(job(3, 'opora.http'));
    expect(await treeAtRest(q, caseId)).toBe(false);
    expect(await treeAtRest(q, (await begin(job(3, 'scan'))).caseId)).toBe(true);
  });
});
