import {
  Client,
  Connection,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type ConnectionLike,
} from '@temporalio/client';
import { ApplicationFailure, type PayloadCodec } from '@temporalio/common';
import type { CaseState, Rejection } from '@opora/engine';
import { eventsPerRun } from './hand-over.ts';
import {
  batchType,
  batchWorkflowId,
  journalQuery,
  restUpdate,
  searchAttributes,
  stateQuery,
  steerUpdate,
  stimulusUpdate,
  taskQueue,
} from './ids.ts';
import type {
  BatchInput,
  BatchStanding,
  BatchSteering,
  CaseAnswer,
  CaseStimulus,
  ResolvedProcess,
  StartCase,
  TimerStartInput,
} from './protocol.ts';
import { dropSchedule, putSchedule } from './schedules.ts';
import { searchAttributePairs } from './search-attributes.ts';
import type runCase from './workflow.ts';

/** How a case client reaches Temporal. */
export interface CaseClientOptions {
  /** Host and port; or give a connection that stays the caller's. */
  address?: string;
  connection?: ConnectionLike;
  namespace?: string;
  codec?: PayloadCodec;
  /** Task queue of the workers; only tests need their own. */
  taskQueue?: string;
  /** False where the server does not know Opora's search attributes (`registerSearchAttributes`). */
  searchAttributes?: boolean;
  /** Milliseconds after which an unanswered call gives up; 10,000 unless stated. */
  timeout?: number;
}

/** The case did not answer in time or Temporal could not be reached: whether the act took effect is open, and sending it again is safe. */
export class CaseUnreachable extends Error {
  constructor(caseId: string, cause: unknown) {
    super(`Case ${caseId} did not answer: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'CaseUnreachable';
  }
}

/** How a case stands in Temporal. */
export interface CaseDescription {
  status: string;
  historyLength: number;
  runId: string;
}

/** The way to running cases. All calls may be repeated: an act happens once by the id of its stimulus. */
export interface CaseClient {
  /** Starts a case and answers with its journal when it has reached its first wait; starting the same case again answers the same. */
  start(input: StartCase): Promise<CaseAnswer>;
  /** Hands a stimulus to a case; `after` is the last journal number committed by the caller, `target` the version of a migration. */
  stimulate(
    caseId: string,
    stimulus: CaseStimulus & { id: string },
    after: number,
    target?: ResolvedProcess,
  ): Promise<CaseAnswer>;
  /** Journal entries after a number, as far as they are not acknowledged; works on ended cases too. */
  journal(caseId: string, after: number): Promise<CaseAnswer>;
  /** The engine's whole state; undefined before the case has begun. */
  state(caseId: string): Promise<CaseState | undefined>;
  /** How the case stands in Temporal; undefined where it is unknown there. */
  describe(caseId: string): Promise<CaseDescription | undefined>;
  /** Starts the workflow of a batch; starting it again does nothing. */
  startBatch(input: BatchInput): Promise<void>;
  /** Pauses, resumes or cancels a batch; undefined where it is over. */
  steerBatch(batchId: string, act: BatchSteering, id: string): Promise<BatchStanding['state'] | undefined>;
  /** Sets the schedules of timer start events and takes others back. */
  setSchedules(wanted: TimerStartInput[], unwanted: Omit<TimerStartInput, 'due'>[]): Promise<void>;
  /** Throws when Temporal does not answer. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Makes a case client; it connects at the first call and again when the connection was lost. */
export function createCaseClient(options: CaseClientOptions): CaseClient {
  const own = options.connection
    ? undefined
    : Connection.lazy({ address: options.address ?? '127.0.0.1:7233' });
  const connection = options.connection ?? own!;
  const dataConverter = options.codec && { payloadCodecs: [options.codec] };
  const client = new Client({
    connection,
    namespace: options.namespace ?? 'default',
    ...(dataConverter && { dataConverter }),
  });
  const queue = options.taskQueue ?? taskQueue;
  const calls = new Set<Promise<unknown>>();
  const deadline = <T>(milliseconds: number, act: () => Promise<T>): Promise<T> => {
    const call = connection.withDeadline(Date.now() + milliseconds, act);
    calls.add(call);
    const gone = (): boolean => calls.delete(call);
    call.then(gone, gone);
    return call;
  };
  const within = <T>(caseId: string, act: () => Promise<T>): Promise<T> =>
    deadline(options.timeout ?? 10_000, act).catch((error: unknown) => {
      throw isUnreachable(error) ? new CaseUnreachable(caseId, error) : error;
    });

  const journal = (caseId: string, after: number): Promise<CaseAnswer> =>
    within(caseId, () => client.workflow.getHandle(caseId).query<CaseAnswer, [number]>(journalQuery, after));

  return {
    async start({ model, ...input }) {
      const { caseId, subject } = input;
      const pairs =
        options.searchAttributes === false ? [] : searchAttributePairs(subject, input.start.businessKey);
      const startWorkflowOperation = new WithStartWorkflowOperation<typeof runCase>(model.processId, {
        ...{
          workflowId: caseId,
          taskQueue: queue,
          args: [{ handOverAtEvents: eventsPerRun, ...input, awaited: true }, model],
        },
        ...{ workflowIdConflictPolicy: 'USE_EXISTING', workflowIdReusePolicy: 'REJECT_DUPLICATE' },
        ...(pairs.length > 0 && { typedSearchAttributes: pairs }),
      });
      try {
        return await within(caseId, () =>
          client.workflow.executeUpdateWithStart<typeof runCase, CaseAnswer, [number]>(restUpdate, {
            startWorkflowOperation,
            updateId: `${caseId}:start`,
            args: [0],
          }),
        );
      } catch (error) {
        // It was started before and has ended since: its journal is its answer.
        if (isAlreadyStarted(error)) return journal(caseId, 0);
        throw error;
      }
    },

    async stimulate(caseId, stimulus, after, target) {
      const args: [object, ResolvedProcess?] = target ? [{ stimulus, after }, target] : [{ stimulus, after }];
      try {
        return await within(caseId, () =>
          client.workflow
            .getHandle(caseId)
            .executeUpdate<CaseAnswer, [object, ResolvedProcess?]>(stimulusUpdate, {
              args,
              updateId: stimulus.id,
            }),
        );
      } catch (error) {
        const rejected = rejectionOf(error);
        if (rejected) return { state: 'active', journal: [], rejected };
        if (error instanceof WorkflowNotFoundError) return afterTheEnd(caseId, stimulus.id, after);
        throw error;
      }
    },

    journal,
    state: (caseId) =>
      within(caseId, () => client.workflow.getHandle(caseId).query<CaseState | undefined>(stateQuery)),

    async describe(caseId) {
      try {
        const { status, historyLength, runId } = await within(caseId, () =>
          client.workflow.getHandle(caseId).describe(),
        );
        return { status: status.name, historyLength, runId };
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw error;
      }
    },

    async startBatch(input) {
      try {
        await within(input.batchId, () =>
          client.workflow.start(batchType, {
            ...{ workflowId: batchWorkflowId(input.batchId), taskQueue: queue, args: [input] },
            ...{ workflowIdConflictPolicy: 'USE_EXISTING', workflowIdReusePolicy: 'REJECT_DUPLICATE' },
          }),
        );
      } catch (error) {
        if (!isAlreadyStarted(error)) throw error;
      }
    },

    async steerBatch(batchId, act, id) {
      try {
        return await within(batchId, () =>
          client.workflow
            .getHandle(batchWorkflowId(batchId))
            .executeUpdate<BatchStanding['state'], [BatchSteering]>(steerUpdate, {
              args: [act],
              updateId: id,
            }),
        );
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw error;
      }
    },

    async setSchedules(wanted, unwanted) {
      for (const one of unwanted) await within(one.processId, () => dropSchedule(client, one));
      for (const one of wanted) await within(one.processId, () => putSchedule(client, queue, one));
    },

    async ready() {
      await deadline(2_000, () =>
        client.workflowService.describeNamespace({ namespace: options.namespace ?? 'default' }),
      );
    },

    async close() {
      // A call under way retries on its own; without its channel that would end the process.
      while (calls.size > 0) await Promise.allSettled(calls);
      await own?.close();
    },
  };

  /** A case that has ended may have taken the stimulus as its last, and the answer was lost on the way. */
  async function afterTheEnd(caseId: string, id: string, after: number): Promise<CaseAnswer> {
    const answer = await journal(caseId, after).catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    });
    if (!answer)
      return {
        state: 'cancelled',
        journal: [],
        rejected: { code: 'unknown-case', message: `case ${caseId} is not known to Temporal` },
      };
    if (answer.journal.some((entry) => entry.kind === 'stimulus' && entry.id === id))
      return { ...answer, repeated: true };
    return { ...answer, rejected: { code: 'not-active', message: `the case has ended: ${answer.state}` } };
  }
}

/** Adds Opora's search attributes to a namespace that lacks them; needs operator rights. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(searchAttributes).filter((name) => !customAttributes?.[name]);
  const keyword = 2; // temporal.api.enums.v1.IndexedValueType
  if (missing.length > 0)
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
    });
}

function rejectionOf(error: unknown): Rejection | undefined {
  if (
    !(error instanceof WorkflowUpdateFailedError) ||
    !(error.cause instanceof ApplicationFailure) ||
    error.cause.type !== 'Rejected'
  )
    return undefined;
  return (
    (error.cause.details?.[0] as Rejection | undefined) ?? { code: 'not-open', message: error.cause.message }
  );
}

const isAlreadyStarted = (error: unknown): boolean =>
  error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError';

/** gRPC codes that leave open whether the act took effect: cancelled, deadline exceeded, resource exhausted, internal, unavailable. */
const openCodes = new Set([1, 4, 8, 13, 14]);

function isUnreachable(error: unknown): boolean {
  for (let found: unknown = error; found instanceof Error; found = found.cause) {
    if (found instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
    if (isGrpcServiceError(found) && openCodes.has(found.code)) return true;
  }
  return false;
}
