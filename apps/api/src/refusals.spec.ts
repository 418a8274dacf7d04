import { ApiStage, files } from './testing/api-stage.ts';

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

const reason = { reason: 'проверка' };
const message = { name: 'm', correlationKey: 'k' };
const batch = { operation: 'cancel', caseIds: ['case-1'], ...reason };
const batchId = '00000000-0000-4000-8000-000000000001';
const job = { type: 'outside', maxJobs: 1, worker: 'w', timeout: 1000 };
const oneChange = { changes: [{ path: 'a.md', text: 'a', revision: null }] };
const person = { login: 'somebody', name: 'Кто-то', password: 'long enough', roles: ['admin'] };

/** Who is refused what. Every route of the API has a row; the last test sees to it. */
const refusals: [route: string, path: string, who: string | null, status: number, body?: unknown][] = [
  ['POST /api/auth/login', '/api/auth/login', null, 401, { login: 'admin', password: 'wrong' }],
  ['POST /api/auth/password', '/api/auth/password', null, 401, {}],
  [
    'POST /api/auth/password',
    '/api/auth/password',
    'method',
    422,
    { current: 'not mine', next: 'long enough' },
  ],
  ['GET /api/auth/me', '/api/auth/me', null, 401],
  ['GET /api/auth/tokens', '/api/auth/tokens', null, 401],
  ['POST /api/auth/tokens', '/api/auth/tokens', null, 401, { name: 'n' }],
  ['DELETE /api/auth/tokens/{id}', '/api/auth/tokens/of-another', 'admin', 404],
  ['GET /api/deployments', '/api/deployments', null, 401],
  ['POST /api/deployments', '/api/deployments', 'director-1', 403, 'files'],
  ['POST /api/deployments', '/api/deployments', 'region', 403, 'files'],
  ['POST /api/programmes', '/api/programmes', 'coordinator', 403, { programme: {} }],
  ['GET /api/identification/methods', '/api/identification/methods', null, 401],
  ['GET /api/identification/years', '/api/identification/years', null, 401],
  ['GET /api/identification/runs', '/api/identification/runs', null, 401],
  ['POST /api/identification/runs', '/api/identification/runs', null, 401, {}],
  ['POST /api/identification/preview', '/api/identification/preview', null, 401, {}],
  ['GET /api/identification/runs/{id}', '/api/identification/runs/none', null, 401],
  ['GET /api/identification/runs/{id}/verdicts', '/api/identification/runs/none/verdicts', null, 401],
  ['GET /api/identification/runs/{id}/compare', '/api/identification/runs/none/compare', null, 401],
  ['POST /api/identification/runs/{id}/apply', '/api/identification/runs/none/apply', null, 401, {}],
  ['GET /api/imports', '/api/imports', null, 401],
  ['POST /api/imports', '/api/imports', null, 401, {}],
  ['GET /api/imports/kinds', '/api/imports/kinds', null, 401],
  ['GET /api/imports/{id}', '/api/imports/none', null, 401],
  ['PATCH /api/imports/{id}', '/api/imports/none', null, 401, {}],
  ['DELETE /api/imports/{id}', '/api/imports/none', null, 401],
  ['GET /api/imports/{id}/rows', '/api/imports/none/rows', null, 401],
  ['POST /api/imports/{id}/confirm', '/api/imports/none/confirm', null, 401, {}],
  ['POST /api/imports/{id}/undo', '/api/imports/none/undo', null, 401, {}],
  ['GET /api/roadmaps', '/api/roadmaps', null, 401],
  ['GET /api/roadmaps/{id}', '/api/roadmaps/none', 'coordinator', 404],
  ['POST /api/roadmaps/imports', '/api/roadmaps/imports', 'director-1', 403, 'plan'],
  ['GET /api/roadmaps/imports/{id}', `/api/roadmaps/imports/${batchId}`, 'coordinator', 404],
  [
    'PATCH /api/roadmaps/imports/{id}',
    `/api/roadmaps/imports/${batchId}`,
    'coordinator',
    404,
    { rows: [{ index: 0 }] },
  ],
  ['DELETE /api/roadmaps/imports/{id}', `/api/roadmaps/imports/${batchId}`, 'coordinator', 404],
  [
    'POST /api/roadmaps/imports/{id}/confirm',
    `/api/roadmaps/imports/${batchId}/confirm`,
    'coordinator',
    404,
    { title: 't', from: '2031-01-01', to: '2031-12-31' },
  ],
  ['POST /api/roadmaps/imports/{id}/undo', `/api/roadmaps/imports/${batchId}/undo`, 'coordinator', 404],
  ['GET /api/roadmaps/measures/{id}', `/api/roadmaps/measures/${batchId}`, 'coordinator', 404],
  [
    'PATCH /api/roadmaps/measures/{id}',
    `/api/roadmaps/measures/${batchId}`,
    'coordinator',
    404,
    { version: 1 },
  ],
  [
    'POST /api/roadmaps/measures/{id}/comments',
    `/api/roadmaps/measures/${batchId}/comments`,
    'coordinator',
    404,
    { text: 't' },
  ],
  [
    'POST /api/roadmaps/measures/{id}/evidence',
    `/api/roadmaps/measures/${batchId}/evidence`,
    'coordinator',
    404,
    'plan',
  ],
  ['GET /api/roadmaps/evidence/{id}', `/api/roadmaps/evidence/${batchId}`, 'coordinator', 404],
  [
    'POST /api/roadmaps/{id}/cascade',
    `/api/roadmaps/${batchId}/cascade`,
    'coordinator',
    404,
    { schools: ['x'] },
  ],
  ['GET /api/roadmaps/{id}/export/{kind}', `/api/roadmaps/${batchId}/export/docx`, 'coordinator', 404],
  ['GET /api/models', '/api/models', 'director-1', 403],
  ['GET /api/models/search', '/api/models/search?q=xx', 'expert1', 403],
  ['GET /api/models/{folder}', '/api/models/expertise', 'curator-1', 403],
  ['GET /api/models/{folder}', '/api/models/none', 'coordinator', 404],
  ['PUT /api/models/{folder}/files', '/api/models/expertise/files', 'committee1', 403, oneChange],
  ['PUT /api/models/{folder}/files', '/api/models/expertise/files', 'region', 403, oneChange],
  [
    'POST /api/models/{folder}/deploy',
    '/api/models/expertise/deploy',
    'method',
    403,
    { revisions: {}, basedOn: null },
  ],
  [
    'POST /api/models/{folder}/consequences',
    '/api/models/expertise/consequences',
    'method',
    403,
    { process: 'expertise' },
  ],
  ['GET /api/models/{folder}/versions', '/api/models/expertise/versions', 'director-1', 403],
  [
    'GET /api/models/{folder}/versions/{deployment}',
    '/api/models/expertise/versions/none',
    'coordinator',
    404,
  ],
  ['GET /api/processes', '/api/processes', null, 401],
  ['GET /api/processes/{id}', '/api/processes/none', 'coordinator', 404],
  ['GET /api/processes/{id}/versions', '/api/processes/none/versions', 'coordinator', 404],
  ['GET /api/processes/{id}/xml', '/api/processes/none/xml', 'coordinator', 404],
  [
    'GET /api/processes/{id}/versions/{version}/xml',
    '/api/processes/diagnosis/versions/99/xml',
    'coordinator',
    404,
  ],
  ['POST /api/processes/{id}/start', '/api/processes/diagnosis/start', 'admin', 403, { variables: {} }],
  ['POST /api/processes/{id}/start', '/api/processes/diagnosis/start', 'region', 403, { variables: {} }],
  [
    'POST /api/processes/{id}/start',
    '/api/processes/diagnosis/start',
    'coordinator',
    403,
    { variables: { schoolId: 'tutura' } },
  ],
  ['GET /api/processes/{id}/statistics', '/api/processes/diagnosis/statistics', 'director-1', 403],
  ['GET /api/processes/{id}/statistics', '/api/processes/diagnosis/statistics', 'expert1', 403],
  [
    'GET /api/processes/{id}/statistics',
    '/api/processes/diagnosis/statistics?district=zhigalovo',
    'coordinator',
    403,
  ],
  ['GET /api/cases', '/api/cases', null, 401],
  ['GET /api/cases/{id}', '/api/cases/case-1', 'director-2', 404],
  ['GET /api/cases/{id}', '/api/cases/case-1', 'curator-2', 404],
  ['GET /api/cases/{id}', '/api/cases/case-1', 'expert1', 404],
  ['GET /api/cases/{id}/tree', '/api/cases/case-1/tree', 'director-2', 404],
  ['GET /api/cases/{id}/journal', '/api/cases/case-1/journal', 'curator-3', 404],
  ['POST /api/cases/{id}/cancel', '/api/cases/case-1/cancel', 'director-1', 403, reason],
  ['POST /api/cases/{id}/cancel', '/api/cases/case-1/cancel', 'region', 403, reason],
  ['POST /api/cases/{id}/suspend', '/api/cases/case-1/suspend', 'admin', 403, reason],
  ['POST /api/cases/{id}/resume', '/api/cases/case-1/resume', 'committee1', 403, reason],
  ['PATCH /api/cases/{id}/variables', '/api/cases/case-1/variables', 'method', 403, { variables: {} }],
  [
    'POST /api/cases/{id}/modify',
    '/api/cases/case-1/modify',
    'admin',
    403,
    { activate: [{ elementId: 'x' }], ...reason },
  ],
  ['POST /api/cases/{id}/migrate', '/api/cases/case-1/migrate', 'director-1', 403, { version: 1 }],
  [
    'POST /api/cases/{id}/adhoc/{elementInstanceId}/activate',
    '/api/cases/case-1/adhoc/2/activate',
    'committee1',
    403,
    { elements: ['x'] },
  ],
  [
    'POST /api/cases/{id}/adhoc/{elementInstanceId}/complete',
    '/api/cases/case-1/adhoc/2/complete',
    'director-1',
    403,
    {},
  ],
  ['GET /api/tasks', '/api/tasks', null, 401],
  ['GET /api/tasks/{id}', '/api/tasks/case-1:5', 'director-2', 404],
  ['GET /api/tasks/{id}', '/api/tasks/case-1:5', 'expert1', 404],
  ['POST /api/tasks/{id}/claim', '/api/tasks/case-1:5/claim', 'committee1', 403],
  ['POST /api/tasks/{id}/release', '/api/tasks/case-1:5/release', 'committee1', 403],
  [
    'POST /api/tasks/{id}/assign',
    '/api/tasks/case-1:5/assign',
    'director-1',
    403,
    { assignee: 'director-1' },
  ],
  [
    'POST /api/tasks/{id}/assign',
    '/api/tasks/case-1:5/assign',
    'coordinator',
    422,
    { assignee: 'director-2' },
  ],
  ['POST /api/tasks/{id}/complete', '/api/tasks/case-1:5/complete', 'director-2', 404, {}],
  ['POST /api/tasks/{id}/complete', '/api/tasks/case-1:5/complete', 'admin', 403, {}],
  ['POST /api/tasks/{id}/complete', '/api/tasks/case-1:5/complete', 'region', 403, {}],
  ['POST /api/tasks/{id}/complete', '/api/tasks/case-1:5/complete', 'curator-1', 403, {}],
  ['POST /api/messages', '/api/messages', 'director-1', 403, message],
  ['POST /api/signals', '/api/signals', 'region', 403, { name: 's' }],
  ['POST /api/jobs/activate', '/api/jobs/activate', 'director-1', 403, job],
  ['POST /api/jobs/{id}/complete', '/api/jobs/case-1:7/complete', 'committee1', 403, {}],
  ['POST /api/jobs/{id}/fail', '/api/jobs/case-1:7/fail', 'region', 403, { message: 'm' }],
  ['POST /api/jobs/{id}/error', '/api/jobs/case-1:7/error', 'curator-1', 403, { code: 'c' }],
  ['POST /api/jobs/{id}/escalation', '/api/jobs/case-1:7/escalation', 'curator-1', 403, { code: 'c' }],
  ['GET /api/batches', '/api/batches', null, 401],
  ['POST /api/batches', '/api/batches', 'director-1', 403, { ...batch, dryRun: true }],
  ['POST /api/batches', '/api/batches', 'region', 403, batch],
  ['POST /api/batches', '/api/batches', 'admin', 403, batch],
  ['GET /api/batches/{id}', `/api/batches/${batchId}`, 'coordinator', 404],
  ['GET /api/batches/{id}', `/api/batches/${batchId}`, 'director-1', 404],
  ['GET /api/batches/{id}/report', `/api/batches/${batchId}/report`, 'committee1', 404],
  ['POST /api/batches/{id}/pause', `/api/batches/${batchId}/pause`, 'coordinator', 404],
  ['POST /api/batches/{id}/resume', `/api/batches/${batchId}/resume`, 'method', 404],
  ['POST /api/batches/{id}/cancel', `/api/batches/${batchId}/cancel`, 'admin', 403],
  ['GET /api/incidents', '/api/incidents', null, 401],
  ['POST /api/incidents/{id}/retry', '/api/incidents/case-1:i9/retry', 'director-1', 403],
  ['POST /api/incidents/{id}/retry', '/api/incidents/case-1:i9/retry', 'director-2', 404],
  ['GET /api/decisions', '/api/decisions', null, 401],
  [
    'POST /api/decisions/{id}/evaluate',
    '/api/decisions/school-identification/evaluate',
    'director-1',
    403,
    {},
  ],
  ['GET /api/audit', '/api/audit', 'director-1', 403],
  ['GET /api/audit', '/api/audit', 'expert1', 403],
  ['GET /api/events', '/api/events', null, 401],
  ['GET /api/board', '/api/board', null, 401],
  ['GET /api/programmes', '/api/programmes', null, 401],
  ['GET /api/programmes/{id}', '/api/programmes/none', 'admin', 404],
  ['GET /api/schools', '/api/schools', null, 401],
  ['GET /api/schools/{id}', '/api/schools/bodaibo-4', 'director-1', 404],
  [
    'POST /api/schools',
    '/api/schools',
    'coordinator',
    403,
    { name: 'n', shortName: 'n', districtId: 'bodaibo' },
  ],
  ['PATCH /api/schools/{id}', '/api/schools/bodaibo-3', 'director-1', 403, { name: 'n' }],
  ['GET /api/districts', '/api/districts', null, 401],
  ['POST /api/districts', '/api/districts', 'region', 403, { id: 'd', name: 'n', region: 'r' }],
  [
    'POST /api/partnerships',
    '/api/partnerships',
    'coordinator',
    403,
    { schoolId: 'bodaibo-3', partnerId: 'tutura', from: '2023-01-01' },
  ],
  ['GET /api/stages', '/api/stages', null, 401],
  ['GET /api/forms', '/api/forms', null, 401],
  ['GET /api/forms/{id}', '/api/forms/none', 'director-1', 404],
  ['GET /api/notifications', '/api/notifications', null, 401],
  ['POST /api/notifications/read', '/api/notifications/read', null, 401],
  ['GET /api/users', '/api/users', 'coordinator', 403],
  ['GET /api/users/{id}', '/api/users/x', 'region', 403],
  ['POST /api/users', '/api/users', 'director-1', 403, person],
  ['PATCH /api/users/{id}', '/api/users/x', 'committee1', 403, { name: 'n' }],
  ['GET /api/people', '/api/people', 'director-1', 403],
];

const planForm = (): FormData => {
  const form = new FormData();
  form.append('districtId', 'bodaibo');
  form.append('file', new Blob(['№\tМероприятие\tСрок\tОтветственный\n1\tСеминар\tмай\tУО']), 'план.txt');
  return form;
};

it.each(refusals)('%s (%s) refuses %s with %i', async (...[route, path, who, status, body]) => {
  const sent = body === 'files' ? files({ 'a.bpmn': '<x/>' }) : body === 'plan' ? planForm() : body;
  const answer = await stage.as(who, route.split(' ')[0]!, path, sent);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    type: expect.stringMatching(/^https:\/\/opora\.dev\/problems\//),
    title: expect.any(String),
    status,
    detail: expect.any(String),
  });
});

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
