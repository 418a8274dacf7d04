import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';

/**
 * Bundles the workflow of cases for the sandbox. The engine is loaded once per worker and shared by all its cases: it keeps
 * nothing but what it has compiled, by content. `sources` bundles the TypeScript sources (tests) instead of what was built;
 * `stacks` keeps stack traces of errors in workflow code, which a worker in service can do without.
 */
export function bundleCases({
  sources = false,
  stacks = process.env['OPORA_WORKFLOW_STACKS'] === '1',
} = {}): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(
      new URL(import.meta.url.endsWith('.ts') ? './case-workflow.ts' : './case-workflow.js', import.meta.url),
    ),
    preloadModules: ['@opora/engine', ...(stacks ? [] : ['@opora/host/quiet-stacks'])],
    // cron-parser can also read crontab files, which the engine never does.
    ignoreModules: ['fs', 'fs/promises'],
    webpackConfigHook: (config) =>
      sources
        ? { ...config, resolve: { ...config.resolve, conditionNames: ['opora-source', 'import', 'require'] } }
        : config,
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
  });
}
