import type { CaseEnd, CaseState, ElementInstance, Json, Variables, WaitId, WaitOutcome } from './types.ts';
import { hear, beginWith } from './listeners.ts';
import type { Run } from './run.ts';
import { tableValues } from './table.ts';
import type { Visit } from './visit.ts';

/** Private state of an instance that is being taken down and cannot go yet: the reason. */
const LEAVING = 'leaving';
/** Private state of an instance: what follows when the last of what was taken down is gone. */
export const AFTERWARDS = 'afterwards';

/** Private state of an instance that is being taken down: the wait whose other side has to come to its end first. */
const OUTLASTED = 'outlasted';

/** From this number on a caller waits for the end of a called case that it takes down (docs/reference/semantics.md). */
const UNTIL_CALLED_ENDS = 5;

/** What follows on a takedown: plain JSON, since listeners may have to answer first. */
export type Afterwards =
  /** An event happens in the scope. */
  | { do: 'happen'; node: string; scope: number; result: Variables }
  /** An event subprocess begins at its start event. */
  | { do: 'begin'; node: string; result: Variables }
  /** The element or its marker goes on (verb `cleared`). */
  | { do: 'go-on' }
  /** A scope that lost its last token by hand ends with it. */
  | { do: 'empty'; scope: number; activated: boolean }
  /** The case ends. */
  | { do: 'end'; status: CaseEnd['status']; error?: CaseEnd['error'] };

/** Is the instance being taken down, and waits for listeners of it or of what is in it? */
export const isLeaving = (instance: ElementInstance): boolean => instance.data?.[LEAVING] !== undefined;

const afterwardsOf = (instance: ElementInstance | undefined): Afterwards | undefined =>
  instance?.data?.[AFTERWARDS] as unknown as Afterwards | undefined;

/** Is the instance, or everything in it, being taken down? */
export const isClearing = (instance: ElementInstance): boolean =>
  isLeaving(instance) || afterwardsOf(instance) !== undefined;

/** Is the whole case being taken down? `root` is its process. */
export const isEnding = (root: ElementInstance | undefined): boolean => afterwardsOf(root)?.do === 'end';

/**
 * Takes instances down, contents before containers. One that has listeners for that stays, with the scopes around it
 * that go too, until they have answered; it waits for nothing else any more and nothing else moves in it.
 */
export function takeDown(run: Run, ids: number[], reason: string, outcome: WaitOutcome): void {
  for (const id of ids) {
    const visit = run.visit(id);
    // What was to follow on an earlier takedown inside is overtaken by this one.
    if (afterwardsOf(visit.instance)) visit.remember({ [AFTERWARDS]: null });
    if (isLeaving(visit.instance)) continue;
    const parting = visit.prepared.behavior.parting?.(visit);
    const outlasted = outlastedBy(visit);
    run.closeWaits(id, outcome);
    run.resolveIncidents(id);
    if (!parting && outlasted === undefined && visit.instance.children === 0) {
      run.gone(id, reason);
      continue;
    }
    visit.remember({ [LEAVING]: reason, ...(outlasted !== undefined && { [OUTLASTED]: outlasted }) });
    run.stop(id);
    if (parting) hear(visit, parting.event, parting.about);
  }
}

/** The wait that the instance goes on for while it is taken down; nothing follows on the end of a case that nobody called. */
function outlastedBy({ run, prepared, id }: Visit): WaitId | undefined {
  if (run.state.semantics < UNTIL_CALLED_ENDS || run.endsUncalled) return undefined;
  return run.waitsOf(id).find((wait) => prepared.behavior.outlasts?.(wait))?.id;
}

/** The instance that is being taken down and waits for the other side of a wait to come to its end. */
export const outlastedInstance = (state: CaseState, wait: WaitId): ElementInstance | undefined =>
  tableValues(state.elements).find((one) => one.data?.[OUTLASTED] === wait);

/** The other side of a wait came to its end, in whatever way: what was taken down with it goes. */
export function otherSideEnded(run: Run, wait: WaitId): void {
  const instance = outlastedInstance(run.state, wait);
  if (instance) depart(run.visit(instance.id));
}

/** Does what follows on a takedown as soon as all of it is gone: of the instance itself, or of everything in it. */
export function afterwards(run: Run, id: number, what: Afterwards): void {
  const instance = run.find(id);
  if (instance && (isLeaving(instance) || instance.children > 0))
    run.visit(id).remember({ [AFTERWARDS]: what as unknown as Json });
  else follow(run, id, what);
}

/** An instance that was to be taken down has nothing left to wait for: it goes, and with it what only waited for it. */
export function depart(visit: Visit): void {
  const { run, id, instance } = visit;
  const { scope, data } = instance;
  run.gone(id, data?.[LEAVING] as string);
  const what = afterwardsOf(instance);
  if (what) follow(run, id, what);
  const around = run.find(scope);
  if (!around) return;
  if (isLeaving(around)) {
    if (around.children === 0) depart(run.visit(scope));
    return;
  }
  const next = afterwardsOf(around);
  if (!next || tableValues(run.state.elements).some((one) => one.scope === scope && isLeaving(one))) return;
  run.visit(scope).remember({ [AFTERWARDS]: null });
  follow(run, scope, next);
}

function follow(run: Run, id: number, what: Afterwards): void {
  switch (what.do) {
    case 'happen':
      return void run.happen(run.node(what.node), what.scope, what.result);
    case 'begin': {
      const start = run.node(what.node);
      return beginWith(run, run.spawn(run.node(start.node.scope!), id), start, what.result);
    }
    case 'go-on': {
      const visit = run.visit(id);
      const { marker, behavior } = visit.prepared;
      return marker && !visit.instance.iteration ? marker.cleared!(visit) : behavior.cleared!(visit);
    }
    case 'empty':
      return takeDownEmpty(run, what.scope, what.activated);
    case 'end':
      return run.close(what.status, what.error);
  }
}

/** A scope that lost its last token by hand ends with it, instead of going on as if it had completed. */
function takeDownEmpty(run: Run, scope: number, activated: boolean): void {
  const instance = run.find(scope);
  if (!instance || instance.children > 0 || instance.tokens) return;
  if (scope === 1) {
    if (!activated) run.end('cancelled');
    return;
  }
  run.terminate(scope, 'modified', 'modified');
  takeDownEmpty(run, instance.scope, activated);
}
