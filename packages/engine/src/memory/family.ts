import type { CaseStatus, Effect, Stimulus } from '../core/types.ts';

/** What the end of a called case is to its caller. */
export function endOfChild(wait: number, end: Extract<Effect, { type: 'end' }>['end']): Stimulus {
  if (end.status === 'failed')
    return {
      type: 'throw-error',
      wait,
      code: end.error!.code,
      ...(end.error!.message === undefined ? {} : { message: end.error!.message }),
    };
  if (end.status === 'cancelled')
    return { type: 'fail-child', wait, message: 'the called case was cancelled' };
  return { type: 'complete-child', wait, variables: end.variables };
}

/** What the called cases of a case do when its status changes: they are held and go on with it. */
export function passedOn(before: CaseStatus, after: CaseStatus): Stimulus | undefined {
  if (before === 'active' && after === 'suspended')
    return { type: 'suspend', reason: 'the calling case was suspended' };
  if (before === 'suspended' && after === 'active')
    return { type: 'resume', reason: 'the calling case was resumed' };
  return undefined;
}

/** Processes that call each other deeper than this do so without an end. */
const DEEPEST_CALL = 100;

/** Why a case that was called through `depth` others cannot call one more, if so. */
export const refuseCall = (depth: number): string | undefined =>
  depth < DEEPEST_CALL
    ? undefined
    : `expected at most ${DEEPEST_CALL} cases to call each other in a row, found more; does a process call itself?`;
