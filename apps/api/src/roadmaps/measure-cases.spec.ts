import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { moveMeasures } from '../calendars/moved-measures.ts';
import { ApiStage, diagram, files } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open({ worker: true });
  const due = '<zeebe:taskSchedule dueDate="=end of working day(date(measure.due), workingTime)"/>';
  const fixed = '<zeebe:taskSchedule dueDate="2035-08-02T18:00:00+03:00"/>';
  const xml = diagram('dated-measure', [{ id: 'hold', groups: 'coordinator', extension: due }]).replace(
    '<bpmn:endEvent id="end"/>',
    `<bpmn:endEvent id="end"/><bpmn:endEvent id="told"/><bpmn:sequenceFlow id="tell" sourceRef="soon" targetRef="told"/>
     <bpmn:boundaryEvent id="soon" attachedToRef="hold" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDate>=end of working day(working days after(date(measure.due), -3, workingTime), workingTime)</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:boundaryEvent>`,
  );
  const other = diagram('fixed-measure', [{ id: 'hold', groups: 'coordinator', extension: fixed }]);
  const given = files({ 'dated-measure.bpmn': xml, 'fixed-measure.bpmn': other });
  const deployed = await stage.as('coordinator', 'POST', '/api/deployments', given);
  expect([deployed.status, deployed.body.errors]).toEqual([201, undefined]);
}, 120_000);
afterAll(() => stage.close(), 60_000);

const as = (method: string, path: string, body?: object) => stage.as('coordinator', method, path, body);
async function until<T>(what: () => Promise<T>, wanted: T): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (JSON.stringify(await what()) === JSON.stringify(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await what()).toEqual(wanted);
}

const change = async (id: string, changes: object) => {
  const { body } = await as('GET', `/api/roadmaps/measures/${id}`);
  const path = `/api/roadmaps/measures/${id}`;
  const answer = await as('PATCH', path, { version: body.measure.version, ...changes });
  expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
  return answer.body.version as number;
};
const begin = async (id: string, process: string, term: string): Promise<string> => {
  const version = await change(id, { term });
  const begun = await as('POST', `/api/roadmaps/measures/${id}/process`, { version, process });
  expect([begun.status, begun.body.detail]).toEqual([201, undefined]);
  return begun.body.cases[0].id;
};
const days = async (caseId: string): Promise<string[]> => {
  const rows = await stage.database.query<{ at: Date }>(
    "select due_at as at from tasks where case_id = $1 and state = 'open' union all (select due_at from timers where case_id = $1)",
    [caseId],
  );
  return rows.map(({ at }) => at.toISOString().slice(0, 10));
};

it('a case that carries a measure out follows its words and its day, in what is counted from it', async () => {
  const { body: programmes } = await as('GET', '/api/programmes');
  const made = await as('POST', '/api/roadmaps/from-programme', { programmeId: programmes.items[0].id });
  const [first, second] = made.body.rows;
  // Friday 10 August 2035.
  const dated = await begin(first.id, 'dated-measure', 'до 10.08.2035');
  const written = await begin(second.id, 'fixed-measure', 'до 10.08.2035');
  const known = async (caseId: string) => {
    const { title, due: day } = (await as('GET', `/api/cases/${caseId}`)).body.variables.measure;
    return { title, day };
  };
  expect(await days(dated)).toEqual(['2035-08-10', '2035-08-07']);

  await change(first.id, { term: 'до 20.08.2035', title: 'Семинар для команд школ' });
  await change(second.id, { term: 'до 20.08.2035' });
  // Monday 20 August; three working days before it.
  await until(() => days(dated), ['2035-08-20', '2035-08-15']);
  await until(() => known(dated), { title: 'Семинар для команд школ', day: '2035-08-20' });
  await until(() => known(written), { title: second.title, day: '2035-08-20' });
  expect(await days(written)).toEqual(['2035-08-02']);

  // Its state alone tells the case nothing, and a measure that nobody carries out tells nobody.
  const acts = async () =>
    (await stage.database.query<{ n: number }>('select count(*)::int as n from commands'))[0]!.n;
  const before = await acts();
  await change(first.id, { status: 'planned' });
  await change(made.body.rows[2].id, { title: 'Иное' });
  expect(await acts()).toBe(before);
}, 120_000);

it('a calendar that moves a measure moves what its case counts from it, once and by the new days', async () => {
  const roadmapId = '00000000-0000-4000-8000-0000000000cc';
  await stage.database.query(
    `insert into roadmaps (id, district_id, title, valid_from, valid_to, created_by) values ($1, 'bodaibo', 'Карта', '2035-09-01', '2036-08-31', 'x')`,
    [roadmapId],
  );
  const add = [{ after: null, number: '1', title: 'Семинар', term: '' }];
  const { body } = await as('PATCH', `/api/roadmaps/${roadmapId}/measures`, { add });
  const caseId = await begin(body.rows[0].id, 'dated-measure', 'осенние каникулы');
  const calendar = {
    week: null,
    // Wednesday before the last day of the holidays, Thursday 8 November.
    days: [{ date: '2035-11-07', kind: 'off', source: 'Приказ управления № 7' }],
    years: [
      {
        schoolYear: 2035,
        quarters: [
          { from: '2035-09-03', to: '2035-10-26' },
          { from: '2035-11-09', to: '2035-12-28' },
        ],
        holidays: [{ name: 'Осенние каникулы', from: '2035-10-27', to: '2035-11-08' }],
      },
    ],
  };
  const place = { districtId: 'bodaibo', schoolId: null, calendar };
  const saved = await as('POST', '/api/calendars', { ...place, version: 0, approval: 'Приказ № 7' });
  expect([saved.status, saved.body.errors]).toEqual([201, undefined]);
  // Three working days before it: Tuesday, Monday and Friday.
  await until(() => days(caseId), ['2035-11-08', '2035-11-02']);
  const acts = await stage.database.query<{ kind: string }>(
    "select kind from commands where case_id = $1 and remark = 'Приказ № 7' order by kind",
    [caseId],
  );
  expect(acts.map(({ kind }) => kind)).toEqual([
    'set-variables',
    'set-variables',
    'update-task',
    'update-timer',
  ]);
}, 120_000);

const never = (): never => {
  throw new Error('No calendar is asked for.');
};
it('a calendar tells a case nothing of a measure that has another term by then', async () => {
  const roadmapId = '00000000-0000-4000-8000-0000000000cd';
  await stage.database.query(
    `insert into roadmaps (id, district_id, title, valid_from, valid_to, created_by) values ($1, 'bodaibo', 'Карта', '2035-09-01', '2036-08-31', 'x')`,
    [roadmapId],
  );
  const add = [{ after: null, number: '1', title: 'Семинар', term: '' }];
  const { body } = await as('PATCH', `/api/roadmaps/${roadmapId}/measures`, { add });
  const id = body.rows[0].id as string;
  const caseId = await begin(id, 'dated-measure', 'до 10.08.2036');
  const read = {
    ...{ id, roadmapId, number: '1', title: 'Семинар', term: 'осенние каникулы', school: null },
    ...{ districtId: 'bodaibo', schoolId: null, period: { from: '2035-09-01', to: '2036-08-31' } },
    ...{ days: { from: '2035-10-27', due: '2035-11-04' }, after: { from: '2035-10-27', due: '2035-11-08' } },
  };
  const mover = { login: 'x', calendarsOf: never };
  const calendar = { of: 'district', version: 9, approval: 'Приказ № 9' } as const;
  const followed = await stage.database.transaction((q) => moveMeasures(q, [read], mover, calendar));
  expect([...followed]).toEqual([]);
  const told = await stage.database.query('select 1 from commands where case_id = $1 and remark = $2', [
    ...[caseId, calendar.approval],
  ]);
  expect(told).toEqual([]);
}, 120_000);
