import { ApiStage, diagram, files } from './testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open({ worker: true });
  const form = JSON.stringify({
    id: 'grade',
    type: 'default',
    components: [{ type: 'number', key: 'grade', label: 'Класс' }],
  });
  const deployed = await stage.as(
    'coordinator',
    'POST',
    '/api/deployments',
    files({ 'two.bpmn': two, 'grade.form': form, 'ballot.bpmn': ballot }),
  );
  expect(deployed).toMatchObject({
    status: 201,
    body: {
      processes: [
        { id: 'two', version: 1 },
        { id: 'ballot', version: 1 },
      ],
      forms: [{ id: 'grade', version: 1 }],
    },
  });
}, 120_000);
afterAll(() => stage.close(), 60_000);

const two = diagram('two', [
  { id: 'first', groups: 'director', form: 'grade' },
  { id: 'second', groups: 'committee' },
]);
const vote = `<opora:vote size="=3" quorum="=2" rule="majority" choices="=[&quot;for&quot;,&quot;against&quot;]" outcomeVariable="decision" secret="=true"/>`;
const ballot = diagram('ballot', [{ id: 'decide', groups: 'committee', extension: vote }]);

/** Starts a case about the first demo school; answers its id and its first task's. */
async function begin(
  process = 'two',
  headers: { [name: string]: string } = {},
): Promise<{ caseId: string; task: string }> {
  const { status, body } = await stage.as(
    'coordinator',
    'POST',
    `/api/processes/${process}/start`,
    { variables: { schoolId: 'bodaibo-3' } },
    headers,
  );
  expect([status, body]).toEqual([201, expect.objectContaining({ state: 'active' })]);
  return { caseId: body.caseId, task: body.tasks[0].id };
}
const complete = (who: string, task: string, body: object = {}, headers: { [name: string]: string } = {}) =>
  stage.as(who, 'POST', `/api/tasks/${task}/complete`, body, headers);
const taken = async (caseId: string): Promise<number> =>
  (
    await stage.as('coordinator', 'GET', `/api/cases/${caseId}/journal?kinds=stimulus&limit=200`)
  ).body.items.filter((line: { entry: { stimulus: string } }) => line.entry.stimulus === 'complete-task')
    .length;

it('answers a completion with the next task, and tells who did it in which role with what remark', async () => {
  const { caseId, task } = await begin();
  const first = await complete('director-1', task, { variables: { grade: 9 }, remark: 'готово' });
  expect(first).toMatchObject({
    status: 200,
    body: { case: { id: caseId, state: 'active' }, tasks: [{ elementId: 'second', state: 'open' }] },
  });
  const last = await complete('committee1', first.body.tasks[0].id);
  expect(last).toMatchObject({ status: 200, body: { case: { id: caseId, state: 'completed' }, tasks: [] } });
  expect((await stage.as('director-1', 'GET', `/api/cases/${caseId}`)).body).toMatchObject({
    state: 'completed',
    variables: { grade: 9, schoolId: 'bodaibo-3', districtId: 'bodaibo' },
  });
  const audit = await stage.as('coordinator', 'GET', `/api/audit?case=${caseId}`);
  expect(
    audit.body.items.map((entry: { action: string; user: string; role: string; remark: string | null }) => [
      entry.action,
      entry.user,
      entry.role,
      entry.remark,
    ]),
  ).toEqual([
    ['task.complete', 'committee1', 'committee', null],
    ['task.complete', 'director-1', 'director', 'готово'],
    ['case.start', 'coordinator', 'coordinator', null],
  ]);
});

it('lets one of two completions at the same moment through and tells the other who and when', async () => {
  const { caseId, task } = await begin();
  const { body } = await complete('director-1', task);
  const answers = await Promise.all(
    ['committee1', 'committee2'].map((who) => complete(who, body.tasks[0].id)),
  );
  const won = answers.findIndex(({ status }) => status === 200);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers[1 - won]!.body).toMatchObject({
    type: 'https://opora.dev/problems/no-longer-open',
    completedBy: `committee${won + 1}`,
    completedAt: expect.any(String),
  });
  expect((await complete(`committee${won + 1}`, body.tasks[0].id)).status).toBe(409);
  expect(await taken(caseId)).toBe(2);
});

it('answers a repeated Idempotency-Key the same and refuses it with another body', async () => {
  const key = { 'idempotency-key': 'start-1' };
  const [one, again] = [await begin('two', key), await begin('two', key)];
  expect(again).toEqual(one);
  const first = await complete(
    'director-1',
    one.task,
    { variables: { grade: 5 } },
    { 'idempotency-key': 'complete-1' },
  );
  const repeated = await complete(
    'director-1',
    one.task,
    { variables: { grade: 5 } },
    { 'idempotency-key': 'complete-1' },
  );
  expect([repeated.status, repeated.body]).toEqual([200, first.body]);
  expect(
    await complete('director-1', one.task, { variables: { grade: 6 } }, { 'idempotency-key': 'complete-1' }),
  ).toMatchObject({ status: 409, body: { type: 'https://opora.dev/problems/idempotency-key-reused' } });
  expect(await taken(one.caseId)).toBe(1);
});

it('refuses variables over 1 MB, of a wrong type and with bad names, naming each', async () => {
  const { task } = await begin();
  expect(await complete('director-1', task, { variables: { essay: 'x'.repeat(1_100_000) } })).toMatchObject({
    status: 413,
    body: { errors: [{ path: 'variables.essay' }] },
  });
  expect((await complete('director-1', task, { variables: { essay: 'x'.repeat(5_000_000) } })).status).toBe(
    413,
  );
  expect(await complete('director-1', task, { variables: { grade: 'nine' } })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'variables.grade' }] },
  });
  expect((await complete('director-1', task, { variables: [] })).status).toBe(400);
  expect((await complete('director-1', task, { variables: { 'no name': 1 } })).status).toBe(400);
  expect((await stage.as('director-1', 'GET', `/api/tasks/${task}`)).body).toMatchObject({
    state: 'open',
    actions: ['claim', 'complete'],
    form: { id: 'grade' },
  });
});

it('keeps a claimed task for its assignee until it is released', async () => {
  const { body } = await complete('director-1', (await begin()).task);
  const task = body.tasks[0].id;
  expect(await stage.as('committee1', 'POST', `/api/tasks/${task}/claim`)).toMatchObject({
    status: 200,
    body: { assignee: 'committee1' },
  });
  expect(await stage.as('committee2', 'POST', `/api/tasks/${task}/claim`)).toMatchObject({
    status: 409,
    body: { assignee: 'committee1' },
  });
  expect((await complete('committee2', task)).status).toBe(409);
  expect(await stage.as('coordinator', 'POST', `/api/tasks/${task}/release`)).toMatchObject({
    status: 200,
    body: { assignee: null },
  });
  expect((await complete('committee2', task)).status).toBe(200);
});

it('takes each vote once, hides the choices of a secret ballot and closes it when it is decided', async () => {
  const { caseId, task } = await begin('ballot');
  expect((await complete('committee1', task, { variables: { choice: 'for' } })).status).toBe(200);
  expect((await complete('committee1', task, { variables: { choice: 'against' } })).status).toBe(409);
  expect((await complete('committee2', task, { variables: { choice: 'perhaps' } })).status).toBe(422);
  expect((await stage.as('committee2', 'GET', `/api/tasks/${task}`)).body.vote).toMatchObject({
    cast: 1,
    own: null,
    counts: null,
    votes: [{ voter: 'committee1', choice: null }],
  });
  const journal = await stage.as('director-1', 'GET', `/api/cases/${caseId}/journal?limit=200`);
  expect(JSON.stringify(journal.body)).not.toContain('"choice":"for"');
  expect((await complete('committee2', task, { variables: { choice: 'for' } })).body).toMatchObject({
    case: { state: 'completed' },
  });
  expect((await stage.as('coordinator', 'GET', `/api/cases/${caseId}`)).body.variables.decision).toBe('for');
});

it('deploys all files or none, and the same content keeps its version', async () => {
  const broken = files({
    'good.bpmn': diagram('good', [{ id: 'a' }]),
    'bad.bpmn': '<definitions',
    'bad.dmn': '<x/>',
    'bad.form': '{',
    'note.txt': 'x',
  });
  const refused = await stage.as('coordinator', 'POST', '/api/deployments', broken);
  expect(refused.status).toBe(422);
  expect([...new Set(refused.body.errors.map((error: { file: string }) => error.file))]).toEqual(
    expect.arrayContaining(['bad.bpmn', 'bad.dmn', 'bad.form', 'note.txt']),
  );
  expect(refused.body.errors[0]).toEqual(
    expect.objectContaining({ rule: expect.any(String), message: expect.any(String), severity: 'error' }),
  );
  expect((await stage.as('coordinator', 'GET', '/api/processes/good')).status).toBe(404);
  expect(
    (await stage.as('coordinator', 'POST', '/api/deployments', files({ 'two.bpmn': two }))).body.processes,
  ).toMatchObject([{ id: 'two', version: 1, new: false }]);
  expect(
    (
      await stage.as(
        'admin',
        'POST',
        '/api/deployments',
        files({ 'two.bpmn': two.replace('name="first"', 'name="other"') }),
      )
    ).body.processes,
  ).toMatchObject([{ version: 2, new: true }]);
});

it('steers a case: suspended it takes nothing, resumed it goes on, cancelled it is over', async () => {
  const { caseId, task } = await begin();
  const steer = (verb: string) =>
    stage.as('coordinator', 'POST', `/api/cases/${caseId}/${verb}`, { reason: 'проверка' });
  expect(await steer('suspend')).toMatchObject({ status: 200, body: { case: { state: 'suspended' } } });
  expect((await complete('director-1', task)).status).toBe(409);
  expect(await steer('resume')).toMatchObject({ status: 200, body: { case: { state: 'active' } } });
  expect(
    (await stage.as('coordinator', 'PATCH', `/api/cases/${caseId}/variables`, { variables: { note: 1 } }))
      .status,
  ).toBe(200);
  expect(
    (
      await stage.as('coordinator', 'PATCH', `/api/cases/${caseId}/variables`, {
        variables: { schoolId: 'bodaibo-4' },
      })
    ).status,
  ).toBe(422);
  expect(await steer('cancel')).toMatchObject({ status: 200, body: { case: { state: 'cancelled' } } });
  expect((await complete('director-1', task)).status).toBe(409);
  expect((await steer('cancel')).status).toBe(409);
});

it('refuses to start what is unknown: process, version, school', async () => {
  const start = (path: string, body: object) =>
    stage.as('coordinator', 'POST', `/api/processes/${path}/start`, body);
  expect((await start('nothing', {})).status).toBe(404);
  expect((await start('two', { version: 99 })).status).toBe(404);
  expect(await start('two', { variables: { schoolId: 'nowhere' } })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'variables.schoolId' }] },
  });
});

it('tells a browser of a new task as it appears, and another school nothing', async () => {
  const token = async (who: string): Promise<string> =>
    (await stage.as(who, 'POST', '/api/auth/tokens', { name: 'events' })).body.token;
  const listen = async (who: string) => {
    const stop = new AbortController();
    const response = await fetch(`${stage.url}/api/events`, {
      headers: { authorization: `Bearer ${await token(who)}` },
      signal: stop.signal,
    });
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body!) text += Buffer.from(chunk as Uint8Array).toString();
    })().catch(() => undefined);
    return { text: () => text, stop: () => (stop.abort(), reading) };
  };
  const [own, other] = [await listen('director-1'), await listen('director-2')];
  const { caseId } = await begin();
  for (const until = Date.now() + 5000; !own.text().includes('event: task') && Date.now() < until;)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(own.text()).toContain(`"caseId":"${caseId}"`);
  expect(other.text()).not.toContain(caseId);
  await Promise.all([own.stop(), other.stop()]);
});

it('keeps an act that the process server did not answer, once, and says that it will be carried out', async () => {
  const deaf = await ApiStage.open({ temporalAddress: '127.0.0.1:7549', actTimeout: 1500 });
  try {
    const ready = await deaf.as(null, 'GET', '/api/health/ready');
    expect(ready).toMatchObject({
      status: 503,
      body: { postgresql: { status: 'ok' }, temporal: { status: 'down' }, worker: { status: 'down' } },
    });
    const key = { 'idempotency-key': 'late' };
    const send = () =>
      deaf.as(
        'coordinator',
        'POST',
        '/api/processes/diagnosis/start',
        { variables: { schoolId: 'bodaibo-3' } },
        key,
      );
    for (const answer of [await send(), await send()])
      expect(answer).toMatchObject({
        status: 503,
        body: { type: 'https://opora.dev/problems/accepted-later', commandId: expect.any(String) },
      });
    const acts = await deaf.database.query("select state from commands where kind = 'start-case'");
    expect(acts).toEqual([{ state: 'pending' }]);
  } finally {
    await deaf.close();
  }
});

it('answers the repetition of an act that was projected before its command was settled as the same act', async () => {
  const { caseId, task } = await begin();
  const key = { 'idempotency-key': `lost-${caseId}` };
  expect(await complete('director-1', task, { variables: { grade: 9 } }, key)).toMatchObject({ status: 200 });
  // What a crash leaves: the worker has written the journal, the command and its answer are open.
  await stage.database.query("update commands set state = 'pending', done_at = null where case_id = $1", [
    caseId,
  ]);
  await stage.database.query('delete from idempotency_keys');
  const again = await complete('director-1', task, { variables: { grade: 9 } }, key);
  expect(again).toMatchObject({ status: 200, body: { tasks: [{ elementId: 'second' }] } });
  expect(await taken(caseId)).toBe(1);
});

it('carries a running case over to another version: the task keeps its id, the next step is the new one', async () => {
  const { caseId, task } = await begin();
  const before = (await stage.as('coordinator', 'GET', `/api/cases/${caseId}`)).body.version;
  const changed = diagram('two', [
    { id: 'first', groups: 'director', form: 'grade' },
    { id: 'added', groups: 'committee' },
    { id: 'second', groups: 'committee' },
  ]);
  const deployed = await stage.as('coordinator', 'POST', '/api/deployments', files({ 'two.bpmn': changed }));
  const { version } = deployed.body.processes[0];
  const migrate = (body: object) =>
    stage.as('coordinator', 'POST', `/api/cases/${caseId}/migrate`, { version, ...body });

  expect(await migrate({ dryRun: true })).toMatchObject({
    status: 200,
    body: { dryRun: true, possible: true },
  });
  expect((await stage.as('coordinator', 'GET', `/api/cases/${caseId}`)).body.version).toBe(before);
  const refused = await migrate({ mapping: { first: 'gone' }, reason: 'проверка' });
  expect(refused.status).toBe(422);
  expect(JSON.stringify(refused.body)).toContain('gone');
  expect(await migrate({ reason: 'новый порядок' })).toMatchObject({
    status: 200,
    body: { case: { id: caseId, state: 'active', version }, dryRun: false, possible: true },
  });

  expect((await stage.as('coordinator', 'GET', `/api/cases/${caseId}`)).body.version).toBe(version);
  const next = await complete('director-1', task, { variables: { grade: 9 } });
  expect(next).toMatchObject({ status: 200, body: { tasks: [{ elementId: 'added' }] } });
  const audit = await stage.as('coordinator', 'GET', `/api/audit?case=${caseId}`);
  expect(audit.body.items).toContainEqual(
    expect.objectContaining({ action: 'case.migrate', user: 'coordinator', remark: 'новый порядок' }),
  );
});
