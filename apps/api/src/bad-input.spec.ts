import { ApiStage, diagram, files } from './testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => void (stage = await ApiStage.open({ worker: true })), 120_000);
afterAll(() => stage.close(), 60_000);

const bpmn = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">${inside}</bpmn:definitions>`;
const good = diagram('good', [{ id: 'a' }]);
const form = (components: unknown): string => JSON.stringify({ id: 'f', type: 'default', components });
const utf16 = new Uint8Array(Buffer.from(`\ufeff${good}`, 'utf16le'));
const cp1251 = new Uint8Array([0x7b, 0x22, 0xef, 0xf0, 0x22, 0x7d]);

/** What is deployed, the rule that it breaks and the place that the answer must name. */
const broken: [
  what: string,
  file: string,
  content: string | Uint8Array,
  rule: string,
  place: string | null,
][] = [
  ['nothing', 'a.bpmn', '', 'xml', null],
  ['a letter', 'a.bpmn', 'Уважаемые коллеги!', 'xml', null],
  ['a web page', 'a.bpmn', '<html><body/></html>', 'xml', null],
  ['half a file', 'a.bpmn', good.slice(0, 400), 'xml', null],
  ['UTF-16', 'a.bpmn', utf16, 'encoding', null],
  ['a form in windows-1251', 'a.form', cp1251, 'encoding', null],
  ['a declared foreign encoding', 'a.bpmn', good.replace('UTF-8', 'windows-1251'), 'xml', null],
  ['a NUL character', 'a.bpmn', good.replace('name="good"', 'name="\0"'), 'encoding', null],
  [
    'an external entity',
    'a.bpmn',
    good
      .replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
      .replace('name="good"', 'name="&e;"'),
    'xml',
    null,
  ],
  [
    'an external entity in a decision',
    'a.dmn',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    'xml',
    null,
  ],
  ['no executable process', 'a.bpmn', good.replace('isExecutable="true"', ''), 'no-executable-process', null],
  [
    'two elements with one id',
    'a.bpmn',
    bpmn(
      '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:task id="s"/></bpmn:process>',
    ),
    'duplicate-id',
    null,
  ],
  [
    'the same process twice in a file',
    'a.bpmn',
    bpmn('<bpmn:process id="p" isExecutable="true"/>'.repeat(2)),
    'duplicate-id',
    null,
  ],
  [
    'a flow to nowhere',
    'a.bpmn',
    bpmn(
      '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="gone"/></bpmn:process>',
    ),
    'missing-reference',
    'f',
  ],
  [
    'an element that is not executed',
    'a.bpmn',
    bpmn(
      '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:callChoreography id="c"/></bpmn:process>',
    ),
    'unsupported-element',
    'c',
  ],
  [
    'a broken expression',
    'a.bpmn',
    bpmn(
      '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:scriptTask id="sc"><bpmn:extensionElements><zeebe:script expression="=1 +*" resultVariable="r"/></bpmn:extensionElements></bpmn:scriptTask><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="sc"/></bpmn:process>',
    ),
    'bad-feel',
    'sc',
  ],
  ['an id without an end', 'a.bpmn', diagram('p'.repeat(300), [{ id: 'a' }]), 'id-too-long', 'p'.repeat(80)],
  [
    'a decision named as a process',
    'a.bpmn',
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="x" name="x" namespace="n"/>',
    'xml',
    null,
  ],
  ['a process named as a decision', 'a.dmn', good, 'xml', null],
  ['a process named as a form', 'a.form', good, 'json', null],
  ['a form named as a process', 'a.bpmn', form([]), 'xml', null],
  [
    'a decision file without decisions',
    'a.dmn',
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="x" name="x" namespace="n"/>',
    'no-decision',
    null,
  ],
  ['a list instead of a form', 'a.form', '[]', 'form', null],
  ['a form without id', 'a.form', '{"components":[]}', 'form-id', null],
  ['a form without fields', 'a.form', '{"id":"f"}', 'form-components', null],
  ['a field of no kind', 'a.form', form([{ key: 'a' }]), 'form-component', 'a'],
  [
    'a field that form-js does not have',
    'a.form',
    form([{ type: 'wobble', key: 'a' }]),
    'form-component-type',
    'a',
  ],
  ['a field without a key', 'a.form', form([{ type: 'number', id: 'n' }]), 'form-key', 'n'],
  [
    'two fields with one key',
    'a.form',
    form([
      { type: 'number', key: 'a' },
      { type: 'group', components: [{ type: 'number', key: 'a' }] },
    ]),
    'form-key',
    'a',
  ],
  [
    'a group without a list',
    'a.form',
    form([{ type: 'group', id: 'g', components: 5 }]),
    'form-components',
    'g',
  ],
  ['another kind of file', 'readme.txt', 'x', 'unknown-file', null],
  ['a broken stage.json', 'stage.json', '{', 'json', null],
];

it.each(broken)(
  'refuses %s (%s) whole, in words that name the place',
  async (...[, name, content, rule, place]) => {
    const sent = new FormData();
    sent.append('files', new Blob([content as Uint8Array<ArrayBuffer>]), name);
    sent.append('files', new Blob([diagram('beside', [{ id: 'a' }])]), 'beside.bpmn');
    const answer = await stage.as('coordinator', 'POST', '/api/deployments', sent);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      422,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(answer.body.detail).toMatch(/^Ничего не развёрнуто/);
    const found = answer.body.errors.find((error: { rule: string }) => error.rule === rule);
    expect(found).toMatchObject({
      file: name,
      elementId: place,
      severity: 'error',
      message: expect.stringMatching(/[а-яё]{3}/i),
      path: place === null ? name : `${name}#${place}`,
    });
    expect(JSON.stringify(answer.body)).not.toContain('root:');
    expect((await stage.as('coordinator', 'GET', '/api/processes/beside')).status).toBe(404);
  },
);

it('refuses the same process in two files of one deployment, and a deployment without files', async () => {
  const twice = files({ 'a.bpmn': good, 'b.bpmn': good });
  expect(await stage.as('coordinator', 'POST', '/api/deployments', twice)).toMatchObject({
    status: 422,
    body: { errors: [{ file: 'b.bpmn', elementId: 'good', rule: 'duplicate-process' }] },
  });
  for (const body of [new FormData(), {}, '{}'])
    expect((await stage.as('coordinator', 'POST', '/api/deployments', body)).status).toBe(422);
});

it('refuses a multipart body that breaks off', async () => {
  const answer = await stage.as(
    'coordinator',
    'POST',
    '/api/deployments',
    '--x\r\nContent-Disposition: form-data; name="files"; filename="a.bpmn"\r\n\r\n<x',
    {
      'content-type': 'multipart/form-data; boundary=x',
    },
  );
  expect([answer.status, answer.body.title]).toEqual([400, 'Неверный запрос']);
});

/** Requests that no part of the program can make sense of: the answer, and the place it names. */
const senseless: [
  method: string,
  path: string,
  body: unknown,
  status: number,
  place: string | null,
  headers?: object,
][] = [
  ['POST', '/api/messages', '{ broken', 400, null],
  ['POST', '/api/messages', '"text"', 400, ''],
  ['POST', '/api/messages', '[]', 400, ''],
  ['POST', '/api/messages', 'null', 400, ''],
  ['POST', '/api/messages', 'name=x', 415, null, { 'content-type': 'text/plain' }],
  ['POST', '/api/messages', '<x/>', 415, null, { 'content-type': 'application/xml' }],
  ['POST', '/api/messages', { name: 5 }, 400, 'name'],
  ['POST', '/api/messages', { name: 'm', timeToLive: 'soon' }, 400, 'timeToLive'],
  ['POST', '/api/messages', { name: 'm', variables: [] }, 400, 'variables'],
  ['POST', '/api/messages', { name: 'm', variables: { 'no name': 1 } }, 400, 'variables.no name'],
  ['POST', '/api/processes/diagnosis/start', { version: 'one' }, 400, 'version'],
  ['POST', '/api/processes/diagnosis/start', { version: 99 }, 404, null],
  ['POST', '/api/processes/diagnosis/start', { version: 3_000_000_000 }, 400, ''],
  ['POST', '/api/processes/diagnosis/start', { variables: { schoolId: 5 } }, 422, 'variables.schoolId'],
  ['POST', '/api/processes/none/start', {}, 404, null],
  ['GET', '/api/processes/diagnosis/versions/none/xml', undefined, 400, ''],
  ['GET', '/api/processes/diagnosis/versions/99/xml', undefined, 404, null],
  ['GET', '/api/processes/diagnosis/versions/99999999999/xml', undefined, 400, ''],
  ['GET', '/api/cases/none', undefined, 404, null],
  ['GET', '/api/cases/%00', undefined, 400, ''],
  ['GET', '/api/cases/%E0%A4%A', undefined, 400, null],
  ['GET', '/api/cases/none/journal', undefined, 404, null],
  ['POST', '/api/cases/none/cancel', { reason: 'x' }, 404, null],
  ['POST', '/api/cases/none/cancel', {}, 400, 'reason'],
  ['POST', '/api/cases/none/cancel', { reason: '  ' }, 400, 'reason'],
  ['GET', '/api/tasks/none', undefined, 404, null],
  ['POST', '/api/tasks/none/complete', {}, 404, null],
  ['POST', '/api/tasks/none/complete', { variables: 'x' }, 400, 'variables'],
  ['POST', '/api/jobs/none/complete', {}, 404, null],
  ['POST', '/api/jobs/activate', { type: 'x', worker: 'w', maxJobs: 0 }, 400, 'maxJobs'],
  ['POST', '/api/incidents/none/retry', undefined, 404, null],
  ['POST', '/api/decisions/none/evaluate', {}, 404, null],
  ['GET', '/api/tasks?limit=0', undefined, 400, 'limit'],
  ['GET', '/api/tasks?limit=201', undefined, 400, 'limit'],
  ['GET', '/api/tasks?limit=many', undefined, 400, 'limit'],
  ['GET', '/api/tasks?limit=1&limit=2', undefined, 400, 'limit'],
  ['GET', '/api/tasks?cursor=xyz', undefined, 400, 'cursor'],
  [
    'GET',
    `/api/tasks?cursor=${Buffer.from('["now-ish","x"]').toString('base64url')}`,
    undefined,
    400,
    'cursor',
  ],
  ['GET', `/api/deployments?cursor=${Buffer.from('["x"]').toString('base64url')}`, undefined, 400, 'cursor'],
  ['GET', '/api/tasks?status=half', undefined, 400, 'status'],
  ['GET', '/api/tasks?sort=taste', undefined, 400, 'sort'],
  ['GET', '/api/tasks?overdue=perhaps', undefined, 400, 'overdue'],
  ['GET', '/api/tasks?shool=bodaibo-3', undefined, 400, 'shool'],
  ['GET', '/api/cases?state=asleep', undefined, 400, 'state'],
  ['GET', '/api/cases?color=red', undefined, 400, 'color'],
  ['GET', '/api/cases?q=%00', undefined, 400, ''],
  ['GET', '/api/audit?from=yesterday', undefined, 400, 'from'],
  ['GET', '/api/users/not-a-uuid', undefined, 403, null],
  ['DELETE', '/api/auth/tokens/not-a-uuid', undefined, 404, null],
  ['POST', '/api/auth/tokens', { name: 'n', expiresInDays: 0 }, 400, 'expiresInDays'],
  ['POST', '/api/auth/tokens', { name: 'n', expiresInDays: 1.5 }, 400, 'expiresInDays'],
  ['GET', '/api/nothing', undefined, 404, null],
  ['DELETE', '/api/tasks', undefined, 404, null],
];

it.each(senseless)(
  '%s %s with %j is answered %i at %s',
  async (...[method, path, body, status, place, headers]) => {
    const answer = await stage.as('coordinator', method, path, body, headers as { [name: string]: string });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(answer.body).toMatchObject({
      type: expect.stringMatching(/^https:\/\/opora\.dev\/problems\//),
      title: expect.stringMatching(/[А-Яа-я]/),
      status,
      detail: expect.stringMatching(/[А-Яа-я]/),
    });
    if (place !== null)
      expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(place);
  },
);

it('refuses bodies over the limit in words, whoever sends them', async () => {
  for (const who of ['coordinator', null]) {
    const answer = await stage.as(who, 'POST', '/api/messages', {
      name: 'm',
      variables: { a: 'x'.repeat(5_000_000) },
    });
    expect([answer.status, answer.body.type]).toEqual([413, 'https://opora.dev/problems/too-large']);
  }
  const file = files({ 'big.form': `{"id":"x","components":[],"a":"${'x'.repeat(10_100_000)}"}` });
  expect(await stage.as('coordinator', 'POST', '/api/deployments', file)).toMatchObject({
    status: 413,
    body: { detail: expect.stringContaining('10 МБ') },
  });
  const template = new FormData();
  template.append('kind', 'partner-order');
  template.append('districtId', 'bodaibo');
  template.append('file', new Blob([new Uint8Array(6_100_000)]), 'шаблон.docx');
  expect(await stage.as('coordinator', 'POST', '/api/documents/templates', template)).toMatchObject({
    status: 413,
    body: { detail: expect.stringContaining('до 6 МБ'), errors: [{ path: 'file' }] },
  });
});

it('refuses variables over 1 MB at every door through which they come', async () => {
  const variables = { essay: 'я'.repeat(600_000) };
  for (const [method, path, body] of [
    ['POST', '/api/processes/diagnosis/start', { variables }],
    ['POST', '/api/messages', { name: 'm', variables }],
    ['POST', '/api/signals', { name: 's', variables }],
  ] as const)
    expect(await stage.as('coordinator', method, path, body)).toMatchObject({
      status: 413,
      body: { errors: [{ path: 'variables.essay' }] },
    });
});

it('makes an incident of an expression that fails, says where and why, and goes on when it is mended', async () => {
  const script = bpmn(
    `<bpmn:process id="fails" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:scriptTask id="sum" name="Сложить"><bpmn:extensionElements><zeebe:script expression="=assert(marks, marks != null)" resultVariable="total"/></bpmn:extensionElements></bpmn:scriptTask>
     <bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="sum"/><bpmn:sequenceFlow id="g" sourceRef="sum" targetRef="e"/></bpmn:process>`,
  );
  expect(
    (await stage.as('coordinator', 'POST', '/api/deployments', files({ 'a.bpmn': script }))).status,
  ).toBe(201);
  const started = await stage.as('coordinator', 'POST', '/api/processes/fails/start', {
    variables: { schoolId: 'bodaibo-3' },
  });
  expect(started).toMatchObject({ status: 201, body: { state: 'incident', tasks: [] } });
  const { caseId } = started.body;
  const { items } = (await stage.as('director-1', 'GET', `/api/incidents?case=${caseId}`)).body;
  expect(items).toMatchObject([
    { elementId: 'sum', elementName: 'Сложить', state: 'open', message: expect.any(String), mayRetry: false },
  ]);
  const mend = { variables: { marks: 5 }, reason: 'забыли оценки' };
  expect((await stage.as('coordinator', 'PATCH', `/api/cases/${caseId}/variables`, mend)).status).toBe(200);
  expect(await stage.as('coordinator', 'POST', `/api/incidents/${items[0].id}/retry`)).toMatchObject({
    status: 200,
    body: { state: 'resolved' },
  });
  expect((await stage.as('director-1', 'GET', `/api/cases/${caseId}`)).body).toMatchObject({
    state: 'completed',
    variables: { total: 5 },
  });
});

it('lets one of two completions through, of two people or of one person twice, and tells the other who and when', async () => {
  expect(
    (
      await stage.as(
        'coordinator',
        'POST',
        '/api/deployments',
        files({
          'a.bpmn': diagram('race', [
            { id: 'a', groups: 'committee' },
            { id: 'b', groups: 'committee' },
          ]),
        }),
      )
    ).status,
  ).toBe(201);
  for (const pair of [
    ['committee1', 'committee2'],
    ['committee1', 'committee1'],
  ] as const) {
    const { body } = await stage.as('coordinator', 'POST', '/api/processes/race/start', {
      variables: { schoolId: 'bodaibo-3' },
    });
    const answers = await Promise.all(
      pair.map((who) => stage.as(who, 'POST', `/api/tasks/${body.tasks[0].id}/complete`, {})),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409)!;
    expect(lost.body).toMatchObject({
      completedBy: expect.stringMatching(/^committee/),
      completedAt: expect.any(String),
      detail: expect.stringMatching(/^Задачу уже выполнил\(а\) /),
    });
    // Later is no better than at the same moment.
    expect((await stage.as('committee3', 'POST', `/api/tasks/${body.tasks[0].id}/complete`, {})).status).toBe(
      409,
    );
    const { items } = (
      await stage.as('coordinator', 'GET', `/api/cases/${body.caseId}/journal?kinds=stimulus&limit=200`)
    ).body;
    expect(
      items.filter((line: { entry: { stimulus: string } }) => line.entry.stimulus === 'complete-task'),
    ).toHaveLength(1);
  }
});
