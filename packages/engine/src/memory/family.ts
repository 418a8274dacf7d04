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
