import type { Prepared } from '../prepared.ts';
import type { Run } from '../run.ts';
import { tableGet } from '../table.ts';
import type { CaseState, Rejection, Stimulus, Wait, WaitKind } from '../types.ts';

/** One kind of stimulus: whether it can be taken now, and what it does. */
export interface StimulusHandler<S extends Stimulus = Stimulus> {
  /** While the case is suspended: refused (people), kept for later (the world outside), or taken (the operator). */
  readonly whileSuspended: 'refused' | 'deferred' | 'taken';
  refuses(prepared: Prepared, state: CaseState, stimulus: S): Rejection | undefined;
  apply(run: Run, stimulus: S): void;
}

/** The open wait of one of the kinds, or a refusal that says what is wrong. */
export function openWait(state: CaseState, id: number, kinds: WaitKind[]): Wait | Rejection {
  const wait = tableGet(state.waits, id);
  if (wait !== undefined && kinds.includes(wait.kind)) return wait;
  const found = wait === undefined ? 'it has been completed or taken back' : `found a ${wait.kind}`;
  return { code: 'not-open', message: `expected number ${id} to be an open ${kinds.join(' or ')}; ${found}` };
}

/** A refusal when the wait is not open. */
export function refuseUnlessOpen(state: CaseState, id: number, ...kinds: WaitKind[]): Rejection | undefined {
  const found = openWait(state, id, kinds);
  return 'code' in found ? found : undefined;
}
