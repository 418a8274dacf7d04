import { bundleCases } from '@opora/worker';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Recorded } from './recorded.ts';

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

const collections = readdirSync(fileURLToPath(folder)).filter((file) => file.endsWith('.json.gz'));

it.each(collections)(
  '%s: every element runs on today’s code as it ran when it was recorded',
  async (file) => {
    const recorded = JSON.parse(gunzipSync(readFileSync(new URL(file, folder))).toString()) as Recorded[];
    const histories = recorded.map(({ title, caseId, history }) => ({
      workflowId: `${title} ${caseId}`,
      history: History.decode(Buffer.from(history, 'base64')),
    }));
    const failed: string[] = [];
    const replayed = Worker.runReplayHistories({ workflowBundle: bundle, replayName: file }, histories);
    for await (const { workflowId, error } of replayed)
      if (error) failed.push(`${workflowId}: ${error.message}`);
    expect(failed).toEqual([]);
    expect(recorded).not.toEqual([]);
  },
  240_000,
);

it('knows histories of every conformance case of its time, and of later ones what they added', () => {
  const count = collections
    .map((file) => JSON.parse(gunzipSync(readFileSync(new URL(file, folder))).toString()) as Recorded[])
    .reduce((sum, recorded) => sum + recorded.length, 0);
  expect(count).toBeGreaterThan(175);
});

it('notices a history that today’s code would not make', async () => {
  const history = read(recordings.find((file) => file.endsWith('-round.history'))!);
  const called = history.events.find((event) => event.startChildWorkflowExecutionInitiatedEventAttributes)!;
  called.startChildWorkflowExecutionInitiatedEventAttributes!.workflowId = 'another-case';
  await expect(replay(history)).rejects.toThrow();
}, 60_000);
