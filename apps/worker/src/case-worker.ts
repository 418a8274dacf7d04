import type { PayloadCodec } from '@temporalio/common';
import { Worker, type NativeConnection, type WorkflowBundleOption } from '@temporalio/worker';
import { taskQueue, type BatchActivities, type CaseActivities, type StartActivities } from '@opora/host';

/** What a worker of cases is made of. */
export interface CaseWorkerOptions {
  connection: NativeConnection;
  namespace?: string;
  taskQueue?: string;
  bundle: WorkflowBundleOption;
  activities: CaseActivities & BatchActivities & StartActivities;
  codec?: PayloadCodec;
  /** Cases kept in memory between their steps. */
  cachedCases?: number;
}

/** Makes a Temporal worker that runs cases of every process. */
export function createCaseWorker(options: CaseWorkerOptions): Promise<Worker> {
  return Worker.create({
    connection: options.connection,
    namespace: options.namespace ?? 'default',
    taskQueue: options.taskQueue ?? taskQueue,
    workflowBundle: options.bundle,
    activities: { ...options.activities },
    ...(options.codec && { dataConverter: { payloadCodecs: [options.codec] } }),
    maxCachedWorkflows: options.cachedCases ?? 2000,
    maxConcurrentWorkflowTaskExecutions: 40,
    shutdownGraceTime: '10s',
  });
}
