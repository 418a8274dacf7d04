import { defineElement } from '../core/behavior.ts';
import { openEventSubprocesses } from '../core/events.ts';
import type { Visit } from '../core/visit.ts';
import { subProcess } from './sub-process.ts';

/** From this number on elements of a sequential one run in turn (docs/reference/semantics.md). */
const IN_TURN = 5;

/**
 * Its elements are started by an expression or by a person, in any order and number; it completes by its completion
 * condition, else when the elements the expression named are done, else when a person says so (BPMN 2.0.2, 13.3.6).
 * A sequential one runs one element at a time, in the order of the expression (10.3.5).
 */
export const adHocSubProcess = defineElement('bpmn:AdHocSubProcess', {
  isScope: true,
  check: subProcess.check!,
  enter(visit) {
    const nodes = chosen(visit);
    const unknown = nodes.filter((id) => !visit.node.children?.includes(id));
    if (unknown.length > 0)
      visit.fail('ad-hoc', `expected elements of the subprocess, found ${unknown.join(', ')}`);
    openEventSubprocesses(visit);
    const isInTurn = visit.node.adhoc!.sequential && visit.run.state.semantics >= IN_TURN;
    if (isInTurn && nodes.length > 1) visit.remember({ queued: nodes.slice(1) });
    for (const id of isInTurn ? nodes.slice(0, 1) : nodes) visit.run.activate(visit.run.node(id), visit.id);
  },
  childEnded(visit) {
    const { completionCondition, cancelRemaining } = visit.node.adhoc!;
    if (!completionCondition || !visit.holds(completionCondition)) return;
    visit.remember({ enough: true });
    if (cancelRemaining) visit.run.terminateChildren(visit.id, 'ad-hoc subprocess is complete', 'cancelled');
  },
  cleared: (visit) => visit.complete(),
  terminated(visit) {
    if (visit.run.state.semantics >= IN_TURN) visit.remember({ enough: true });
  },
  emptied(visit) {
    const { enough, queued } = visit.data;
    const [next, ...rest] = enough ? [] : ((queued ?? []) as string[]);
    if (next !== undefined) {
      visit.remember({ queued: rest.length > 0 ? rest : null });
      visit.run.activate(visit.run.node(next), visit.id);
    } else if (enough || (visit.node.adhoc!.activeElements && !visit.node.adhoc!.completionCondition))
      visit.complete();
  },
});

/** Ids of the elements that the expression names; none without an expression. */
function chosen(visit: Visit): string[] {
  const { activeElements } = visit.node.adhoc!;
  if (activeElements === undefined) return [];
  if (visit.run.state.semantics >= IN_TURN && visit.evaluate(activeElements) === null)
    visit.fail('ad-hoc', 'expected a list of elements of the subprocess, found null');
  return visit.texts(activeElements);
}
