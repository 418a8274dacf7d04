import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';

/**
 * Bundles the workflow of cases for the sandbox. The engine is loaded once per worker and shared by all its cases: it keeps
 * nothing but what it has compiled, by content. `sources` bundles the TypeScript sources (tests) instead of what was built.
 */
export function bundleCases({ sources = false } = {}): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(
      new URL(import.meta.url.endsWith('.ts') ? './case-workflow.ts' : './case-workflow.js', import.meta.url),
    ),
    preloadModules: ['@opora/engine'],
    // cron-parser can also read crontab files, which the engine never does.
    ignoreModules: ['fs', 'fs/promises'],
    webpackConfigHook: (config) =>
      sources
        ? { ...config, resolve: { ...config.resolve, conditionNames: ['opora-source', 'import', 'require'] } }
        : config,
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
  });
}
