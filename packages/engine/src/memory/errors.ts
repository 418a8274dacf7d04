import type { Rejection, Variables } from '../core/types.ts';

/** Thrown by a connector: a BPMN error that the model may catch. */
export class BpmnError extends Error {
  constructor(
    readonly code: string,
    message: string = code,
    readonly variables: Variables = {},
  ) {
    super(message);
    this.name = 'BpmnError';
  }
}

/** Thrown by a connector: an attempt failed; says how many are left. */
export class JobFailure extends Error {
  constructor(
    message: string,
    readonly retries: number,
  ) {
    super(message);
    this.name = 'JobFailure';
  }
}

/** A refused stimulus, thrown where nobody asked for the refusal. */
export class RejectedError extends Error {
  constructor(readonly rejection: Rejection) {
    super(`${rejection.code}: ${rejection.message}`);
  }
}
