import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ApiStage, diagram, files } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => void (stage = await ApiStage.open({ worker: true })), 120_000);
afterAll(() => stage.close(), 60_000);

const as = (method: string, path: string, body?: object) => stage.as('coordinator', method, path, body);
async function until<T>(what: () => Promise<T>, wanted: T): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (JSON.stringify(await what()) === JSON.stringify(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await what()).toEqual(wanted);
}

it('a case that carries a measure out follows its words and its day, in what is counted from it', async () => {
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

  const { body: programmes } = await as('GET', '/api/programmes');
  const made = await as('POST', '/api/roadmaps/from-programme', { programmeId: programmes.items[0].id });
  const [first, second] = made.body.rows;
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
  // Friday 10 August 2035.
  const dated = await begin(first.id, 'dated-measure', 'до 10.08.2035');
  const written = await begin(second.id, 'fixed-measure', 'до 10.08.2035');
  const days = async (caseId: string): Promise<string[]> => {
    const rows = await stage.database.query<{ at: Date }>(
      "select due_at as at from tasks where case_id = $1 and state = 'open' union all (select due_at from timers where case_id = $1)",
      [caseId],
    );
    return rows.map(({ at }) => at.toISOString().slice(0, 10));
  };
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
