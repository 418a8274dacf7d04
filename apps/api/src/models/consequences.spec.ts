import { ApiStage, diagram, files } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open({ worker: true });
}, 120_000);
afterAll(() => stage.close(), 60_000);

const first = diagram('route', [
  { id: 'one', groups: 'director' },
  { id: 'two', groups: 'committee' },
]);
const draftOf = async (text: string): Promise<void> => {
  const { files: found } = (await stage.as('coordinator', 'GET', '/api/models/route')).body;
  const { revision } = found.find(({ path }: { path: string }) => path === 'route.bpmn');
  const saved = await stage.as('method', 'PUT', '/api/models/route/files', {
    changes: [{ path: 'route.bpmn', text, revision }],
  });
  expect(saved.status).toBe(200);
};
const consequences = (mappings: object = {}) =>
  stage.as('coordinator', 'POST', '/api/models/route/consequences', { process: 'route', mappings });

it('shows where running cases stand, which could move to the draft, and why the others could not', async () => {
  await stage.as('coordinator', 'POST', '/api/deployments', files({ 'route.bpmn': first }));
  const start = async () =>
    (
      await stage.as('coordinator', 'POST', '/api/processes/route/start', {
        variables: { schoolId: 'bodaibo-3' },
      })
    ).body;
  const [a] = [await start(), await start()];
  const done = await stage.as('director-1', 'POST', `/api/tasks/${a.tasks[0].id}/complete`, {
    variables: {},
  });
  expect(done.status).toBe(200);

  await draftOf(first.replaceAll('"one"', '"submit"'));
  const without = await consequences();
  expect([without.status, without.body]).toEqual([
    200,
    expect.objectContaining({
      total: 2,
      possible: 1,
      versions: [
        {
          version: 1,
          cases: 2,
          elements: expect.arrayContaining([
            { elementId: 'one', cases: 1 },
            { elementId: 'two', cases: 1 },
          ]),
        },
      ],
    }),
  ]);
  expect(without.body.cases[0]).toMatchObject({
    possible: false,
    version: 1,
    elements: ['one'],
    problems: [{ elementId: 'one', message: expect.stringContaining('в новой версии его нет') }],
  });
  expect((await consequences({ 1: { one: 'submit' } })).body).toMatchObject({ total: 2, possible: 2 });
});

it('says that a draft with errors has no consequences yet', async () => {
  await draftOf(first.replace('targetRef="two"', 'targetRef="nowhere"'));
  const answer = await consequences();
  expect([answer.status, answer.body.errors?.length > 0]).toEqual([422, true]);
});

it('says that the draft has no such process', async () => {
  const other = await stage.as('admin', 'POST', '/api/models/route/consequences', {
    process: 'none',
    mappings: {},
  });
  expect(other.status).toBe(404);
});
