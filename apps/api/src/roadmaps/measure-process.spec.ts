import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { finishMeasure, measureCaseKey } from '@opora/store';
import { ApiStage, diagram, files } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => void (stage = await ApiStage.open({ worker: true })), 120_000);
afterAll(() => stage.close(), 60_000);

it('carries a measure out as a process of its own, and the end of the case makes it done', async () => {
  const seminar = diagram('seminar', [{ id: 'hold', groups: 'method' }]);
  const deployed = await stage.as(
    'coordinator',
    'POST',
    '/api/deployments',
    files({ 'seminar.bpmn': seminar }),
  );
  expect([deployed.status, deployed.body]).toEqual([201, deployed.body]);
  const { body: programmes } = await stage.as('coordinator', 'GET', '/api/programmes');
  const made = await stage.as('coordinator', 'POST', '/api/roadmaps/from-programme', {
    programmeId: programmes.items[0].id,
  });
  const [measure] = made.body.rows;
  const path = `/api/roadmaps/measures/${measure.id}`;
  const begin = (login: string, body: object) => stage.as(login, 'POST', `${path}/process`, body);

  const wish = { version: measure.version, process: 'seminar' };
  expect((await begin('method', wish)).status).toBe(403);
  expect((await begin('coordinator', { ...wish, process: 'nowhere' })).status).toBe(404);
  expect((await begin('coordinator', { ...wish, version: 9 })).status).toBe(409);
  const begun = await begin('coordinator', wish);
  expect([begun.status, begun.body.detail]).toEqual([201, undefined]);
  expect(begun.body).toMatchObject({
    measure: { status: 'in-progress' },
    cases: [{ title: 'seminar', state: 'active', endedAt: null }],
  });
  const again = await begin('coordinator', { ...wish, version: begun.body.measure.version });
  expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining('уже ведёт процесс')]);

  // A school reads the municipal roadmap, and not the authority's cases.
  const read = await stage.as('director-1', 'GET', path);
  expect([read.status, read.body.measure.status, read.body.cases]).toEqual([200, 'in-progress', []]);

  // Anybody may write a business key: a case of another district, or of none, does not make the measure done.
  for (const districtId of ['elsewhere', undefined])
    await finishMeasure(stage.database, measureCaseKey(measure.id), districtId);
  expect((await stage.as('method', 'GET', path)).body.measure.status).toBe('in-progress');

  const [running] = begun.body.cases;
  const { body: found } = await stage.as('method', 'GET', `/api/cases/${running.id}`);
  expect(found.variables).toMatchObject({ measureId: measure.id, measure: { number: measure.number } });
  const { body: tasks } = await stage.as('method', 'GET', `/api/tasks?case=${running.id}&status=open`);
  const done = await stage.as('method', 'POST', `/api/tasks/${tasks.items[0].id}/complete`, {
    variables: {},
  });
  expect([done.status, done.body.case]).toEqual([200, { id: running.id, state: 'completed' }]);
  const { body: story } = await stage.as('method', 'GET', path);
  expect(story.measure.status).toBe('done');
  expect(story.cases).toMatchObject([{ id: running.id, state: 'completed' }]);
  const over = await begin('coordinator', { ...wish, version: story.measure.version });
  expect([over.status, over.body.detail]).toEqual([409, expect.stringContaining('верните его в работу')]);
  expect(story.changes[0]).toMatchObject({ login: 'process', before: 'in-progress', after: 'done' });
}, 120_000);

it('is begun once also while the server of processes does not answer and no case is listed yet', async () => {
  const alone = await ApiStage.open({ actTimeout: 500 });
  try {
    const deployed = await alone.as(
      'coordinator',
      'POST',
      '/api/deployments',
      files({ 'seminar.bpmn': diagram('seminar', [{ id: 'hold', groups: 'method' }]) }),
    );
    expect(deployed.status).toBe(201);
    const { body: programmes } = await alone.as('coordinator', 'GET', '/api/programmes');
    const made = await alone.as('coordinator', 'POST', '/api/roadmaps/from-programme', {
      programmeId: programmes.items[0].id,
    });
    const [measure] = made.body.rows;
    const begin = (version: number) =>
      alone.as('coordinator', 'POST', `/api/roadmaps/measures/${measure.id}/process`, {
        version,
        process: 'seminar',
      });
    const later = await begin(measure.version);
    expect([later.status, later.body.type]).toEqual([503, expect.stringContaining('accepted-later')]);
    const { body: story } = await alone.as('coordinator', 'GET', `/api/roadmaps/measures/${measure.id}`);
    expect([story.measure.status, story.cases]).toEqual(['in-progress', []]);
    const again = await begin(story.measure.version);
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining('уже ведёт процесс')]);
    const accepted = await alone.database.query("select id from commands where kind = 'start-case'");
    expect(accepted).toHaveLength(1);
  } finally {
    await alone.close();
  }
}, 120_000);
