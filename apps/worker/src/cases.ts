export { bundleCases } from './bundle.ts';
export { createCaseWorker, type CaseWorkerOptions } from './case-worker.ts';
