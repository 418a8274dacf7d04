import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** Bundles the workflow of cases for the sandbox. The engine is loaded once per worker and shared by all its cases. */
export function bundleCases(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(import.meta.resolve('@opora/host/workflow')),
    preloadModules: [require.resolve('@opora/engine')],
    // cron-parser can also read crontab files, which the engine never does.
    ignoreModules: ['fs', 'fs/promises'],
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
  });
}
