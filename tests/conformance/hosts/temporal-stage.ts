import type { BatchActivities, CaseActivities, StartActivities } from '@opora/host';
import { progressQuery, type CaseProgress } from '@opora/host';
import { createCaseClient, type CaseClient } from '@opora/host/client';
import { bundleCases, createCaseWorker } from '@opora/worker/cases';
import { DECISION_JOB } from '@opora/engine';
import { ApplicationFailure } from '@temporalio/activity';
import { Client, WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker } from '@temporalio/worker';
import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Deployment } from './host.ts';
import { claimLarge } from './claims.ts';
import { decideIn } from './memory.ts';
import { TemporalHost } from './temporal.ts';

/** Milliseconds in which a clock that is not held has long jumped, also on a loaded machine. */
const PATIENCE = 20_000;
/** How far a server's clock may be ahead before a case with dates would find them in the past. */
const FAR = 24 * 3600_000;

interface Scene {
  environment: TestWorkflowEnvironment;
  client: CaseClient;
  temporal: Client;
  worker: Worker;
  running: Promise<void>;
}

/** A time-skipping Temporal server with a worker of cases on it: the stage of all conformance cases of a run. */
export class TemporalStage {
  /** The conformance case that is on. */
  current: TemporalHost | undefined;
  /** Called with every case of a conformance case that is over, before it is taken down. */
  keep?: (caseId: string) => Promise<void>;

  private constructor(
    private readonly path: string,
    private scene: Scene,
  ) {}

  /** Starts server and worker; `path` is the program of the time-skipping server. */
  static async open(path: string): Promise<TemporalStage> {
    Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
    const place: { stage?: TemporalStage } = {};
    const current = (): TemporalHost | undefined => place.stage?.current;
    place.stage = new TemporalStage(path, await setScene(path, current));
    return place.stage;
  }

  /** A host for one conformance case. */
  host = async (deployment: Deployment): Promise<TemporalHost> => {
    // The clock of a server only goes on: a case that went years ahead would take the next one along.
    if ((await this.now()) - Date.now() > FAR) {
      await strike(this.scene);
      this.scene = await setScene(this.path, () => this.current);
    }
    return TemporalHost.open(this, deployment);
  };

  /** The client of cases. */
  get client(): CaseClient {
    return this.scene.client;
  }

  /** Time of the server in epoch milliseconds. */
  now(): Promise<number> {
    return this.scene.environment.currentTimeMs();
  }

  /** Lets the server's clock jump to a time; a time that has passed is no wait. */
  async sleepUntil(end: number): Promise<void> {
    const left = end - (await this.now());
    if (left <= 0) return;
    const slept = this.scene.environment.sleep(left + 1).then(() => true);
    for (let before = await this.now(); ; before = await this.now()) {
      if (await Promise.race([slept, pause(PATIENCE, false, { ref: false })])) return;
      // A case that ended while an activity of it was under way leaves the clock held (temporalio/sdk-java#1138).
      if ((await this.now()) - before < 2 * PATIENCE)
        await this.scene.environment.connection.testService?.unlockTimeSkipping({});
    }
  }

  /** What is new in a case and whether it is at work; undefined where it has not begun yet. */
  async progress(caseId: string, after: number): Promise<CaseProgress | undefined> {
    try {
      return await this.scene.temporal.workflow
        .getHandle(caseId)
        .query<CaseProgress, [number]>(progressQuery, after);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  }

  /** Everything that happened to a case, as Temporal keeps it. */
  history(caseId: string): ReturnType<WorkflowHandle['fetchHistory']> {
    return this.scene.environment.client.workflow.getHandle(caseId).fetchHistory();
  }

  async terminate(caseId: string): Promise<void> {
    await this.scene.environment.client.workflow
      .getHandle(caseId)
      .terminate('the conformance case is over')
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
  }

  async close(): Promise<void> {
    await strike(this.scene);
    await pause(0);
  }
}

let bundle: ReturnType<typeof bundleCases> | undefined;

async function setScene(path: string, current: () => TemporalHost | undefined): Promise<Scene> {
  const environment = await quietEnvironment(path);
  const taskQueue = `conformance-${randomUUID()}`;
  const codec = claimLarge();
  const worker = await createCaseWorker({
    connection: environment.nativeConnection,
    ...{ taskQueue, codec },
    bundle: await (bundle ??= bundleCases({ sources: true })),
    activities: activitiesOf(current),
  });
  const client = createCaseClient({
    connection: environment.connection,
    ...{ taskQueue, codec },
    searchAttributes: false,
    timeout: 120_000,
  });
  const temporal = new Client({
    connection: environment.connection,
    dataConverter: { payloadCodecs: [codec] },
  });
  return { environment, client, temporal, worker, running: worker.run() };
}

async function strike({ worker, running, environment }: Scene): Promise<void> {
  worker.shutdown();
  await running;
  await environment.teardown();
}

/** What a worker's activities do here: the journals are kept in memory by the host of the case that is on. */
function activitiesOf(
  current: () => TemporalHost | undefined,
): CaseActivities & BatchActivities & StartActivities {
  const noBatches = async (): Promise<never> => {
    throw ApplicationFailure.nonRetryable('conformance cases run no batches and no schedules');
  };
  return {
    advanceBatch: noBatches,
    steerBatch: noBatches,
    fireTimerStart: noBatches,
    async resolveProcess({ processId }) {
      const found = current()?.resolve(processId);
      if (!found)
        throw ApplicationFailure.nonRetryable(`process «${processId}» is not deployed`, 'NotDeployed');
      return found;
    },
    async project(request) {
      current()?.project(request);
    },
    async runConnector({ type, headers, variables, now, timeZone }) {
      const deployment = current()?.deployment;
      if (type !== DECISION_JOB || !deployment)
        throw ApplicationFailure.nonRetryable(`expected a job of the type ${DECISION_JOB}, found «${type}»`);
      const result = decideIn(deployment, headers.decisionId!, variables, { now, timeZone });
      return { kind: 'completed', variables: { [headers.resultVariable!]: result } };
    },
  };
}

/** What `createTimeSkipping` calls, and more than it lets through: options of the client's connection. */
type Create = (options: {
  server: { type: 'time-skipping'; executable: { type: 'existing-path'; path: string } };
  supportsTimeSkipping: true;
  namespace: string;
  connectionOptions: { channelArgs: { [name: string]: number } };
}) => Promise<TestWorkflowEnvironment>;

/**
 * The SDK's connection asks every 30 seconds whether the server is there, and the time-skipping server hangs up on
 * who asks more often than every five minutes: a sleep that is on at that moment never comes back. So ask less.
 */
function quietEnvironment(path: string): Promise<TestWorkflowEnvironment> {
  const create = Reflect.get(TestWorkflowEnvironment, 'create') as Create;
  return create.call(TestWorkflowEnvironment, {
    server: { type: 'time-skipping', executable: { type: 'existing-path', path } },
    supportsTimeSkipping: true,
    namespace: 'default',
    connectionOptions: {
      channelArgs: { 'grpc.keepalive_time_ms': 600_000, 'grpc.keepalive_permit_without_calls': 0 },
    },
  });
}
