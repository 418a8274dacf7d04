import { batchType, batchWorkflowId } from '@opora/host';
import { testServers } from '@opora/local/testing';
import { Client, Connection } from '@temporalio/client';
import { ApiStage, diagram, files } from '../testing/api-stage.ts';

let stage: ApiStage;
let temporal: Client;
beforeAll(async () => {
  stage = await ApiStage.open();
  temporal = new Client({
    connection: await Connection.connect({ address: testServers().temporalAddress }),
  });
}, 120_000);
afterAll(async () => {
  await stage.close();
  await temporal.connection.close();
}, 60_000);

const send = async (method: string, path: string, body?: unknown) =>
  (await stage.as('coordinator', method, `/api${path}`, body)).body;
const read = (id: string) => send('GET', `/batches/${id}`);
const steer = (id: string, act: string) => send('POST', `/batches/${id}/${act}`);
const batch = (body: object) => send('POST', '/batches', { reason: 'проверка', ...body });

async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 240_000; Date.now() < end; await new Promise((r) => setTimeout(r, 50))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`Expected ${what} within four minutes.`);
}
const ended = (id: string) =>
  until('the end of the batch', async () => {
    const found = await read(id);
    return found.endedAt !== null && found;
  });
type Line = { caseId: string; state: string };
const report = async (id: string): Promise<Line[]> =>
  (await send('GET', `/batches/${id}/report?limit=200`)).items;
const touched = async (caseId: string): Promise<number> =>
  (
    await stage.database.query(
      `select 1 from journal where case_id = $1 and kind = 'stimulus' and entry->>'stimulus' = 'set-variables'`,
      [caseId],
    )
  ).length;
const touch = (caseIds: string[]) =>
  batch({ operation: 'set-variables', caseIds, parameters: { variables: { touched: true } } });

async function begin(count: number): Promise<string[]> {
  const cases = Array.from({ length: count }, () => ({ variables: { schoolId: 'bodaibo-3' } }));
  const made = await batch({ operation: 'start', parameters: { processId: 'errand', cases } });
  await ended(made.id);
  return (await report(made.id)).map(({ caseId }) => caseId);
}

it('goes on when its worker is killed in the middle: the report is whole, each case is acted on once', async () => {
  const worker = await stage.spawnWorker();
  const model = diagram('errand', [{ id: 'first', groups: 'director' }]);
  await send('POST', '/deployments', files({ 'errand.bpmn': model }));
  const ids = await begin(60);
  const { id } = await touch(ids);
  await until('the first cases', async () => (await read(id)).counts.done > 0);
  const gone = new Promise((ends) => worker.once('exit', ends));
  worker.kill('SIGKILL');
  await gone;
  expect((await read(id)).endedAt).toBeNull();
  await stage.startWorker();
  const over = await ended(id);
  expect(over).toMatchObject({ state: 'completed', counts: { done: 60 } });
  const lines = await report(id);
  expect(lines.map(({ caseId }) => caseId).sort()).toEqual([...ids].sort());
  expect(lines.filter(({ state }) => state !== 'done')).toEqual([]);
  for (const caseId of ids) expect(await touched(caseId)).toBe(1);
}, 600_000);

it('hands over to a next run while it is paused and under way, and nobody notices', async () => {
  const ids = await begin(60);
  const { id } = await touch(ids);
  await until('the first cases', async () => (await read(id)).counts.done > 0);
  expect(await steer(id, 'pause')).toMatchObject({ state: 'paused' });
  // The same batch in a run that hands over after every step.
  const handle = temporal.workflow.getHandle(batchWorkflowId(id));
  const { taskQueue } = await handle.describe();
  await handle.terminate('begun anew with short runs');
  await temporal.workflow.start(batchType, {
    ...{ workflowId: batchWorkflowId(id), taskQueue },
    args: [{ batchId: id, paused: true, stepsPerRun: 1 }],
  });
  const runOf = async () => (await handle.describe()).runId;
  const first = await runOf();
  expect(await steer(id, 'resume')).toMatchObject({ state: 'running' });
  expect(await steer(id, 'pause')).toMatchObject({ state: 'paused' });
  const { counts } = await until('rest', async () => {
    const found = await read(id);
    return found.counts.running === 0 && found;
  });
  expect(counts.pending).toBeGreaterThan(0);
  expect(await steer(id, 'resume')).toMatchObject({ state: 'running' });
  await until('the next run', async () => (await runOf()) !== first);
  expect(await ended(id)).toMatchObject({ state: 'completed', counts: { done: 60 } });
  for (const caseId of ids) expect(await touched(caseId)).toBe(1);
}, 600_000);
