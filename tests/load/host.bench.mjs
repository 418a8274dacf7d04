import { compile } from '@opora/engine/compile';
import { createCaseClient } from '@opora/host/client';
import { createCodec, parsePayloadKeys } from '@opora/host/codec';
import { applyJournal, migrate, newCaseId, payloadStore, poolDatabase } from '@opora/store';
import { bundleCases, connectors, createActivities, createCaseWorker } from '@opora/worker';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';

import { freePort } from '../../infra/local/lib/ports.mjs';
import { ensureDatabase } from '../../infra/local/lib/postgres.mjs';
import { startPostgres, startTemporal } from '../../infra/local/lib/servers.mjs';
import { processorTime, usedBetween } from './processor-time.mjs';

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: 'full' },
    cases: { type: 'string' },
    clients: { type: 'string', default: '8' },
    rounds: { type: 'string' },
    json: { type: 'string' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(
    'npm run bench -- host [--size small|full] [--cases N] [--clients N] [--rounds N] [--only host|floor] [--json FILE]',
  );
  process.exit(0);
}
const usual = options.size === 'small' ? { cases: 30, rounds: 2 } : { cases: 200, rounds: 5 };
const [cases, clients, rounds] = [
  options.cases ?? usual.cases,
  options.clients,
  options.rounds ?? usual.rounds,
].map(Number);
const experts = ['expert-1', 'expert-2', 'expert-3'];
const input = () => ({ payload: randomBytes(1000).toString('hex'), experts });
const result = () => ({ note: 'seen', place: 'Bodaibo', count: 42, share: 0.75, agreed: true, risk: 'high' });

/** What both contenders stand on: one PostgreSQL with its usual durability, one Temporal dev server on a file. */
async function world() {
  const data = mkdtempSync(join(tmpdir(), 'opora-bench-'));
  const place = { data, say: () => undefined };
  const { part: postgres, cluster } = await startPostgres({ ...place, port: await freePort() });
  const { part: temporal, address } = await startTemporal({ ...place, port: await freePort() });
  const url = await ensureDatabase(cluster, 'bench');
  await migrate(url);
  const stop = async () => {
    await Promise.all([postgres.stop(), temporal.stop()]);
    rmSync(data, { recursive: true, force: true });
  };
  const pids = { temporal: temporal.pid, postgres: postgres.pid, node: process.pid };
  return { url, address, pids, stop };
}

/** The engine on Temporal: case client, worker with its codec, journal written into the read model by the caller. */
async function hostContender({ url, address }) {
  const pool = new pg.Pool({ connectionString: url, max: 16 });
  pool.on('error', () => undefined);
  const database = poolDatabase(pool);
  const keys = parsePayloadKeys(`bench:${randomBytes(32).toString('base64')}`);
  const codec = () => createCodec({ keys, store: payloadStore(database) });
  const { models, problems } = await compile(
    readFileSync(new URL('./support-case.bpmn', import.meta.url), 'utf8'),
  );
  const model = models[0];
  if (!model) throw new Error(JSON.stringify(problems));
  const connection = await NativeConnection.connect({ address });
  const worker = await createCaseWorker({
    ...{ connection, taskQueue: 'bench-host', bundle: await bundleCases(), codec: codec() },
    activities: createActivities(database, connectors, {}),
  });
  const running = worker.run();
  // A busy machine is no error here: it shows in the figures.
  const client = createCaseClient({ address, codec: codec(), taskQueue: 'bench-host', timeout: 60_000 });
  const actor = { user: 'bench', role: 'committee' };

  return {
    name: 'host',
    async run(sample) {
      const caseId = newCaseId();
      const info = {
        caseId,
        rootCaseId: caseId,
        processId: model.processId,
        version: 1,
        modelHash: model.hash,
        subject: { schoolId: 'school-1', districtId: 'district-1' },
      };
      const open = new Map();
      let number = 0;
      const take = async (answer) => {
        if (answer.rejected) throw new Error(answer.rejected.message);
        const applied = await applyJournal(database, info, answer.journal);
        number = applied.lastNumber;
        for (const entry of answer.journal) {
          if (entry.kind === 'wait.opened' && entry.wait.kind === 'task')
            open.set(entry.wait.id, entry.wait.node);
          if (entry.kind === 'wait.closed') open.delete(entry.wait);
        }
        return answer;
      };
      const { parent: _parent, ...about } = info;
      await sample('start', async () =>
        take(await client.start({ ...about, model, start: { variables: input(), actor, id: randomUUID() } })),
      );
      let state = 'active';
      while (open.size > 0) {
        const [wait] = open.keys();
        await sample('complete', async () => {
          const stimulus = { type: 'complete-task', id: randomUUID(), wait, variables: result(), actor };
          ({ state } = await take(await client.stimulate(caseId, stimulus, number)));
        });
      }
      if (state !== 'completed') throw new Error(`case ${caseId} is ${state}`);
      return caseId;
    },
    async stop() {
      worker.shutdown();
      await running;
      await client.close();
      await connection.close();
      await pool.end();
    },
  };
}

/** The same steps by hand. */
async function floorContender({ url, address }) {
  const pool = new pg.Pool({ connectionString: url, max: 16 });
  pool.on('error', () => undefined);
  await pool.query(
    'create table floor_task (case_id text, task text, state text, primary key (case_id, task))',
  );
  const write = ({ caseId, changes }) =>
    pool
      .query(
        `insert into floor_task select $1, c->>'task', c->>'state' from jsonb_array_elements($2::jsonb) c
         on conflict (case_id, task) do update set state = excluded.state`,
        [caseId, JSON.stringify(changes)],
      )
      .then(() => undefined);
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    ...{ connection, taskQueue: 'bench-floor', activities: { write, act: async () => undefined } },
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./floor.workflow.mjs', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    }),
    ...{ maxCachedWorkflows: 2000, maxConcurrentWorkflowTaskExecutions: 40 },
  });
  const running = worker.run();
  const own = await Connection.connect({ address });
  const client = new Client({ connection: own });
  return {
    name: 'floor',
    async run(sample) {
      const workflowId = `floor-${randomUUID()}`;
      const startWorkflowOperation = new WithStartWorkflowOperation('supportCaseByHand', {
        ...{ taskQueue: 'bench-floor', workflowId, args: [input()], workflowIdConflictPolicy: 'FAIL' },
      });
      await sample('start', () =>
        client.workflow.executeUpdateWithStart('rest', { startWorkflowOperation, args: [] }),
      );
      const handle = client.workflow.getHandle(workflowId);
      for (const task of [
        'selfDiagnosis',
        'assignPartner',
        'planActions',
        ...experts.map((expert) => `review-${expert}`),
      ]) {
        await sample('complete', () => handle.executeUpdate('complete', { args: [task, result()] }));
      }
      return workflowId;
    },
    async stop() {
      worker.shutdown();
      await running;
      await own.close();
      await connection.close();
      await pool.end();
    },
  };
}

async function drive(contender, count, pids) {
  const times = { start: [], complete: [] };
  const sample = async (kind, act) => {
    const from = performance.now();
    await act();
    times[kind].push(performance.now() - from);
  };
  const ids = [];
  let left = count;
  const before = processorTime(pids);
  const from = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0) ids.push(await contender.run(sample));
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  return { seconds, times, ids, cpu: usedBetween(before, processorTime(pids)) };
}

async function eventsPerCompletion(address, ids) {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  let events = 0;
  for (const id of ids) events += (await client.workflow.getHandle(id).describe()).historyLength;
  await connection.close();
  return events / ids.length / (3 + experts.length);
}

const quantile = (list, share) =>
  Number(
    list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))].toFixed(1),
  );
const median = (list) => quantile(list, 0.5);

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const servers = await world();
const figures = {};
let failed;
try {
  const contenders = [];
  if (options.only !== 'host') contenders.push(await floorContender(servers));
  if (options.only !== 'floor') contenders.push(await hostContender(servers));
  for (const contender of contenders) await drive(contender, Math.min(40, cases), servers.pids);
  const measured = Object.fromEntries(contenders.map(({ name }) => [name, []]));
  // In turns, so that whatever else the machine does meets both alike.
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders)
      measured[contender.name].push(await drive(contender, cases, servers.pids));
  for (const { name } of contenders) {
    const completes = measured[name].flatMap(({ times }) => times.complete);
    figures[name] = {
      completionsPerSecond: median(
        measured[name].map(({ times, seconds }) => times.complete.length / seconds),
      ),
      // What a completion costs all processes together: says more than the clock where the machine has other work.
      cpuMsPerCompletion: Object.fromEntries(
        Object.keys(servers.pids).map((part) => [
          part,
          Number(
            median(
              measured[name].map(({ times, cpu }) => (cpu[part] * 1000) / times.complete.length),
            ).toFixed(2),
          ),
        ]),
      ),
      completeMs: { p50: quantile(completes, 0.5), p95: quantile(completes, 0.95) },
      startMs: {
        p50: quantile(
          measured[name].flatMap(({ times }) => times.start),
          0.5,
        ),
      },
      eventsPerCompletion: Number(
        (await eventsPerCompletion(servers.address, measured[name][0].ids.slice(0, 20))).toFixed(2),
      ),
    };
  }
  for (const contender of contenders) await contender.stop();
} catch (error) {
  failed = error;
}
await servers.stop();
if (failed) {
  console.error(failed);
  process.exit(1);
}

const cpuColumns = (cpu) =>
  Object.fromEntries(Object.entries(cpu).map(([part, ms]) => [`CPU ms ${part}`, ms]));
console.table(
  Object.fromEntries(
    Object.entries(figures).map(([name, { completeMs, startMs, cpuMsPerCompletion, ...rest }]) => [
      name,
      {
        ...rest,
        ...cpuColumns(cpuMsPerCompletion),
        'p50 ms': completeMs.p50,
        'p95 ms': completeMs.p95,
        'start p50 ms': startMs.p50,
      },
    ]),
  ),
);
const { host, floor } = figures;
const cpuOf = ({ cpuMsPerCompletion }) =>
  Object.values(cpuMsPerCompletion).reduce((sum, one) => sum + one, 0);
const summary = { cases, clients, rounds, ...figures };
if (host && floor) {
  summary.throughputRatio = Number((host.completionsPerSecond / floor.completionsPerSecond).toFixed(2));
  summary.cpuRatio = Number((cpuOf(floor) / cpuOf(host)).toFixed(2));
  summary.eventsRatio = Number((host.eventsPerCompletion / floor.eventsPerCompletion).toFixed(2));
  console.log(
    `host : floor = ${summary.throughputRatio} × completions/s (goal at least 0.9), ${summary.cpuRatio} × completions by processor time, ${summary.eventsRatio} × events (goal at most 1.1)`,
  );
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(summary, null, 2)}\n`);
process.exit(0);
