import { addDuration, BpmnError } from '@opora/engine';
import type {
  BatchActivities,
  CaseActivities,
  ConnectorResult,
  ProjectRequest,
  Publication,
  StartActivities,
} from '@opora/host';
import {
  applyJournal,
  broadcastSignal,
  derivedId,
  fireTimerStart,
  NotDeployed,
  publishMessage,
  resolveProcess,
  type Database,
  type Queryable,
} from '@opora/store';
import { ApplicationFailure, cancellationSignal } from '@temporalio/activity';
import { batchActivities } from './batches.ts';
import { FinalFailure, type Connector } from './connectors/connector.ts';

/** How long a message that a case throws waits for a receiver unless the model says otherwise (as in Zeebe's examples: one hour). */
const defaultTimeToLive = 3_600_000;

/** The activities of cases and batches on a database and a table of connectors. */
export function createActivities(
  database: Database,
  connectors: { readonly [type: string]: Connector },
  env: NodeJS.ProcessEnv,
): CaseActivities & BatchActivities & StartActivities {
  return {
    ...batchActivities(database),

    fireTimerStart: (input) => fireTimerStart(database, input),

    async resolveProcess(call) {
      try {
        return await resolveProcess(database, call);
      } catch (error) {
        throw error instanceof NotDeployed
          ? ApplicationFailure.nonRetryable(error.message, 'NotDeployed')
          : error;
      }
    },

    async project({ info, entries, publications }: ProjectRequest) {
      if (publications.length === 0) {
        await applyJournal(database, info, entries);
        return;
      }
      await database.transaction(async (q) => {
        await applyJournal(q, info, entries);
        for (const publication of publications) await publish(q, info.caseId, publication);
      });
    },

    async runConnector(job): Promise<ConnectorResult> {
      const connector = connectors[job.type];
      if (!connector) {
        throw ApplicationFailure.nonRetryable(
          `Element ${job.node}: no connector for the job type "${job.type}"; this worker has ${Object.keys(connectors).join(', ')}.`,
          'NoConnector',
        );
      }
      try {
        return {
          kind: 'completed',
          variables: await connector(job, { database, env, signal: cancellationSignal() }),
        };
      } catch (error) {
        if (error instanceof BpmnError)
          return { kind: 'error', code: error.code, message: error.message, variables: error.variables };
        if (error instanceof FinalFailure) throw ApplicationFailure.nonRetryable(error.message, error.name);
        throw error;
      }
    },
  };
}

async function publish(
  q: Queryable,
  caseId: string,
  { kind, id, name, correlationKey, variables, timeToLive, heardInside }: Publication,
): Promise<void> {
  const key = derivedId(caseId, String(id));
  if (kind === 'signal')
    await broadcastSignal(q, {
      id: key,
      name,
      variables,
      ...(heardInside && { heard: { caseId, below: id } }),
    });
  else
    await publishMessage(q, {
      id: key,
      name,
      correlationKey,
      variables,
      timeToLive: lengthOf(timeToLive),
      publisher: caseId,
    });
}

function lengthOf(duration: string | undefined): number {
  if (duration === undefined) return defaultTimeToLive;
  try {
    return addDuration(0, duration, 'UTC');
  } catch {
    return defaultTimeToLive;
  }
}
