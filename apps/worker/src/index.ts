export { createActivities } from './activities.ts';
export { bundleCases } from './bundle.ts';
export { createCaseWorker, type CaseWorkerOptions } from './case-worker.ts';
export { connectors } from './connectors/index.ts';
export { FinalFailure, type Connector, type ConnectorContext } from './connectors/connector.ts';
