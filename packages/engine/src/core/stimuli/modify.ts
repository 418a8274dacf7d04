import { openEventSubprocesses } from '../events.ts';
import { afterwards, isEnding, isLeaving } from '../leaving.ts';
import type { Prepared, PreparedNode } from '../prepared.ts';
import type { Run } from '../run.ts';
import { tableGet, tableValues } from '../table.ts';
import type { CaseState, Rejection, Stimulus, Variables } from '../types.ts';
import type { StimulusHandler } from './handler.ts';

type Modify = Extract<Stimulus, { type: 'modify' }>;
type Details = NonNullable<Rejection['details']>;

/** Moves tokens: starts them at nodes, with the scopes around, and takes element instances down. */
export const modify: StimulusHandler<Modify> = {
  whileSuspended: 'taken',
  refuses(prepared, state, stimulus) {
    if (isEnding(tableGet(state.elements, 1)))
      return { code: 'cannot-modify', message: 'the case is being ended; nothing was changed' };
    const details = [...unknownTargets(prepared, stimulus), ...unknownInstances(state, stimulus)];
    if (details.length === 0) return undefined;
    return {
      code: 'cannot-modify',
      message: 'the case cannot be changed like this; nothing was changed',
      details,
    };
  },
  apply(run, { activate, terminate }) {
    for (const { node, variables } of activate) startAt(run, run.node(node), variables);
    const scopes = terminate.map((id) => run.find(id)?.scope ?? 0);
    for (const id of terminate) run.terminate(id, 'modified', 'modified');
    const activated = activate.length > 0;
    terminate.forEach((id, i) => afterwards(run, id, { do: 'empty', scope: scopes[i]!, activated }));
  },
};

function unknownTargets(prepared: Prepared, { activate }: Modify): Details {
  return activate.flatMap(({ node }) => {
    const target = prepared.nodes.get(node);
    if (!target) return [{ node, message: `process ${prepared.model.processId} has no element «${node}»` }];
    if (!target.node.scope) return [{ node, message: 'a token cannot be started at the process itself' }];
    if (target.node.eventSubprocess)
      return [
        { node, message: 'an event subprocess starts by its event; start a token at an element inside it' },
      ];
    if (target.node.attachedTo)
      return [{ node, message: 'a boundary event starts by its event; start a token behind it' }];
    return [];
  });
}

const unknownInstances = (state: CaseState, { terminate }: Modify): Details =>
  terminate.flatMap((element) => {
    const instance = tableGet(state.elements, element);
    if (element === 1) return [{ element, message: 'the process itself is ended by cancelling the case' }];
    if (!instance) return [{ element, message: 'is not active' }];
    return isLeaving(instance) ? [{ element, message: 'is being taken down already' }] : [];
  });

/**
 * Starts a token at the node, in the newest instance of each scope around it; scopes that are not there are made. The
 * variables are set first, where a result would go: in the nearest scope that has them, else in the process (Zeebe).
 */
function startAt(run: Run, node: PreparedNode, variables: Variables = {}): void {
  const path: PreparedNode[] = [];
  for (let at = node.node.scope; at !== undefined; at = run.node(at).node.scope) path.unshift(run.node(at));
  let scope = 0;
  let missing = path.length;
  for (const [i, around] of path.entries()) {
    const found = instanceOf(run, around, scope);
    if (found === undefined) {
      missing = i;
      break;
    }
    scope = found;
  }
  run.propagate(scope, variables);
  for (const around of path.slice(missing)) scope = makeScope(run, around, scope);
  run.activate(node, scope);
}

function instanceOf(run: Run, node: PreparedNode, scope: number): number | undefined {
  const fits = tableValues(run.state.elements).filter(
    (one) =>
      one.node === node.id && !isLeaving(one) && (node.marker ? one.iteration === true : one.scope === scope),
  );
  return fits.at(-1)?.id;
}

function makeScope(run: Run, node: PreparedNode, scope: number): number {
  let id = run.spawn(node, scope);
  run.attach(run.visit(id), node.boundary);
  if (node.marker) {
    run.visit(id).remember({ total: 1, done: 0 });
    id = run.spawn(node, id, { index: 1, iteration: true });
  }
  openEventSubprocesses(run.visit(id));
  return id;
}
