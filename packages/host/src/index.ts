export * from './ids.ts';
export type * from './protocol.ts';
export { eventsPerRun, type RunLimits } from './hand-over.ts';
export { connectorPrefix, isConnectorType } from './connector-types.ts';
export { searchAttributePairs } from './search-attributes.ts';
