import { defineElement } from '../core/behavior.ts';
import { openEventSubprocesses } from '../core/events.ts';
import { subProcess } from './sub-process.ts';

/**
 * Its elements are started by an expression or by a person, in any order and number; it completes by its completion
 * condition, else when the elements the expression named are done, else when a person says so (BPMN 2.0.2, 13.3.6).
 */
export const adHocSubProcess = defineElement('bpmn:AdHocSubProcess', {
  isScope: true,
  check: subProcess.check!,
  enter(visit) {
    const { activeElements } = visit.node.adhoc!;
    const nodes = visit.texts(activeElements);
    const unknown = nodes.filter((id) => !visit.node.children?.includes(id));
    if (unknown.length > 0)
      visit.fail('ad-hoc', `expected elements of the subprocess, found ${unknown.join(', ')}`);
    openEventSubprocesses(visit);
    for (const id of nodes) visit.run.activate(visit.run.node(id), visit.id);
  },
  childEnded(visit) {
    const { completionCondition, cancelRemaining } = visit.node.adhoc!;
    if (!completionCondition || !visit.holds(completionCondition)) return;
    visit.remember({ enough: true });
    if (cancelRemaining) visit.run.terminateChildren(visit.id, 'ad-hoc subprocess is complete', 'cancelled');
  },
  cleared: (visit) => visit.complete(),
  emptied(visit) {
    if (visit.data.enough || (visit.node.adhoc!.activeElements && !visit.node.adhoc!.completionCondition))
      visit.complete();
  },
});
