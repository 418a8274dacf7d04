import { compile } from '@opora/engine/compile';
import { createCaseClient } from '@opora/host/client';
import { createCodec, parsePayloadKeys } from '@opora/host/codec';
import { newCaseId } from '@opora/store';
import { bundleCases, connectors, createActivities, createCaseWorker } from '@opora/worker';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { temporaryFolder } from '../../infra/local/lib/paths.mjs';
import { freePort } from '../../infra/local/lib/ports.mjs';
import { startTemporal } from '../../infra/local/lib/servers.mjs';
import { cpuOf, median, rounded } from './engine/measures.mjs';
import { completionVariables } from './engine/workload.mjs';

/** Most events of a history that the server is told to allow, so that a case does not hand over before. */
const UNLIMITED = 50_000;
/** Length of the history that shows what a replay worker costs by itself. */
const SHORT = 100;

/** Claim check in memory: the database is not what is measured here. */
const memoryStore = () => {
  const contents = new Map();
  return {
    put: async (hash, data) => void contents.set(hash, data),
    get: async (hash) => contents.get(hash),
  };
};

/**
 * How long it takes to bring a case of so many events back into memory: a case as it is served, which hands over from run to
 * run; the same kept in one run; and a workflow written by hand with as many events, which shows what the SDK itself takes.
 * `served` leaves the last two out, which take most of the time.
 */
export async function replay(events, { served: onlyServed = false } = {}) {
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
  const byHand = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./engine/loop-by-hand.workflow.mjs', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
  try {
    const cases = await recordCases({ address, codec, bundle }, events, { onlyServed });
    const hands = onlyServed ? [] : await recordByHand({ address, codec, bundle: byHand }, [SHORT, events]);
    const contenders = {
      worker: [bundle, cases.short],
      served: [bundle, cases.served],
      ...(!onlyServed && {
        'in one run': [bundle, cases.whole],
        'worker by hand': [byHand, hands[0]],
        'by hand': [byHand, hands[1]],
      }),
    };
    const runs = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
    for (let round = -1; round < 3; round++)
      for (const [name, [workflowBundle, history]] of Object.entries(contenders)) {
        const from = performance.now();
        const cpu = await cpuOf(() =>
          Worker.runReplayHistory(
            { workflowBundle, replayName: 'bench', dataConverter: { payloadCodecs: [codec] } },
            history,
          ),
        );
        if (round >= 0) runs[name].push({ cpu, wall: performance.now() - from });
      }
    // What a replay worker costs by itself is in each of them; the rest is the history.
    const figures = (name, worker) => {
      const of = (kind) =>
        rounded(median(runs[name].map((run) => run[kind])) - median(runs[worker].map((run) => run[kind])), 0);
      return { cpuMs: of('cpu'), wallMs: of('wall') };
    };
    const served = {
      eventsInAll: cases.eventsInAll,
      runs: cases.runs,
      eventsOfLongestRun: cases.served.events.length,
      ...figures('served', 'worker'),
    };
    if (onlyServed) return { served };
    return {
      served,
      'in one run': {
        eventsInAll: cases.whole.events.length,
        runs: 1,
        eventsOfLongestRun: cases.whole.events.length,
        ...figures('in one run', 'worker'),
      },
      'by hand': {
        eventsInAll: hands[1].events.length,
        runs: 1,
        eventsOfLongestRun: hands[1].events.length,
        ...figures('by hand', 'worker by hand'),
      },
    };
  } finally {
    await part.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Histories of cases that go round: a short one, one as it is served (its longest run), and one that is kept in one run. */
async function recordCases({ address, codec, bundle }, events, { onlyServed }) {
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
  /** Takes a case round until it has so many events; answers the lengths of its runs. */
  const run = async (length, limits) => {
    const caseId = newCaseId();
    const about = { caseId, rootCaseId: caseId, version: 1, subject: {}, ...limits };
    let { journal } = await cases.start({
      ...about,
      model: models[0],
      start: { variables: {}, id: randomUUID() },
    });
    const runs = new Map();
    for (let round = 0; ; round++) {
      const { wait } = journal.find((entry) => entry.kind === 'wait.opened' && entry.wait.kind === 'task');
      const variables = { ...completionVariables('review', round), again: true };
      const stimulus = { type: 'complete-task', id: randomUUID(), wait: wait.id, variables };
      const answer = await cases.stimulate(caseId, stimulus, journal.at(-1).n);
      if (answer.rejected) throw new Error(answer.rejected.message);
      ({ journal } = answer);
      // Each round leaves some six events: asking each time would take longer than the rounds.
      if (round % 10 !== 9) continue;
      const { runId, historyLength } = await cases.describe(caseId);
      runs.set(runId, historyLength);
      if ([...runs.values()].reduce((sum, one) => sum + one, 0) >= length) break;
    }
    const histories = [];
    for (const runId of runs.keys())
      histories.push(await client.workflow.getHandle(caseId, runId).fetchHistory());
    return histories;
  };
  const inOne = { handOverAfter: UNLIMITED, handOverAtEvents: UNLIMITED };
  const [short] = await run(SHORT, inOne);
  const served = await run(events, {});
  const [whole] = onlyServed ? [] : await run(events, inOne);
  worker.shutdown();
  await running;
  await cases.close();
  await own.close();
  await connection.close();
  return {
    ...{ short, whole, runs: served.length },
    served: served.toSorted((a, b) => b.events.length - a.events.length)[0],
    eventsInAll: served.reduce((sum, history) => sum + history.events.length, 0),
  };
}

/** Histories of the workflow by hand of so many events. */
async function recordByHand({ address, codec, bundle }, lengths) {
  const connection = await NativeConnection.connect({ address });
  const dataConverter = { payloadCodecs: [codec] };
  const worker = await Worker.create({
    ...{ connection, taskQueue: 'replay-by-hand', dataConverter, workflowBundle: bundle },
    activities: { act: async () => ({ kind: 'completed', variables: {} }) },
  });
  const running = worker.run();
  const own = await Connection.connect({ address });
  const client = new Client({ connection: own, dataConverter });
  const histories = [];
  for (const length of lengths) {
    const workflowId = randomUUID();
    const handle = await client.workflow.start('loopByHand', {
      ...{ taskQueue: 'replay-by-hand', workflowId, args: [{}] },
    });
    for (let round = 0; ; round++) {
      await handle.executeUpdate('complete', { args: ['step', completionVariables('review', round)] });
      if (round % 10 === 9 && (await handle.describe()).historyLength >= length) break;
    }
    histories.push(await handle.fetchHistory());
  }
  worker.shutdown();
  await running;
  await own.close();
  await connection.close();
  return histories;
}
