import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, ApiStage, diagram, files } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open({ worker: true });
  const due =
    '<zeebe:taskSchedule dueDate="=end of working day(working days after(date(&quot;2035-07-30&quot;), 3, workingTime), workingTime)"/>';
  const fixed = '<zeebe:taskSchedule dueDate="2035-08-02T18:00:00+03:00"/>';
  const xml = diagram('dated', [{ id: 'counted', groups: 'coordinator', extension: due }]);
  const other = diagram('fixed', [{ id: 'written', groups: 'coordinator', extension: fixed }]);
  const reminded = diagram('reminded', [{ id: 'counted', groups: 'coordinator', extension: due }]).replace(
    '<bpmn:endEvent id="end"/>',
    `<bpmn:endEvent id="end"/><bpmn:endEvent id="told"/><bpmn:sequenceFlow id="tell" sourceRef="soon" targetRef="told"/>
     <bpmn:boundaryEvent id="soon" name="Скоро срок" attachedToRef="counted" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDate>=end of working day(working days after(date("2035-07-30"), 2, workingTime), workingTime)</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:boundaryEvent>
     <bpmn:endEvent id="fixed-told"/><bpmn:sequenceFlow id="tell-fixed" sourceRef="fixed" targetRef="fixed-told"/>
     <bpmn:boundaryEvent id="fixed" attachedToRef="counted" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDate>2035-08-01T09:00:00+03:00</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:boundaryEvent>`,
  );
  const deployed = await stage.as(
    'coordinator',
    'POST',
    '/api/deployments',
    files({ 'dated.bpmn': xml, 'fixed.bpmn': other, 'reminded.bpmn': reminded }),
  );
  expect([deployed.status, deployed.body.errors]).toEqual([201, undefined]);
}, 120_000);
afterAll(() => stage.close(), 60_000);

const off = (date: string) => ({ date, kind: 'off', source: 'Приказ управления № 7' });
const empty = { week: null, days: [], years: [] };
const preview = (login: string, body: object): Promise<Answer> =>
  stage.as(login, 'POST', '/api/calendars/preview', {
    districtId: 'bodaibo',
    schoolId: null,
    calendar: empty,
    ...body,
  });
const save = (login: string, body: object): Promise<Answer> =>
  stage.as(login, 'POST', '/api/calendars', {
    ...{
      districtId: 'bodaibo',
      schoolId: null,
      calendar: empty,
      version: 0,
      approval: 'Приказ № 7 от 01.07.2035',
    },
    ...body,
  });
const start = async (process: string, schoolId: string): Promise<string> => {
  const { status, body } = await stage.as('coordinator', 'POST', `/api/processes/${process}/start`, {
    variables: { schoolId },
  });
  expect([status, body.detail]).toEqual([201, undefined]);
  return body.caseId as string;
};
const dueOf = async (caseId: string): Promise<string> => {
  const { body } = await stage.as('coordinator', 'GET', `/api/tasks?case=${caseId}`);
  return String(body.items[0]?.dueAt ?? body.items[0]?.due).slice(0, 10);
};
async function until<T>(what: () => Promise<T>, wanted: T): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await what()) === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await what()).toBe(wanted);
}

describe('a calendar', () => {
  it('is set by the coordinator of the district, the director of the school and, for the country, the administrator', async () => {
    for (const login of ['committee1', 'method', 'region'])
      expect([login, (await save(login, {})).status]).toEqual([login, 403]);
    for (const login of ['director-1', 'curator-1'])
      expect([login, (await save(login, {})).status]).toEqual([login, 404]);
    expect((await save('coordinator', { districtId: null })).status).toBe(403);
    expect((await save('coordinator', { districtId: 'zhigalovo' })).status).toBe(404);
    expect((await save('director-1', { schoolId: 'bodaibo-4' })).status).toBe(404);
    expect((await preview('director-2', { schoolId: 'bodaibo-3' })).status).toBe(404);
    expect((await stage.as('director-1', 'GET', '/api/calendars?school=bodaibo-4')).status).toBe(404);
    expect((await stage.as('director-1', 'GET', '/api/calendars?school=bodaibo-3')).body.mayChange).toBe(
      true,
    );
    expect((await stage.as('director-1', 'GET', '/api/calendars')).body).toMatchObject({
      mayChange: false,
      versions: [],
    });
  });

  it('is refused with every fault at its place', async () => {
    const answer = await preview('coordinator', {
      calendar: { ...empty, days: [off('2035-08-02'), off('2035-08-02')] },
    });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ path: 'calendar.days.1.date', message: 'День 02.08.2035 назван дважды' }],
    ]);
  });

  it('shows the deadlines that a change moves, and moves them when it is saved, in running and new cases', async () => {
    const [counted, written, elsewhere] = [
      await start('dated', 'bodaibo-3'),
      await start('fixed', 'bodaibo-3'),
      await start('dated', 'bodaibo-4'),
    ];
    // Monday 30 July 2035 and three working days.
    expect([await dueOf(counted), await dueOf(written)]).toEqual(['2035-08-02', '2035-08-02']);
    const calendar = { ...empty, days: [off('2035-08-01')] };
    const schoolId = 'bodaibo-3';
    const { body } = await preview('director-1', { schoolId, calendar });
    // The day is counted from when the task was given, so the working days between stay the same.
    expect(body).toMatchObject({
      moved: [{ caseId: counted, before: '2035-08-02', after: '2035-08-03' }],
      cases: 2,
    });
    expect(await dueOf(counted)).toBe('2035-08-02');

    const saved = await save('director-1', { schoolId, calendar });
    expect([saved.status, saved.body.versions]).toMatchObject([
      201,
      [{ version: 1, approval: 'Приказ № 7 от 01.07.2035', createdBy: 'director-1' }],
    ]);
    await until(() => dueOf(counted), '2035-08-03');
    expect([await dueOf(written), await dueOf(elsewhere)]).toEqual(['2035-08-02', '2035-08-02']);
    await until(async () => {
      const { body: found } = await stage.as('coordinator', 'GET', `/api/cases/${written}`);
      return found.variables.workingTime?.version as number;
    }, 1);
    expect(await dueOf(await start('dated', 'bodaibo-3'))).toBe('2035-08-03');

    const late = await save('director-1', { schoolId, calendar: empty });
    expect([late.status, late.body.type]).toEqual([409, 'https://opora.dev/problems/conflict']);
  });

  it('moves the timers of running cases that count working days with the deadlines that they remind of', async () => {
    const caseId = await start('reminded', 'bodaibo-3');
    const timers = async (): Promise<string> => {
      const rows = await stage.database.query<{ node: string; due_at: Date }>(
        'select node, due_at from timers where case_id = $1 order by node',
        [caseId],
      );
      return rows.map(({ node, due_at: at }) => `${node} ${at.toISOString().slice(0, 10)}`).join(', ');
    };
    // From Monday 30 July; 1 August is off by the version before.
    expect([await timers(), await dueOf(caseId)]).toEqual([
      'fixed 2035-08-01, soon 2035-08-02',
      '2035-08-03',
    ]);
    const { body: known } = await stage.as('coordinator', 'GET', '/api/calendars?school=bodaibo-3');
    const { days, version } = known.versions[0];
    const calendar = { ...empty, days: [...days, off('2035-07-31')] };
    const place = { schoolId: 'bodaibo-3', calendar };
    const { body } = await preview('director-1', place);
    const moved = (body.moved as { kind: string; caseId: string; title: string }[]).filter(
      (one) => one.caseId === caseId,
    );
    expect(moved.map(({ kind, title }) => `${kind} ${title}`)).toEqual(['timer Скоро срок', 'task counted']);
    expect((await save('director-1', { ...place, version })).status).toBe(201);
    // The 4th and 5th are a weekend.
    await until(() => dueOf(caseId), '2035-08-06');
    await until(timers, 'fixed 2035-08-01, soon 2035-08-03');
  });

  it('that follows another at once counts from the days that the one before gives, which are still on their way', async () => {
    const caseId = await start('reminded', 'bodaibo-4');
    const place = { schoolId: 'bodaibo-4' };
    const days = ['2035-07-31', '2035-08-01', '2035-08-02'].map(off);
    const soon = async (): Promise<string> => {
      const [row] = await stage.database.query<{ due_at: Date }>(
        "select due_at from timers where case_id = $1 and node = 'soon'",
        [caseId],
      );
      return row!.due_at.toISOString().slice(0, 10);
    };
    expect([await soon(), await dueOf(caseId)]).toEqual(['2035-08-01', '2035-08-02']);
    await stage.database.transaction(async (q) => {
      // Nothing of the case can be written meanwhile, so what the first version moves stands where it was.
      await q.query('select 1 from cases where id = $1 for update', [caseId]);
      const first = await save('director-2', { ...place, calendar: { ...empty, days: days.slice(0, 1) } });
      expect(first.status).toBe(201);
      expect([await soon(), await dueOf(caseId)]).toEqual(['2035-08-01', '2035-08-02']);
      const calendar = { ...empty, days };
      const { body } = await preview('director-2', { ...place, calendar });
      const own = (body.moved as { kind: string; caseId: string; before: string; after: string }[]).filter(
        (one) => one.caseId === caseId,
      );
      expect(own.map(({ kind, before, after }) => [kind, before, after])).toEqual([
        ['timer', '2035-08-02', '2035-08-06'],
        ['task', '2035-08-03', '2035-08-07'],
      ]);
      expect((await save('director-2', { ...place, calendar, version: 1 })).status).toBe(201);
    });
    await until(soon, '2035-08-06');
    await until(() => dueOf(caseId), '2035-08-07');
    const back = await save('director-2', { ...place, calendar: empty, version: 2 });
    expect(back.status).toBe(201);
    await until(() => dueOf(caseId), '2035-08-02');
  });

  it('of the country and the district holds in its schools, and its own wins', async () => {
    const country = await save('admin', {
      districtId: null,
      calendar: { ...empty, days: [off('2035-07-31')] },
    });
    expect(country.status).toBe(201);
    const district = await save('coordinator', {
      calendar: { ...empty, days: [{ ...off('2035-07-31'), kind: 'working' }] },
    });
    expect(district.body).toMatchObject({ wider: [{ name: 'Россия', version: 1 }], mayChange: true });
    const { body } = await stage.as('director-2', 'GET', '/api/calendars?school=bodaibo-4');
    expect(body.wider.map(({ name }: { name: string }) => name)).toEqual(['Россия', expect.any(String)]);
    expect(await dueOf(await start('dated', 'bodaibo-4'))).toBe('2035-08-02');
  });

  it('lists the deadlines of a day by the name of the school, № 2 before № 10', async () => {
    const names = { 'bodaibo-3': 'Школа № 10', 'bodaibo-4': 'Школа № 2' };
    for (const [id, name] of Object.entries(names))
      await stage.database.query('update schools set short_name = $2 where id = $1', [id, name]);
    await start('dated', 'bodaibo-3');
    await start('dated', 'bodaibo-4');
    const calendar = { ...empty, days: [off('2035-07-31'), off('2035-08-01'), off('2035-08-02')] };
    const { body } = await preview('coordinator', { calendar });
    const moved = body.moved as { school: string; before: string }[];
    expect(new Set(moved.map(({ school }) => school))).toEqual(new Set(Object.values(names)));
    const known = Object.values(names).reverse();
    expect(moved).toEqual(
      [...moved].sort(
        (left, right) =>
          left.before.localeCompare(right.before) || known.indexOf(left.school) - known.indexOf(right.school),
      ),
    );
  });

  it('leaves the day of a measure as its plan says, before and after, and counts what is left of it anew', async () => {
    await stage.database.query(
      `insert into roadmaps (id, district_id, title, valid_from, valid_to, created_by) values ('00000000-0000-4000-8000-0000000000aa', 'bodaibo', 'Карта', '2035-01-01', '2035-12-31', 'x')`,
    );
    await stage.database.query(
      `insert into roadmap_measures (roadmap_id, position, number, title, term, due_date) values ('00000000-0000-4000-8000-0000000000aa', 1, '1.1', 'Семинар', 'до 10.09.2035', '2035-09-10')`,
    );
    const measure = async (): Promise<{ due: string; workingDaysLeft: number }> => {
      const path = '/api/roadmaps/00000000-0000-4000-8000-0000000000aa';
      return (await stage.as('coordinator', 'GET', path)).body.rows[0];
    };
    const before = await measure();
    // The newest district calendar is kept; Monday 10 September 2035 and the day before the weekend are off now.
    const { body: now } = await stage.as('coordinator', 'GET', '/api/calendars?district=bodaibo');
    const { week, days, years } = now.versions[0];
    const calendar = { week, days: [...days, off('2035-09-07'), off('2035-09-10')], years };
    const { body } = await preview('coordinator', { calendar });
    expect(body.moved.map(({ title }: { title: string }) => title)).not.toContain('1.1. Семинар');
    const saved = await save('coordinator', { calendar, version: now.versions[0].version });
    expect([saved.status, saved.body.detail]).toEqual([201, undefined]);
    const after = await measure();
    expect([before.due, after.due]).toEqual(['2035-09-10', '2035-09-10']);
    expect(after.workingDaysLeft).toBe(before.workingDaysLeft - 2);
  });
});
