/** Job types with this prefix belong to built-in connectors; any other type waits for an outside worker. */
export const connectorPrefix = 'opora.';

/** Whether a built-in connector runs jobs of this type. The name alone decides, so that recorded histories never depend on a list. */
export const isConnectorType = (type: string): boolean => type.startsWith(connectorPrefix);

/** Connectors that answer in milliseconds and so run inside the workflow task (local activities), which costs one event instead of three and no round trip. */
const quickConnectors: ReadonlySet<string> = new Set(['opora.noop', 'opora.decision', 'opora.notify']);

/** Whether a job's first attempt is made as a local activity. A change of this list needs a `patched` branch: it decides the commands of running cases. */
export const isQuickConnector = (type: string): boolean => quickConnectors.has(type);
