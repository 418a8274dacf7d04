// Records histories of cases as they run today: `node tests/replay/record.mjs NAME` writes histories/NAME-<case>.history (protobuf).
// Old recordings stay: they stand for cases that live on while the code changes.
import { compile } from '@opora/engine/compile';
import { createCaseClient } from '@opora/host/client';
import { applyJournal, migrate, newCaseId, poolDatabase } from '@opora/store';
import { bundleCases, connectors, createActivities, createCaseWorker } from '@opora/worker';
import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

import { freePort } from '../../infra/local/lib/ports.mjs';
import { ensureDatabase } from '../../infra/local/lib/postgres.mjs';
import { startPostgres, startTemporal } from '../../infra/local/lib/servers.mjs';

const name = process.argv[2];
if (!/^[\w.-]+$/.test(name ?? '')) {
  console.error('Usage: node tests/replay/record.mjs NAME (for example the version of the program)');
  process.exit(2);
}
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const data = mkdtempSync(join(tmpdir(), 'opora-record-'));
const place = { data, say: () => undefined };
const { part: postgres, cluster } = await startPostgres({ ...place, port: await freePort() });
const { part: temporal, address } = await startTemporal({ ...place, port: await freePort(), memory: true });
try {
  const url = await ensureDatabase(cluster, 'record');
  await migrate(url);
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => undefined);
  const database = poolDatabase(pool);
  const connection = await NativeConnection.connect({ address });
  // Without a codec: a recording must be readable without keys.
  const worker = await createCaseWorker({
    connection,
    bundle: await bundleCases(),
    activities: createActivities(database, connectors, {}),
  });
  const running = worker.run();
  const client = createCaseClient({ address });
  const temporalClient = new Client({ connection: await Connection.connect({ address }) });

  const deploy = async (file) => {
    const xml = readFileSync(new URL(file, import.meta.url), 'utf8');
    const { models } = await compile(xml);
    const id = randomUUID();
    await database.query('insert into deployments (id) values ($1)', [id]);
    const [model] = models;
    await database.query(
      'insert into process_versions (process_id, version, deployment_id, hash, file, xml, model) values ($1, 1, $2, $3, $4, $5, $6)',
      [model.processId, id, model.hash, file, xml, JSON.stringify(model)],
    );
    return model;
  };
  const save = async (caseId, what) => {
    const history = await temporalClient.workflow.getHandle(caseId).fetchHistory();
    writeFileSync(
      new URL(`histories/${name}-${what}.history`, import.meta.url),
      proto.temporal.api.history.v1.History.encode(history).finish(),
    );
    console.log(`${what}: ${history.events.length} events`);
  };
  const start = async (model, variables) => {
    const caseId = newCaseId();
    const about = { caseId, rootCaseId: caseId, version: 1, subject: { schoolId: 'school-1' } };
    const { journal } = await client.start({
      ...about,
      model,
      start: { variables, actor: { user: 'recorder' }, id: randomUUID() },
    });
    await applyJournal(database, { ...about, processId: model.processId, modelHash: model.hash }, journal);
    return caseId;
  };
  const openTask = async (rootId) => {
    for (let tries = 0; tries < 200; tries++, await pause(50)) {
      const [task] = await database.query(
        `select t.case_id, t.wait, c.last_number from tasks t join cases c on c.id = t.case_id where t.root_id = $1 and t.state = 'open' order by t.wait`,
        [rootId],
      );
      if (task) return task;
    }
    throw new Error(`no open task in ${rootId}`);
  };
  const complete = async (rootId, info, variables) => {
    const task = await openTask(rootId);
    const stimulus = {
      type: 'complete-task',
      id: randomUUID(),
      wait: task.wait,
      variables,
      actor: { user: 'recorder', role: 'committee' },
    };
    const answer = await client.stimulate(task.case_id, stimulus, task.last_number);
    if (answer.rejected) throw new Error(answer.rejected.message);
    await applyJournal(database, { ...info, caseId: task.case_id }, answer.journal);
    return task.case_id;
  };

  const support = await deploy('../load/support-case.bpmn');
  const supported = await start(support, { experts: ['expert-1', 'expert-2', 'expert-3'] });
  for (let i = 0; i < 6; i++)
    await complete(supported, { subject: {}, rootCaseId: supported }, { risk: 'high' });
  await save(supported, 'support-case');

  await deploy('models/visit.bpmn');
  const round = await start(await deploy('models/round.bpmn'), { school: 'school-1' });
  const child = await complete(round, { subject: {}, rootCaseId: round }, { seen: true });
  for (let tries = 0; tries < 200; tries++, await pause(50)) {
    const [{ state }] = await database.query('select state from cases where id = $1', [round]);
    if (state === 'incident') break;
  }
  await save(child, 'visit');
  await save(round, 'round');

  worker.shutdown();
  await running;
  await client.close();
  await connection.close();
  await pool.end();
} finally {
  await Promise.all([postgres.stop(), temporal.stop()]);
  rmSync(data, { recursive: true, force: true });
}
process.exit(0);
