import { ApiStage, diagram, files } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open({ worker: true });
  const deployed = await stage.as(
    'coordinator',
    'POST',
    '/api/deployments',
    files({ 'errand.bpmn': errand(), 'other.bpmn': diagram('other', [{ id: 'task', groups: 'director' }]) }),
  );
  expect(deployed.status).toBe(201);
}, 120_000);
afterAll(() => stage.close(), 60_000);

const errand = (more: { id: string; groups?: string }[] = []) =>
  diagram('errand', [{ id: 'first', groups: 'director' }, ...more, { id: 'second', groups: 'coordinator' }]);
const reason = 'проверка';

const batch = (body: object, who = 'coordinator', headers: { [name: string]: string } = {}) =>
  stage.as(who, 'POST', '/api/batches', { reason, ...body }, headers);

/** Starts cases by a batch and answers their ids when it is over. */
async function begin(count: number, processId = 'errand', key = 'group'): Promise<string[]> {
  const cases = Array.from({ length: count }, () => ({
    variables: { schoolId: 'bodaibo-3' },
    businessKey: key,
  }));
  const made = await batch({ operation: 'start', parameters: { processId, cases } });
  expect([made.status, made.body]).toEqual([201, expect.objectContaining({ total: count })]);
  const over = await ended(made.body.id);
  expect(over).toMatchObject({ state: 'completed', counts: { done: count } });
  return (await report(made.body.id)).map(({ caseId }) => caseId);
}

async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 40_000; Date.now() < end; await new Promise((r) => setTimeout(r, 50))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`Expected ${what} within 40 s.`);
}
const read = async (id: string) => (await stage.as('coordinator', 'GET', `/api/batches/${id}`)).body;
const ended = (id: string) =>
  until('the end of the batch', async () => {
    const found = await read(id);
    return found.endedAt !== null && found;
  });
type Line = { caseId: string; number: number; state: string; reason: string | null; problems: object[] };
const report = async (id: string, query = ''): Promise<Line[]> =>
  (await stage.as('coordinator', 'GET', `/api/batches/${id}/report?limit=200${query}`)).body.items;
const stimuli = async (caseId: string, kind: string) =>
  (
    await stage.database.query<{ id: string }>(
      `select entry->>'id' as id from journal where case_id = $1 and kind = 'stimulus' and entry->>'stimulus' = $2`,
      [caseId, kind],
    )
  ).length;

it('is refused whole when nothing in it is allowed, nothing fits, or the request is wrong', async () => {
  const [caseId] = await begin(1);
  for (const who of ['director-1', 'region', 'committee1', 'admin'])
    expect((await batch({ operation: 'cancel', caseIds: [caseId] }, who)).status).toBe(403);
  expect((await batch({ operation: 'cancel', filter: { process: 'nothing' } })).status).toBe(422);
  expect((await batch({ operation: 'cancel' })).status).toBe(400);
  expect((await batch({ operation: 'cancel', caseIds: [caseId], filter: {} })).status).toBe(400);
  expect((await batch({ operation: 'sing', caseIds: [caseId] })).status).toBe(400);
  expect((await batch({ operation: 'cancel', caseIds: [caseId], reason: ' ' })).status).toBe(400);
  expect(await batch({ operation: 'migrate', caseIds: [caseId] })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'parameters.version' }] },
  });
  expect(
    await batch({
      operation: 'set-variables',
      caseIds: [caseId],
      parameters: { variables: { schoolId: 'bodaibo-4' } },
    }),
  ).toMatchObject({ status: 422, body: { errors: [{ path: 'parameters.variables.schoolId' }] } });
  expect(
    (await batch({ operation: 'start', parameters: { processId: 'nothing', cases: [{}] } })).status,
  ).toBe(404);
});

it('says in a dry run what would happen to each case, and changes nothing', async () => {
  const ids = await begin(3, 'errand', 'dry');
  const [foreign] = await begin(1, 'other', 'dry');
  await stage.as('coordinator', 'POST', `/api/cases/${ids[0]}/suspend`, { reason });
  const suspend = await batch({ operation: 'suspend', filter: { businessKey: 'dry' }, dryRun: true });
  expect(suspend).toMatchObject({
    status: 200,
    body: { dryRun: true, total: 4, counts: { done: 3, refused: 0, skipped: 1 } },
  });
  expect(suspend.body.items[0]).toMatchObject({
    caseId: ids[0],
    state: 'skipped',
    reason: expect.stringMatching(/уже/),
  });
  const modify = await batch({
    operation: 'modify',
    parameters: { activate: [{ elementId: 'second' }], terminate: [{ elementId: 'first' }] },
    caseIds: [...ids, foreign, 'nowhere'],
    dryRun: true,
  });
  expect(modify.body).toMatchObject({ total: 5, counts: { done: 3, refused: 1, skipped: 1 } });
  expect(modify.body.items.map((item: Line) => item.state)).toEqual([
    'refused',
    'skipped',
    'done',
    'done',
    'done',
  ]);
  expect((await stage.as('coordinator', 'GET', `/api/cases/${ids[1]}`)).body.state).toBe('active');
  expect((await stage.as('coordinator', 'GET', '/api/batches?operation=modify')).body.total).toBe(0);
});

it('moves two hundred cases to a new version, each once, and tells of those that cannot', async () => {
  const ids = await begin(200, 'errand', 'many');
  const gone = ids.slice(0, 5);
  for (const id of gone)
    expect(
      (
        await stage.as('coordinator', 'POST', `/api/cases/${id}/modify`, {
          reason,
          activate: [{ elementId: 'second' }],
          terminate: [
            {
              elementInstanceId: (await stage.as('coordinator', 'GET', `/api/cases/${id}`)).body
                .activeElements[0].elementInstanceId,
            },
          ],
        })
      ).status,
    ).toBe(200);
  await stage.as('coordinator', 'POST', `/api/cases/${ids[5]}/cancel`, { reason });
  const version = (
    await stage.as(
      'coordinator',
      'POST',
      '/api/deployments',
      files({
        'errand.bpmn': diagram('errand', [
          { id: 'first', groups: 'director' },
          { id: 'added', groups: 'coordinator' },
          { id: 'third', groups: 'coordinator' },
        ]),
      }),
    )
  ).body.processes[0].version;
  const request = { operation: 'migrate', caseIds: ids, parameters: { version } };
  const preview = await batch({ ...request, dryRun: true });
  expect(preview.body).toMatchObject({ total: 200, counts: { done: 194, refused: 5, skipped: 1 } });

  const made = await batch(request, 'coordinator', { 'idempotency-key': 'migrate-many' });
  expect(made).toMatchObject({ status: 201, body: { state: 'pending', total: 200 } });
  const again = await batch(request, 'coordinator', { 'idempotency-key': 'migrate-many' });
  expect(again.body.id).toBe(made.body.id);
  const over = await ended(made.body.id);
  expect(over).toMatchObject({
    state: 'completed',
    actions: [],
    counts: { pending: 0, running: 0, done: 194, refused: 5, skipped: 1, cancelled: 0 },
  });
  const refused = await report(made.body.id, '&state=refused');
  expect(refused.map(({ caseId }) => caseId).sort()).toEqual([...gone].sort());
  expect(refused[0]).toMatchObject({
    reason: expect.stringContaining('Перевести дело нельзя'),
    problems: [{ elementId: 'second', message: expect.stringContaining('second') }],
  });
  expect(await report(made.body.id, '&state=skipped')).toMatchObject([
    { caseId: ids[5], reason: expect.stringMatching(/заверш/) },
  ]);
  const versions = await stage.database.query(
    'select version, count(*)::int as cases from cases where id = any ($1::text[]) group by version order by version',
    [ids],
  );
  expect(versions).toEqual([
    { version: version - 1, cases: 6 },
    { version, cases: 194 },
  ]);
  for (const id of [ids[10]!, ids[199]!]) expect(await stimuli(id, 'migrate')).toBe(1);
  const audit = await stage.as('coordinator', 'GET', `/api/audit?case=${ids[10]}`);
  expect(audit.body.items[0]).toMatchObject({
    action: 'case.migrate',
    user: 'coordinator',
    role: 'coordinator',
    remark: reason,
    details: { batch: made.body.id },
  });
  expect((await stage.as('director-1', 'GET', `/api/batches/${made.body.id}`)).status).toBe(404);
  expect((await stage.as('region', 'GET', `/api/batches/${made.body.id}`)).body).toMatchObject({
    actions: [],
  });
  expect((await stage.as('region', 'POST', `/api/batches/${made.body.id}/pause`)).status).toBe(403);
  expect((await stage.as('coordinator', 'POST', `/api/batches/${made.body.id}/cancel`)).status).toBe(409);
}, 180_000);

it('pauses, goes on and is cancelled; what is under way comes to its end, the rest is left alone', async () => {
  const ids = await begin(150, 'errand', 'steered');
  const { id } = (
    await batch({
      operation: 'set-variables',
      caseIds: ids,
      parameters: { variables: { touched: true } },
    })
  ).body;
  await until('the first cases', async () => (await read(id)).counts.done > 0);
  const steer = (act: string) => stage.as('coordinator', 'POST', `/api/batches/${id}/${act}`);
  expect((await steer('resume')).status).toBe(409);
  expect(await steer('pause')).toMatchObject({
    status: 200,
    body: { state: 'paused', actions: ['resume', 'cancel'] },
  });
  const still = await until('rest', async () => {
    const found = await read(id);
    return found.counts.running === 0 && found;
  });
  expect(still.counts.pending).toBeGreaterThan(0);
  expect((await read(id)).counts).toEqual(still.counts);
  expect(await steer('resume')).toMatchObject({ status: 200, body: { state: 'running' } });
  await until('more cases', async () => (await read(id)).counts.done > still.counts.done);
  expect(await steer('cancel')).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  const over = await ended(id);
  expect(over.counts.done + over.counts.cancelled).toBe(150);
  for (const { caseId, state } of await report(id))
    expect(await stimuli(caseId, 'set-variables')).toBe(state === 'done' ? 1 : 0);
}, 120_000);

it('assigns and completes the tasks of many cases, those that are the caller’s', async () => {
  const ids = await begin(3, 'errand', 'tasks');
  const assign = await batch({
    operation: 'assign-tasks',
    caseIds: ids,
    parameters: { elementId: 'first', assignee: 'director-1' },
  });
  expect(await ended(assign.body.id)).toMatchObject({ counts: { done: 3 } });
  const complete = { operation: 'complete-tasks', caseIds: ids, parameters: { elementId: 'first' } };
  expect((await batch(complete, 'committee1')).status).toBe(403);
  const { body } = await batch(complete, 'director-1');
  await until(
    'its end',
    async () => (await stage.as('director-1', 'GET', `/api/batches/${body.id}`)).body.endedAt,
  );
  const after = await stage.as('coordinator', 'GET', `/api/cases/${ids[0]}`);
  expect(after.body.activeElements).toMatchObject([{ elementId: 'added' }]);
  const cancel = await batch({ operation: 'cancel', filter: { businessKey: 'tasks' } });
  expect(await ended(cancel.body.id)).toMatchObject({ total: 3, counts: { done: 3 } });
}, 60_000);
