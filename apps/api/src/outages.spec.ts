import { ApiStage, type Answer } from './testing/api-stage.ts';
import { BreakableLine } from '@opora/local/testing';

const problem = (kind: string) => ({ status: 503, body: { type: `https://opora.dev/problems/${kind}` } });
const start = (stage: ApiStage, key: string): Promise<Answer> =>
  stage.as(
    'coordinator',
    'POST',
    '/api/processes/diagnosis/start',
    { variables: { schoolId: 'bodaibo-3' } },
    { 'idempotency-key': key },
  );
async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await look());) {
    if (Date.now() > end) throw new Error(`Expected ${what} within 30 s.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('takes an act without a worker, says that it comes later, and carries it out once when a worker is there', async () => {
  const stage = await ApiStage.open({ actTimeout: 1500 });
  try {
    expect(await stage.as(null, 'GET', '/api/health/ready')).toMatchObject({
      status: 503,
      body: {
        status: 'down',
        postgresql: { status: 'ok' },
        temporal: { status: 'ok' },
        worker: { status: 'down', detail: expect.stringContaining('рабочий процесс') },
      },
    });
    const late = await start(stage, 'patient');
    expect(late).toMatchObject(problem('accepted-later'));
    expect(late.headers.get('retry-after')).toBe('5');

    await stage.startWorker();
    const cases = () =>
      stage.database.query<{ id: string }>("select id from cases where process_id = 'diagnosis'");
    await until('the case', async () => (await cases()).length > 0);
    let again = await start(stage, 'patient');
    await until(
      'the answer',
      async () => (again = again.status === 503 ? await start(stage, 'patient') : again).status !== 503,
    );
    expect(again).toMatchObject({ status: 201, body: { caseId: late.body.commandId } });
    expect(await cases()).toEqual([{ id: late.body.commandId }]);
    const audit = await stage.as('coordinator', 'GET', '/api/audit?action=case.start');
    expect(audit.body).toMatchObject({
      total: 1,
      items: [{ caseId: late.body.commandId, user: 'coordinator' }],
    });
  } finally {
    await stage.close();
  }
}, 120_000);

it('says that the database is away, loses nothing meanwhile, and works again when it is back', async () => {
  let line: BreakableLine | undefined;
  const stage = await ApiStage.open({
    worker: true,
    through: async (host, port) => {
      line = await BreakableLine.to(host, port);
      return line.port;
    },
  });
  try {
    const { body } = await start(stage, 'before');
    const task = body.tasks[0].id;
    const complete = () =>
      stage.as('coordinator', 'POST', `/api/tasks/${task}/complete`, {}, { 'idempotency-key': 'through' });

    line!.cut();
    expect(await stage.as(null, 'GET', '/api/health/live')).toMatchObject({ status: 200 });
    expect(await stage.as(null, 'GET', '/api/health/ready')).toMatchObject({
      status: 503,
      body: { postgresql: { status: 'down', detail: 'PostgreSQL не отвечает' }, temporal: { status: 'ok' } },
    });
    for (const answer of [await stage.as('coordinator', 'GET', '/api/cases'), await complete()]) {
      expect(answer).toMatchObject(problem('database-down'));
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }

    line!.mend();
    await until(
      'the database',
      async () => (await stage.as('coordinator', 'GET', '/api/cases')).status === 200,
    );
    const first = await complete();
    expect([first.status, (await complete()).body]).toEqual([first.status, first.body]);
    expect(
      await stage.database.query("select count(*)::int as count from commands where kind = 'complete-task'"),
    ).toEqual([{ count: first.status === 200 ? 1 : 0 }]);
  } finally {
    await line?.close();
    await stage.close();
  }
}, 120_000);
