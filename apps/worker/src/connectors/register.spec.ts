import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Json, Variables } from '@opora/engine';
import type { ConnectorJob } from '@opora/host';
import type { Database } from '@opora/store';
import { addSchools, emptyStore } from '@opora/store/testing';
import { antiRisk } from './anti-risk.connector.ts';
import type { Connector } from './connector.ts';
import { documentSigned } from './document-signed.connector.ts';
import { document } from './document.connector.ts';
import { partnershipEnd } from './partnership-end.connector.ts';
import { partnership } from './partnership.connector.ts';
import { reviewMark } from './review-mark.connector.ts';
import { riskProfile } from './risk-profile.connector.ts';
import { roadmap } from './roadmap.connector.ts';
import { schoolGroup } from './school-group.connector.ts';

let database: Database;
let end: () => Promise<void>;
beforeAll(async () => {
  ({ database, end } = await emptyStore());
  await addSchools(database);
  await database.query("insert into risk_profile_config (id, body) values ('profile', $1)", [
    await readFile('workflows/risk-profile/profile.json', 'utf8'),
  ]);
}, 60_000);
afterAll(() => end(), 30_000);

const run = (
  connector: Connector,
  id: string,
  variables: Variables,
  headers: { [key: string]: string } = {},
  subject: ConnectorJob['subject'] = { schoolId: 's', districtId: 'd' },
  more: Partial<ConnectorJob> = {},
): Promise<Variables> =>
  connector(
    {
      id,
      caseId: 'case-1',
      rootCaseId: 'case-1',
      processId: 'diagnosis',
      version: 1,
      modelHash: 'h',
      subject,
      node: 'n',
      type: 'opora.x',
      headers,
      variables,
      now: Date.UTC(2031, 8, 1),
      timeZone: 'UTC',
      ...more,
    },
    { database, env: {}, signal: new AbortController().signal },
  );
const count = async (sql: string): Promise<number> =>
  (await database.query<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]!.n;

it('makes a document once, however often its job is tried, and registers its signature once', async () => {
  const headers = { kind: 'partner-order', resultVariable: 'order' };
  const variables = { partner: { id: 'p', name: 'СОШ № 2' } };
  const first = await run(document, 'job-1', variables, headers);
  expect(await run(document, 'job-1', variables, headers)).toEqual(first);
  expect(first).toMatchObject({ order: { kind: 'partner-order', status: 'on-signature' } });
  expect(await count('documents')).toBe(1);
  const { id } = first['order'] as { id: string };
  const sign = (number: string): Promise<Variables> =>
    run(documentSigned, 'job-2', {
      documentId: id,
      number,
      date: '2031-09-02',
      signatory: 'Иванова Ольга Петровна',
    });
  expect(await sign('5')).toEqual({
    documentSigned: { id, number: '5', date: '2031-09-02', signatory: 'Иванова Ольга Петровна' },
  });
  expect(await sign('6')).toMatchObject({ documentSigned: { number: '5' } });
  expect(await count('messages')).toBe(1);
});

it('refuses in words a kind that is not there, a signature without a number, a document that was cancelled', async () => {
  await expect(run(document, 'job-3', {}, { kind: 'letter' })).rejects.toThrow(
    /expected in "kind" one of .*partner-order/,
  );
  await expect(run(document, 'job-3', {}, { kind: 'partner-order' }, {})).rejects.toThrow(
    'found one about nobody',
  );
  const { document: made } = await run(document, 'job-4', {}, { kind: 'school-list-order' });
  const { id } = made as { id: string };
  await expect(run(documentSigned, 'job-5', { documentId: id, number: null })).rejects.toThrow(
    'expected a text "number"',
  );
  await database.query("update documents set status = 'cancelled' where id = $1", [id]);
  await expect(run(documentSigned, 'job-5', { documentId: id, number: '1' })).rejects.toThrow(
    'has been cancelled',
  );
});

it('puts what a diagnosis found into the profile of the school, by source, and once', async () => {
  const variables = {
    selfAnalysis: { equipment: 3, specialNeedsShare: 12 },
    teacherAudit: { mentoringShare: 40 },
    survey: { bullyingShare: 25 },
    swot: { strengths: 'Коллектив' },
  };
  const first = await run(riskProfile, 'job-6', variables);
  expect(await run(riskProfile, 'job-6', variables)).toEqual(first);
  expect(
    await database.query('select parameter, source, value from risk_values order by parameter, source'),
  ).toEqual([
    { parameter: 'bullying', source: 'survey', value: 25 },
    { parameter: 'mentoring', source: 'audit', value: 40 },
    { parameter: 'score', source: 'school', value: 3 },
    { parameter: 'special-needs-share', source: 'school', value: 12 },
  ]);
  expect(await database.query('select year, kind, state, swot from risk_profiles')).toEqual([
    { year: 2031, kind: 'entry', state: 'verified', swot: { strengths: 'Коллектив' } },
  ]);
  await expect(run(riskProfile, 'job-7', {}, { kind: 'weekly' })).rejects.toThrow('entry, interim or final');

  // What surveys have said is no variable of the case: it learns of it from the profile.
  await database.query(
    "insert into risk_values (profile_id, factor, parameter, source, value, login) select id, 'adaptability', 'no-help', 'survey', 65, 'survey' from risk_profiles",
  );
  expect((await run(riskProfile, 'job-6', variables))['profileFactors']).toEqual(
    expect.arrayContaining([
      { id: 'equipment', score: 3, share: null },
      { id: 'adaptability', score: null, share: 65 },
      { id: 'in-school-training', score: null, share: 60 },
      { id: 'parent-involvement', score: null, share: null },
    ]),
  );
  await database.query("delete from risk_values where parameter = 'no-help'");
});

it('puts the anti-risk programmes of a case into the register, one per known factor', async () => {
  const antiRiskProgrammes = [
    { factor: 'equipment', name: 'Оснащение', programme: { goal: 'Новые кабинеты' } },
    { factor: 'nothing', name: 'Нет такого', programme: null },
  ];
  await run(antiRisk, 'job-8', { antiRiskProgrammes });
  await run(antiRisk, 'job-8', { antiRiskProgrammes });
  expect(await database.query('select factor, goal from anti_risk_programmes')).toEqual([
    { factor: 'equipment', goal: 'Новые кабинеты' },
  ]);
});

it('keeps what a task has yielded as open until the diagnosis is accepted, and the final scores as verified', async () => {
  const place = { schoolId: 's', districtId: 'd' };
  const at = Date.UTC(2033, 8, 1);
  const of = (headers: { [key: string]: string }, variables: Variables, id: string) =>
    run(riskProfile, id, variables, headers, place, { now: at });
  const profile = () =>
    database.query('select kind, state from risk_profiles where year = 2033 order by kind');
  await of({ state: 'open' }, { selfAnalysis: { equipment: 2 } }, 'job-9');
  expect(await profile()).toEqual([{ kind: 'entry', state: 'open' }]);
  await of({}, { selfAnalysis: { equipment: 2 }, swot: { strengths: 'Коллектив' } }, 'job-10');
  await of({ state: 'open' }, { selfAnalysis: { equipment: 1 } }, 'job-11');
  expect(await profile()).toEqual([{ kind: 'entry', state: 'verified' }]);
  await of({ kind: 'final', source: 'verified' }, { selfAnalysis: { equipment: 0 } }, 'job-12');
  expect(
    await database.query(
      'select p.kind, v.source, v.value from risk_values v join risk_profiles p on p.id = v.profile_id where p.year = 2033 order by p.kind',
    ),
  ).toEqual([
    { kind: 'entry', source: 'school', value: 1 },
    { kind: 'final', source: 'verified', value: 0 },
  ]);
});

it('makes a new version of a programme that another case writes anew, and marks it at its review', async () => {
  const again = (caseId: string, goal: string): Promise<Variables> =>
    run(
      antiRisk,
      `job-${caseId}`,
      { antiRiskProgrammes: [{ factor: 'adaptability', programme: { goal } }] },
      {},
      undefined,
      { caseId },
    );
  const current = () =>
    database.query(
      "select version, goal, mark, mark_remark from anti_risk_programmes where factor = 'adaptability'",
    );
  await again('case-1', 'Наставники');
  const reviewed = { scores: { mean: 2.5 }, reviews: [{ remark: 'Назовите сроки' }, { remark: '' }] };
  await run(reviewMark, 'job-13', reviewed);
  expect(await current()).toEqual([
    { version: 1, goal: 'Наставники', mark: 2.5, mark_remark: 'Назовите сроки' },
  ]);
  await again('case-2', 'Наставники и тьюторы');
  await again('case-2', 'Наставники и тьюторы');
  expect(await current()).toEqual([
    { version: 2, goal: 'Наставники и тьюторы', mark: null, mark_remark: null },
  ]);
  expect(await database.query('select version, goal, mark from anti_risk_versions')).toEqual([
    { version: 1, goal: 'Наставники', mark: 2.5 },
  ]);
  await expect(run(reviewMark, 'job-14', { scores: {} })).rejects.toThrow('"scores.mean"');
});

it('gives the school the group that its case has found, and refuses one that is not there', async () => {
  await run(schoolGroup, 'job-15', { identification: { cluster: 'at-risk' } });
  await run(schoolGroup, 'job-15', { identification: { cluster: 'at-risk' } });
  expect(await database.query("select status from schools where id = 's'")).toEqual([{ status: 'at-risk' }]);
  expect(await count("audit where action = 'school.group'")).toBe(1);
  await expect(run(schoolGroup, 'job-16', { identification: { cluster: 'best' } })).rejects.toThrow(
    '"identification.cluster"',
  );
});

it('ends the pair of a case with date and reason, once, and a later case enters a new one', async () => {
  await database.query(
    "insert into schools (id, district_id, name, short_name) values ('p', 'd', 'Школа № 2', 'СОШ № 2')",
  );
  const enter = (id: string, caseId: string, orderDate: string): Promise<Variables> =>
    run(partnership, id, { partnerId: 'p', orderNumber: '1', orderDate }, {}, undefined, {
      caseId,
      rootCaseId: caseId,
    });
  const pairs = () =>
    database.query(
      'select valid_from::text, valid_to::text, end_reason from partnerships order by valid_from',
    );
  await enter('job-17', 'case-1', '2030-09-01');
  const over = { reason: 'Школа вышла в эффективный режим' };
  expect(await run(partnershipEnd, 'job-18', {}, over)).toEqual({ endedPartnerships: 1 });
  expect(await run(partnershipEnd, 'job-18', {}, over)).toEqual({ endedPartnerships: 0 });
  const ended = { valid_from: '2030-09-01', valid_to: '2031-09-01', end_reason: over.reason };
  expect(await pairs()).toEqual([ended]);
  await enter('job-19', 'case-3', '2032-09-01');
  expect(await pairs()).toEqual([ended, { valid_from: '2032-09-01', valid_to: null, end_reason: null }]);
});

it('puts the measures of a development program into the roadmap of the school, tied to their anti-risk programmes', async () => {
  const measure = (title: string, term: string) => ({ title, term, responsible: 'Директор, завуч' });
  const antiRiskProgrammes = [
    {
      factor: 'equipment',
      programme: { goal: 'Оснастить', measures: [measure('Купить ноутбуки', 'до 10.10.2031')] },
    },
    // Another programme names the same measure: it is one measure of both.
    { factor: 'adaptability', programme: { goal: '', measures: [measure('Купить ноутбуки', '')] } },
  ];
  const own = { number: '1', ...measure('Открытые уроки', 'октябрь 2031'), result: 'Уроки проведены' };
  const programme = { from: '2031-09-01', to: '2032-08-31' };
  const variables = { programme, antiRiskProgrammes, roadmap: [own] };
  await run(antiRisk, 'job-40', variables);
  const first = await run(roadmap, 'job-41', variables);
  expect(await run(roadmap, 'job-41', variables)).toEqual(first);
  const measures = (): Promise<unknown[]> =>
    database.query(
      `select m.number, m.title, to_char(m.due_date, 'YYYY-MM-DD') as due, m.responsible, m.status,
         array(select p.factor from anti_risk_measures x join anti_risk_programmes p on p.id = x.programme_id where x.measure_id = m.id order by 1) as factors
       from roadmap_measures m
       where m.roadmap_id = $1 order by m.position, m.title`,
      [first['roadmapId']],
    );
  const responsible = ['Директор', 'завуч'];
  const bought = {
    number: '1.1',
    title: 'Купить ноутбуки',
    due: '2031-10-10',
    responsible,
    factors: ['adaptability', 'equipment'],
  };
  const lessons = { number: '1', title: 'Открытые уроки', due: '2031-10-31', responsible, factors: [] };
  expect(await measures()).toEqual([
    { ...lessons, status: 'planned' },
    { ...bought, status: 'planned' },
  ]);

  // A correction names one measure no longer, and another later.
  const later = { ...own, title: '«Открытые  уроки»', term: 'ноябрь 2031' };
  await run(roadmap, 'job-42', { programme, antiRiskProgrammes: [], roadmap: [later] });
  expect(await measures()).toMatchObject([
    { title: '«Открытые  уроки»', due: '2031-11-30', status: 'planned' },
    { title: 'Купить ноутбуки', status: 'cancelled' },
  ]);
  expect(await count("roadmap_changes where field in ('term', 'title', 'status')")).toBe(3);
});

it('names a review sheet after its expert, whose scores it has', async () => {
  await database.query(
    "insert into users (login, name, password_hash) values ('expert9', 'Юшков Олег Ильич', '-')",
  );
  const reviews: Json = [
    { reviewer: 'expert8', scores: { relevance: 1 }, remark: 'Мало' },
    { reviewer: 'expert9', scores: { relevance: 3, goals: 2 }, remark: 'Хорошо' },
  ];
  const documentValues = { эксперт: { имя: 'expert9' } };
  const made = await run(
    document,
    'job-50',
    { reviews, documentValues },
    { kind: 'review-sheet', status: 'draft' },
  );
  const { id } = made['document'] as { id: string };
  const [row] = await database.query<{ title: string; total: string }>(
    "select title, field_values->>'итог' as total from documents where id = $1",
    [id],
  );
  expect(row).toEqual({
    title: 'Экспертный лист: СОШ № 1, Юшков Олег Ильич. Экспертиза документов школы',
    total: '5',
  });
  expect(await count(`audit where subject = '${id}' and action = 'document.create'`)).toBe(1);

  // The same expert reviews the papers of the school again; the first sheet and a retry keep their titles.
  const sheet = async (job: string) => {
    const again = await run(
      document,
      job,
      { reviews, documentValues },
      { kind: 'review-sheet', status: 'draft' },
    );
    return (again['document'] as { title: string }).title;
  };
  expect(await sheet('job-51')).toBe(`${row!.title} (2)`);
  expect(await sheet('job-52')).toBe(`${row!.title} (3)`);
  expect(await sheet('job-51')).toBe(`${row!.title} (2)`);
  expect(await sheet('job-50')).toBe(row!.title);
});
