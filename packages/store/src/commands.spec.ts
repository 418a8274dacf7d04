import type { JournalEntry } from '@opora/engine';
import { randomUUID } from 'node:crypto';
import { applyJournal, endAct, lookAtTree, newCaseId, openAct, type Database } from './index.ts';
import { emptyStore, type EmptyStore } from './testing/index.ts';

let store: EmptyStore;
let q: Database;
beforeAll(async () => {
  store = await emptyStore(1);
  q = store.database;
});
afterAll(() => store.end());

const at = Date.parse('2026-03-01T10:00:00Z');
const infoOf = (caseId: string) => ({
  ...{ caseId, rootCaseId: caseId, processId: 'diagnosis', version: 1, modelHash: 'h' },
  subject: { schoolId: 's1' },
});
const entries = (...facts: object[]): JournalEntry[] =>
  facts.map((fact, i) => ({ n: i + 1, at, ...fact }) as JournalEntry);
const started = {
  kind: 'case.started',
  processId: 'diagnosis',
  modelHash: 'h',
  semantics: 1,
  timeZone: 'UTC',
};
const actOf = (caseId: string) => ({
  ...{ id: randomUUID(), caseId, kind: 'suspend', payload: {}, lease: 60_000 },
  actor: { user: 'ann', role: 'coordinator' },
  record: { action: 'case.suspend', schoolId: 's1' },
});
const audited = (caseId: string) =>
  q.query('select user_login, role, action, school_id from audit where case_id = $1', [caseId]);

it('an act is opened once and answers what is known of its case', async () => {
  const caseId = newCaseId();
  expect(await openAct(q, actOf(caseId))).toEqual({ opened: true, known: undefined });
  await applyJournal(q, infoOf(caseId), entries(started));
  const act = actOf(caseId);
  const known = { info: infoOf(caseId), lastNumber: 1, status: 'active' };
  expect([await openAct(q, act), await openAct(q, act)]).toEqual([
    { opened: true, known },
    { opened: false, known },
  ]);
});

it('the step of an act, its end and its line in the audit are written together, once', async () => {
  const caseId = newCaseId();
  const act = actOf(caseId);
  await openAct(q, act);
  const journal = entries(started, { kind: 'case.suspended' });
  for (let times = 0; times < 2; times++) await applyJournal(q, infoOf(caseId), journal, act.id);
  expect(await q.query('select state from commands where id = $1', [act.id])).toEqual([{ state: 'done' }]);
  expect(await audited(caseId)).toEqual([
    { user_login: 'ann', role: 'coordinator', action: 'case.suspend', school_id: 's1' },
  ]);
  expect(await lookAtTree(q, caseId)).toEqual({ atRest: true, state: 'suspended' });
});

it('an act whose step was written by another ends with its line in the audit, once', async () => {
  const caseId = newCaseId();
  const act = actOf(caseId);
  await openAct(q, act);
  for (let times = 0; times < 2; times++) await endAct(q, act.id);
  expect(await audited(caseId)).toHaveLength(1);
});

it('a statement whose plan was kept runs on after a migration has changed what it answers', async () => {
  const all = () => q.query('select * from kept_plan where id > $1', [0], { prepared: true });
  await q.query('create table kept_plan (id integer)');
  await q.query('insert into kept_plan values (1)');
  expect(await all()).toEqual([{ id: 1 }]);
  await q.query('alter table kept_plan add column name text');
  expect(await all()).toEqual([{ id: 1, name: null }]);
});
