/** Working time alone, without what the sandbox of workflows does not need. */
export * from './calendar/functions.ts';
