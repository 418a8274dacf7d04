import { compile } from '@opora/engine/compile';
import { createCaseClient } from '@opora/host/client';
import { createCodec, parsePayloadKeys } from '@opora/host/codec';
import { newCaseId } from '@opora/store';
import { bundleCases, connectors, createActivities, createCaseWorker } from '@opora/worker';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';

import { temporaryFolder } from '../../infra/local/lib/paths.mjs';
import { freePort } from '../../infra/local/lib/ports.mjs';
import { startTemporal } from '../../infra/local/lib/servers.mjs';
import { cpuOf, median, rounded } from './engine/measures.mjs';
import { completionVariables } from './engine/workload.mjs';

/** Most events of a history that the server is told to allow, so that the case does not hand over before. */
const UNLIMITED = 50_000;

/** Claim check in memory: the database is not what is measured here. */
const memoryStore = () => {
  const contents = new Map();
  return {
    put: async (hash, data) => void contents.set(hash, data),
    get: async (hash) => contents.get(hash),
  };
};

/** Records the history of a real case of so many events, encrypted as always, and measures how long its replay takes. */
export async function replay(events) {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const data = temporaryFolder('opora-replay-');
  const { part, address } = await startTemporal({
    ...{ data, say: () => undefined, port: await freePort(), memory: true },
    settings: [
      `limit.historyCount.suggestContinueAsNew=${UNLIMITED}`,
      'limit.historySize.suggestContinueAsNew=1000000000',
    ],
  });
  const keys = parsePayloadKeys(`bench:${randomBytes(32).toString('base64')}`);
  const codec = createCodec({ keys, store: memoryStore() });
  const bundle = await bundleCases();
  try {
    const [short, long] = await record({ address, codec, bundle }, [100, events]);
    const spent = async (history) => {
      const from = performance.now();
      const cpu = await cpuOf(() =>
        Worker.runReplayHistory(
          { workflowBundle: bundle, replayName: 'bench', dataConverter: { payloadCodecs: [codec] } },
          history,
        ),
      );
      return { cpu, wall: performance.now() - from };
    };
    // What a replay worker costs by itself is in both; the rest is the history.
    const runs = { short: [], long: [] };
    for (let round = -1; round < 5; round++) {
      const [one, other] = [await spent(short), await spent(long)];
      if (round < 0) continue;
      runs.short.push(one);
      runs.long.push(other);
    }
    const of = (name, kind) => median(runs[name].map((run) => run[kind]));
    return {
      events: long.events.length,
      cpuMs: rounded(of('long', 'cpu') - of('short', 'cpu'), 0),
      wallMs: rounded(of('long', 'wall') - of('short', 'wall'), 0),
      withWorkerCpuMs: rounded(of('long', 'cpu'), 0),
      withWorkerWallMs: rounded(of('long', 'wall'), 0),
    };
  } finally {
    await part.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Histories of cases that go round until they have so many events. */
async function record({ address, codec, bundle }, lengths) {
  const database = { query: async () => [], transaction: async (work) => work(database) };
  const connection = await NativeConnection.connect({ address });
  const worker = await createCaseWorker({
    ...{ connection, bundle, codec, taskQueue: 'replay' },
    activities: { ...createActivities(database, connectors, {}), project: async () => undefined },
  });
  const running = worker.run();
  const own = await Connection.connect({ address });
  const cases = createCaseClient({ connection: own, codec, taskQueue: 'replay' });
  const client = new Client({ connection: own });
  const { models } = await compile(readFileSync(new URL('engine/loop.bpmn', import.meta.url), 'utf8'));
  const histories = [];
  for (const length of lengths) {
    const caseId = newCaseId();
    const about = { caseId, rootCaseId: caseId, version: 1, subject: {}, handOverAfter: UNLIMITED };
    let { journal } = await cases.start({
      ...about,
      model: models[0],
      start: { variables: {}, id: randomUUID() },
    });
    for (let round = 0; ; round++) {
      const { wait } = journal.find((entry) => entry.kind === 'wait.opened' && entry.wait.kind === 'task');
      const variables = { ...completionVariables('review', round), again: true };
      const stimulus = { type: 'complete-task', id: randomUUID(), wait: wait.id, variables };
      const answer = await cases.stimulate(caseId, stimulus, journal.at(-1).n);
      if (answer.rejected) throw new Error(answer.rejected.message);
      ({ journal } = answer);
      // Each round leaves some six events: asking each time would take longer than the rounds.
      if (round % 10 === 9 && (await cases.describe(caseId)).historyLength >= length) break;
    }
    histories.push(await client.workflow.getHandle(caseId).fetchHistory());
  }
  worker.shutdown();
  await running;
  await cases.close();
  await own.close();
  await connection.close();
  return histories;
}
