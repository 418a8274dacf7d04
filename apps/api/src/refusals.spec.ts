import { ApiStage, files } from './testing/api-stage.ts';
import { roleRefusals } from './testing/refusal-roles.ts';
import { batchId, refusals } from './testing/refusals/index.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
  await stage.database
    .query(`insert into cases (id, process_id, version, model_hash, status, root_id, school_id, district_id, started_at, last_number)
    values ('case-1', 'diagnosis', 1, 'h', 'active', 'case-1', 'bodaibo-3', 'bodaibo', now(), 0)`);
  await stage.database
    .query(`insert into tasks (id, case_id, root_id, wait, process_id, node, element, name, state, candidate_groups, school_id, district_id, created_at)
    values ('case-1:5', 'case-1', 'case-1', 5, 'diagnosis', 'self-analysis', 4, 'Самоанализ', 'open', '{director}', 'bodaibo-3', 'bodaibo', now())`);
  await stage.database.query(
    `insert into jobs (id, case_id, wait, node, type, state, retries, available_at, created_at) values ('case-1:7', 'case-1', 7, 'n', 'outside', 'open', 3, now(), now())`,
  );
  await stage.database
    .query(`insert into incidents (id, case_id, number, root_id, process_id, node, element, type, message, state, school_id, district_id, created_at)
    values ('case-1:i9', 'case-1', 9, 'case-1', 'diagnosis', 'n', 4, 'expression', 'm', 'open', 'bodaibo-3', 'bodaibo', now())`);
  await stage.database.query(
    `insert into batches (id, operation, reason, total, districts, created_by) values ($1, 'cancel', 'r', 0, '{elsewhere}', 'somebody')`,
    [batchId],
  );
}, 60_000);
afterAll(() => stage.close(), 30_000);

const planForm = (): FormData => {
  const form = new FormData();
  form.append('districtId', 'bodaibo');
  form.append('file', new Blob(['№\tМероприятие\tСрок\tОтветственный\n1\tСеминар\tмай\tУО']), 'план.txt');
  return form;
};

const templateForm = (): FormData => {
  const form = new FormData();
  form.append('districtId', 'bodaibo');
  form.append('kind', 'partner-order');
  form.append('file', new Blob(['x']), 'шаблон.docx');
  return form;
};

/** A table of a kind, as one uploads it. */
const tableForm = (kind: string): FormData => {
  const form = new FormData();
  form.append('kind', kind);
  form.append('districtId', 'bodaibo');
  form.append('file', new Blob(['Название;Школа\nа;б']), 'таблица.csv');
  return form;
};

it.each([...refusals, ...roleRefusals])(
  '%s (%s) refuses %s with %i',
  async (...[route, path, who, status, body]) => {
    const forms: { [name: string]: () => FormData } = {
      files: () => files({ 'a.bpmn': '<x/>' }),
      plan: planForm,
      template: templateForm,
      'table:results': () => tableForm('results'),
      'table:schools': () => tableForm('schools'),
      'table:partnerships': () => tableForm('partnerships'),
    };
    const sent = typeof body === 'string' && forms[body] ? forms[body]() : body;
    const answer = await stage.as(who, route.split(' ')[0]!, path, sent);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      type: expect.stringMatching(/^https:\/\/opora\.dev\/problems\//),
      title: expect.any(String),
      status,
      detail: expect.any(String),
    });
  },
);

it('has a row for every route that needs somebody', async () => {
  const { body } = await stage.as(null, 'GET', '/api/openapi.json');
  const routes = Object.entries(body.paths as { [path: string]: object }).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const open = [
    'GET /api/health/live',
    'GET /api/health/ready',
    'GET /api/auth/demo',
    'POST /api/auth/logout',
    'GET /api/verify/{code}',
    'GET /api/survey-forms/{token}',
    'POST /api/survey-forms/{token}/answers',
  ];
  expect(
    routes.filter((route) => !open.includes(route) && !refusals.some(([known]) => known === route)),
  ).toEqual([]);
  expect(routes.length).toBeGreaterThan(50);
});

it('lists only what each may see', async () => {
  const seen = async (who: string): Promise<string[]> =>
    (await stage.as(who, 'GET', '/api/tasks')).body.items.map((task: { id: string }) => task.id);
  for (const who of ['admin', 'region', 'coordinator', 'committee1', 'method', 'director-1', 'curator-1'])
    expect([who, await seen(who)]).toEqual([who, ['case-1:5']]);
  for (const who of ['director-2', 'curator-2', 'curator-3', 'expert1'])
    expect([who, await seen(who)]).toEqual([who, []]);
});

it('refuses a change that comes from another site, and takes it from its own', async () => {
  const foreign = await stage.as(
    'director-1',
    'POST',
    '/api/notifications/read',
    {},
    { origin: 'https://evil.example' },
  );
  expect([foreign.status, foreign.body.type]).toEqual([403, 'https://opora.dev/problems/foreign-origin']);
  expect(
    (await stage.as('director-1', 'POST', '/api/notifications/read', {}, { origin: stage.url })).status,
  ).toBe(200);
  expect(
    (await stage.as('director-1', 'POST', '/api/notifications/read', {}, { 'sec-fetch-site': 'cross-site' }))
      .status,
  ).toBe(403);
});

it('closes the door after ten wrong passwords and says for how long', async () => {
  for (let attempt = 0; attempt < 10; attempt += 1)
    await stage.as(null, 'POST', '/api/auth/login', { login: 'expert3', password: 'wrong' });
  const answer = await stage.as(null, 'POST', '/api/auth/login', {
    login: 'expert3',
    password: 'opora-demo',
  });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(60);
});

it('answers broken bodies, unknown routes and bad queries as problems', async () => {
  expect(await stage.as('admin', 'POST', '/api/messages', '{ broken')).toMatchObject({
    status: 400,
    body: { type: 'https://opora.dev/problems/bad-json' },
  });
  expect(await stage.as('admin', 'GET', '/api/nothing')).toMatchObject({
    status: 404,
    body: { status: 404 },
  });
  expect(await stage.as('admin', 'GET', '/api/tasks?limit=500')).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'limit' }] },
  });
  expect(await stage.as('admin', 'GET', '/api/tasks?cursor=xyz')).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'cursor' }] },
  });
});

it.each([
  '/api/board',
  '/api/programmes',
  '/api/programmes/bodaibo-2023-2024',
  '/api/schools',
  '/api/schools/bodaibo-3',
  '/api/districts',
  '/api/stages',
  '/api/notifications',
  '/api/processes',
  '/api/processes/diagnosis',
  '/api/processes/diagnosis/versions',
  '/api/processes/diagnosis/xml',
  '/api/cases',
  '/api/cases/case-1',
  '/api/cases/case-1/tree',
  '/api/cases/case-1/journal',
  '/api/tasks?forMe=true',
  '/api/tasks?q=само&sort=due',
  '/api/tasks/case-1:5',
  '/api/incidents',
  '/api/audit',
  '/api/models',
  '/api/models/expertise',
  '/api/models/search?q=комитет',
  '/api/models/expertise/versions',
  '/api/forms',
  '/api/decisions',
  '/api/deployments',
  '/api/people',
  '/api/auth/me',
])('answers the coordinator at %s', async (path) => {
  const answer = await stage.as('coordinator', 'GET', path);
  expect([path, answer.status, answer.status === 200 ? '' : answer.body]).toEqual([path, 200, '']);
});
