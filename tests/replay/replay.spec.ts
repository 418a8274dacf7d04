import { bundleCases } from '@opora/worker';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const { History } = proto.temporal.api.history.v1;
const folder = new URL('histories/', import.meta.url);
const recordings = readdirSync(fileURLToPath(folder)).filter((file) => file.endsWith('.history'));
const read = (file: string) => History.decode(readFileSync(new URL(file, folder)));
const replay = (history: ReturnType<typeof read>) =>
  Worker.runReplayHistory({ workflowBundle: bundle, replayName: 'recorded' }, history);
let bundle: WorkflowBundleWithSourceMap;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  bundle = await bundleCases({ sources: true });
}, 60_000);

it.each(recordings)(
  '%s runs on today’s code as it ran when it was recorded',
  async (file) => {
    await replay(read(file));
  },
  60_000,
);

it('notices a history that today’s code would not make', async () => {
  const history = read(recordings.find((file) => file.endsWith('-round.history'))!);
  const called = history.events.find((event) => event.startChildWorkflowExecutionInitiatedEventAttributes)!;
  called.startChildWorkflowExecutionInitiatedEventAttributes!.workflowId = 'another-case';
  await expect(replay(history)).rejects.toThrow();
}, 60_000);
