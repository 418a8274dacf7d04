import { ApiStage, files } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
  await stage.database.query("update schools set status = 'at-risk' where id = 'bodaibo-4'");
  await place('one', 'bodaibo-3', 'bodaibo', 1, [60, 'done']);
  await place('two', 'bodaibo-4', 'bodaibo', 1, [120, 'done'], [0, 'open']);
  await place('three', 'bodaibo-3', 'bodaibo', 2, [180, 'done']);
  await place('other', 'tutura', 'zhigalovo', 1, [10_000, 'done']);
}, 60_000);
afterAll(() => stage.close(), 30_000);

/** A case begun at noon of its number of days after 1 March, with runs of the self-analysis: seconds, and whether they are done. */
async function place(
  id: string,
  school: string,
  district: string,
  version: number,
  ...runs: [seconds: number, state: 'done' | 'open'][]
): Promise<void> {
  const begun = `2026-03-0${version}T04:00:00Z`;
  await stage.database.query(
    "insert into cases (id, process_id, version, model_hash, status, root_id, school_id, district_id, started_at, last_number) values ($1, 'diagnosis', $2, 'h', 'active', $1, $3, $4, $5, 0)",
    [id, version, school, district, begun],
  );
  for (const [index, [seconds, state]] of runs.entries())
    await stage.database.query(
      "insert into element_instances (case_id, id, node, scope, state, started_at, ended_at) values ($1, $2, 'self-analysis', 1, $3, $4, $5)",
      [
        id,
        index + 2,
        state === 'done' ? 'completed' : 'active',
        begun,
        state === 'done' ? new Date(Date.parse(begun) + seconds * 1000).toISOString() : null,
      ],
    );
}
const read = (who: string, query = '') => stage.as(who, 'GET', `/api/processes/diagnosis/statistics${query}`);
const step = (body: { elements: { elementId: string }[] }) =>
  body.elements.find(({ elementId }) => elementId === 'self-analysis');

it('tells where cases of the own district stand and how long a step takes, half of them and nine of ten', async () => {
  const { status, body } = await read('coordinator');
  expect([status, body.cases.total, body.version]).toEqual([200, 3, 1]);
  expect(step(body)).toMatchObject({
    name: 'Провести самоанализ по факторам риска',
    type: 'bpmn:UserTask',
    ...{ standing: 1, completed: 3, terminated: 0, incidents: 0, overdue: 0, median: 120, p90: 168 },
  });
});

it('counts the cases of every district only for who sees them', async () => {
  expect((await read('region')).body.cases.total).toBe(4);
  expect((await read('region', '?district=zhigalovo')).body.cases.total).toBe(1);
  expect((await read('coordinator', '?district=zhigalovo')).status).toBe(403);
  expect((await read('director-1')).status).toBe(403);
});

it('counts by version, by group of schools and by the days on which the cases began', async () => {
  const total = async (query: string): Promise<number> => (await read('coordinator', query)).body.cases.total;
  expect(await total('?status=at-risk')).toBe(1);
  expect(await total('?from=2026-03-02')).toBe(1);
  expect(await total('?to=2026-03-01')).toBe(2);
  // In Irkutsk it is already noon of the second day.
  expect(await total('?from=2026-03-02&to=2026-03-02')).toBe(1);
});

it('measures steps over the counted cases only: by district, by group of schools and by period', async () => {
  const measured = async (query: string) => {
    const { standing, completed, median, p90 } = step((await read('region', query)).body) as unknown as {
      [name: string]: number;
    };
    return { standing, completed, median: Math.round(median!), p90: Math.round(p90!) };
  };
  expect(await measured('')).toEqual({ standing: 1, completed: 4, median: 150, p90: 7054 });
  expect(await measured('?district=bodaibo')).toEqual({ standing: 1, completed: 3, median: 120, p90: 168 });
  expect(await measured('?district=zhigalovo')).toEqual({
    ...{ standing: 0, completed: 1, median: 10_000, p90: 10_000 },
  });
  expect(await measured('?status=at-risk')).toEqual({ standing: 1, completed: 1, median: 120, p90: 120 });
  expect(await measured('?district=bodaibo&from=2026-03-02')).toEqual({
    ...{ standing: 0, completed: 1, median: 180, p90: 180 },
  });
  expect(await measured('?district=bodaibo&to=2026-03-01')).toEqual({
    ...{ standing: 1, completed: 2, median: 90, p90: 114 },
  });
});

it('lists by the same filter the cases that it counts at a step', async () => {
  const listed = async (query: string): Promise<string[]> =>
    (
      await stage.as('region', 'GET', `/api/cases?process=diagnosis&elementId=self-analysis${query}`)
    ).body.items.map(({ id }: { id: string }) => id);
  expect(await listed('')).toEqual(['two']);
  expect(await listed('&schoolStatus=at-risk&from=2026-03-01&to=2026-03-01')).toEqual(['two']);
  expect(await listed('&schoolStatus=stable')).toEqual([]);
  expect(await listed('&from=2026-03-02')).toEqual([]);
});

it('says in words that a period ends before it begins, and that a version or process is not there', async () => {
  const wrong = await read('coordinator', '?from=2026-03-02&to=2026-03-01');
  expect([wrong.status, wrong.body.errors[0].path]).toEqual([400, 'to']);
  expect((await read('coordinator', '?version=99')).status).toBe(404);
  expect((await stage.as('coordinator', 'GET', '/api/processes/none/statistics')).status).toBe(404);
});

it('names a step that only an earlier version has, where its cases still stand', async () => {
  const deploy = async (task: string): Promise<void> => {
    const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="gone-step" isExecutable="true">
      <startEvent id="s"/><userTask id="${task}" name="Шаг ${task}"/><endEvent id="e"/>
      <sequenceFlow id="f" sourceRef="s" targetRef="${task}"/><sequenceFlow id="g" sourceRef="${task}" targetRef="e"/></process></definitions>`;
    expect(
      (await stage.as('coordinator', 'POST', '/api/deployments', files({ 'gone-step.bpmn': xml }))).status,
    ).toBe(201);
  };
  await deploy('old');
  await deploy('new');
  await stage.database.query(
    "insert into cases (id, process_id, version, model_hash, status, root_id, school_id, district_id, started_at, last_number) values ('gone', 'gone-step', 1, 'h', 'active', 'gone', 'bodaibo-3', 'bodaibo', now(), 0)",
  );
  await stage.database.query(
    "insert into element_instances (case_id, id, node, scope, state, started_at) values ('gone', 2, 'old', 1, 'active', now())",
  );
  const { body } = await stage.as('coordinator', 'GET', '/api/processes/gone-step/statistics');
  expect(body.version).toBe(2);
  expect(body.elements).toMatchObject([{ elementId: 'old', name: 'Шаг old', version: 1, standing: 1 }]);
});
