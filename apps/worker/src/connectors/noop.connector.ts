import type { Connector } from './connector.ts';

/** Does nothing: a step that only marks a point of the process. */
export const noop: Connector = async () => ({});
