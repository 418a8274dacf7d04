import { compile } from '@opora/engine/compile';
import type { JournalEntry, Model, StimulusKind, Variables } from '@opora/engine';
import { createCaseClient, type CaseClient } from '@opora/host/client';
import { createCodec, parsePayloadKeys } from '@opora/host/codec';
import type { CaseAnswer, CaseInfo, Migration, ResolvedProcess, RunLimits } from '@opora/host';
import { createDatabase, testServers, timeSkippingEnvironment, uniqueName } from '@opora/local/testing';
import {
  applyJournal,
  caseInfo,
  leaseCommands,
  migrate,
  newCaseId,
  payloadStore,
  poolDatabase,
  type Database,
} from '@opora/store';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker } from '@temporalio/worker';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { createActivities } from '../activities.ts';
import { bundleCases } from '../bundle.ts';
import { createCaseWorker } from '../case-worker.ts';
import type { Connector } from '../connectors/connector.ts';
import { connectors as builtIn } from '../connectors/index.ts';

type Activities = ReturnType<typeof createActivities>;

/** A real worker, PostgreSQL and time-skipping Temporal server on which a spec plays cases; `close()` when done. */
export class CaseStage {
  private constructor(
    readonly environment: TestWorkflowEnvironment,
    readonly database: Database,
    readonly client: CaseClient,
    private readonly parts: {
      worker: Worker;
      running: Promise<void>;
      pool: pg.Pool;
      drop: () => Promise<void>;
    },
  ) {}

  /** With `real` on the full server of the test run, whose clock cannot be moved; `around` puts something around the real activities. */
  static async open(
    connectors: { [type: string]: Connector } = {},
    {
      real = false,
      around = (activities) => activities,
    }: { real?: boolean; around?: (activities: Activities) => Activities } = {},
  ): Promise<CaseStage> {
    Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
    const { url, drop } = await createDatabase();
    await migrate(url);
    const pool = new pg.Pool({ connectionString: url, max: 10 });
    pool.on('error', () => undefined);
    const database = poolDatabase(pool);
    const environment = real
      ? await TestWorkflowEnvironment.createFromExistingServer({ address: testServers().temporalAddress })
      : await timeSkippingEnvironment();
    const taskQueue = uniqueName('cases');
    const codec = createCodec({
      keys: parsePayloadKeys(`test:${randomBytes(32).toString('base64')}`),
      store: payloadStore(database),
    });
    const worker = await createCaseWorker({
      ...{
        connection: environment.nativeConnection,
        taskQueue,
        codec,
        bundle: await bundleCases({ sources: true }),
      },
      activities: around(createActivities(database, { ...builtIn, ...connectors }, {})),
    });
    const client = createCaseClient({
      connection: environment.connection,
      codec,
      taskQueue,
      searchAttributes: real,
      timeout: 10_000,
    });
    return new CaseStage(environment, database, client, { worker, running: worker.run(), pool, drop });
  }

  async close(): Promise<void> {
    const { worker, running, pool, drop } = this.parts;
    worker.shutdown();
    await running;
    await this.environment.teardown();
    await pool.end();
    await drop();
  }

  /** Compiles and deploys every process of a diagram; answers their models. */
  async deploy(xml: string): Promise<Model[]> {
    const { models, problems } = await compile(xml);
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
    const deployment = randomUUID();
    await this.database.query('insert into deployments (id) values ($1)', [deployment]);
    for (const model of models) {
      await this.database.query(
        `insert into process_versions (process_id, version, deployment_id, hash, file, xml, model)
         select $1::text, coalesce(max(version), 0) + 1, $2, $3, 'test.bpmn', $4, $5 from process_versions where process_id = $1::text`,
        [model.processId, deployment, model.hash, xml, JSON.stringify(model)],
      );
    }
    return models;
  }

  /** Starts a case as the API does: the answer's journal is written into the read model. */
  async start(model: Model, variables: Variables = {}, more: RunLimits = {}): Promise<string> {
    const caseId = newCaseId();
    const info: CaseInfo = {
      caseId,
      rootCaseId: caseId,
      processId: model.processId,
      version: 1,
      modelHash: model.hash,
      subject: { schoolId: 's1' },
    };
    const { parent: _none, ...about } = info;
    const answer = await this.client.start({
      ...about,
      ...more,
      model,
      start: { variables, actor: { user: 'ann' }, id: randomUUID() },
    });
    await applyJournal(this.database, info, answer.journal);
    return caseId;
  }

  /** Hands a stimulus to a case as the API does. */
  async act(caseId: string, kind: StimulusKind, id = randomUUID()): Promise<CaseAnswer> {
    const known = await caseInfo(this.database, caseId);
    const answer = await this.client.stimulate(
      caseId,
      { ...kind, id, actor: { user: 'ann', role: 'committee' } },
      known!.lastNumber,
    );
    if (!answer.rejected) await applyJournal(this.database, known!.info, answer.journal);
    return answer;
  }

  /** Carries a case over to another version as the API does. */
  async migrate(caseId: string, plan: Migration & { id: string }, target: ResolvedProcess): Promise<void> {
    const { info, lastNumber } = (await caseInfo(this.database, caseId))!;
    const answer = await this.client.stimulate(caseId, plan, lastNumber, target);
    const { processId, hash: modelHash } = target.model;
    await applyJournal(
      this.database,
      { ...info, processId, modelHash, version: target.version },
      answer.journal,
    );
  }

  /** Completes the open task of a node. */
  async complete(caseId: string, node: string, variables: Variables = {}): Promise<CaseAnswer> {
    const [task] = await this.tasks(caseId, node);
    if (!task) throw new Error(`Expected an open task "${node}" in ${caseId}, found none.`);
    return this.act(task.case_id, { type: 'complete-task', wait: task.wait, variables });
  }

  /** Open tasks of a case and its children in the read model, oldest first. */
  tasks(rootId: string, node?: string): Promise<{ case_id: string; wait: number; node: string }[]> {
    return this.database.query(
      `select case_id, wait, node from tasks where root_id = $1 and state = 'open' and ($2::text is null or node = $2) order by created_at, wait`,
      [rootId, node ?? null],
    );
  }

  /** Sends what the outbox holds, as the API's sweeper does. */
  async sweep(): Promise<number> {
    const commands = await leaseCommands(this.database, { limit: 50, lease: 30_000 });
    for (const { id, caseId, payload } of commands) {
      const known = await caseInfo(this.database, caseId);
      const answer = await this.client.stimulate(
        caseId,
        { ...(payload as unknown as StimulusKind), id },
        known!.lastNumber,
      );
      await applyJournal(this.database, known!.info, answer.journal, id);
    }
    return commands.length;
  }

  /** Waits until the read model says so; what it waits for happens without a person. */
  async until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
    for (
      const end = Date.now() + 20_000;
      Date.now() < end;
      await new Promise((resolve) => setImmediate(resolve))
    ) {
      const found = await look();
      if (found) return found;
    }
    throw new Error(`Expected ${what} within 20 s.`);
  }

  /** The read model's state of a case. */
  async stateOf(caseId: string): Promise<string | undefined> {
    return (
      await this.database.query<{ state: string }>('select state from cases where id = $1', [caseId])
    )[0]?.state;
  }

  /** The journal in the read model. */
  async journal(caseId: string): Promise<JournalEntry[]> {
    return (
      await this.database.query<{ entry: JournalEntry }>(
        'select entry from journal where case_id = $1 order by number',
        [caseId],
      )
    ).map(({ entry }) => entry);
  }
}
