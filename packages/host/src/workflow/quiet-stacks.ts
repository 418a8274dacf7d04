/**
 * Loaded before any case: errors in the sandbox carry no stack. The SDK takes a stack for every promise that a workflow
 * makes, for its stack query, and that costs more than the step of a case itself. `OPORA_WORKFLOW_STACKS=1` leaves it out.
 */
Error.stackTraceLimit = 0;

export {};
