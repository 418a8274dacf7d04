// Records histories of the workflows that are no cases: a batch that is paused, hands over and is cancelled, and a timer start.
// `node --conditions=opora-source --import tsx tests/replay/record-operations.ts NAME` writes histories/NAME-batch*.history
// and NAME-timer-start.history. What the activities answer is written here: only the workflows themselves are recorded.
import { batchType, batchWorkflowId, steerUpdate, timerStartType, type BatchStanding } from '@opora/host';
import { bundleCases } from '@opora/worker/cases';
import proto from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { writeFileSync } from 'node:fs';
import { locateTimeSkippingServer } from '../../infra/local/lib/temporal.mjs';

const name = process.argv[2] ?? '';
if (!/^[\w.-]+$/.test(name)) {
  console.error('Usage: record-operations.ts NAME (for example the version of the program)');
  process.exit(2);
}
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const environment = await TestWorkflowEnvironment.createTimeSkipping({
  server: { executable: { type: 'existing-path', path: await locateTimeSkippingServer() } },
});
const taskQueue = 'record-operations';
let state: BatchStanding['state'] = 'running';
let left = 3;
const worker = await Worker.create({
  connection: environment.nativeConnection,
  taskQueue,
  workflowBundle: await bundleCases({ sources: true }),
  activities: {
    async advanceBatch(): Promise<BatchStanding> {
      if (state === 'running') left -= 1;
      if (state === 'running' && left === 1) state = 'paused';
      return { state, left: state === 'cancelled' ? 0 : left };
    },
    async steerBatch(_id: string, act: string): Promise<BatchStanding['state']> {
      state = act === 'cancel' ? 'cancelled' : act === 'pause' ? 'paused' : 'running';
      return state;
    },
    async fireTimerStart(): Promise<void> {},
  },
});
const running = worker.run();
const { client } = environment;
const keep = async (workflowId: string, runId: string, file: string): Promise<void> => {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const bytes = proto.temporal.api.history.v1.History.encode(history).finish();
  writeFileSync(new URL(`histories/${name}-${file}.history`, import.meta.url), bytes);
  console.log(`${file}: ${history.events?.length} events`);
};

const workflowId = batchWorkflowId('recorded');
const batch = await client.workflow.start(batchType, {
  ...{ workflowId, taskQueue },
  args: [{ batchId: 'recorded', stepsPerRun: 3 }],
});
const first = (await batch.describe()).runId;
const steer = (act: string): Promise<unknown> => batch.executeUpdate(steerUpdate, { args: [act] });
await steer('pause');
await steer('resume');
await steer('pause');
await steer('resume');
await steer('cancel');
await batch.result();
const last = (await client.workflow.getHandle(workflowId).describe()).runId;
await keep(workflowId, first, 'batch');
if (last !== first) await keep(workflowId, last, 'batch-next-run');

const due = (await environment.currentTimeMs()) + 3_600_000;
const start = await client.workflow.start(timerStartType, {
  ...{ workflowId: 'recorded-start', taskQueue },
  args: [{ processId: 'recorded', node: 'daily', ordinal: 0, due }],
});
await start.result();
await keep('recorded-start', start.firstExecutionRunId, 'timer-start');
worker.shutdown();
await running;
await environment.teardown();
process.exit(0);
