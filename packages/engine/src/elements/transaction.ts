import { defineElement } from '../core/behavior.ts';
import { compensate, compensateNext } from '../core/compensation.ts';
import type { Visit } from '../core/visit.ts';
import { subProcess } from './sub-process.ts';

/** A subprocess that can be cancelled: what it completed is compensated, then its cancel boundary event happens (BPMN 2.0.2, 10.3.5). */
export const transaction = defineElement('bpmn:Transaction', {
  isScope: true,
  check: subProcess.check!,
  enter: subProcess.enter,
  cancelled(visit) {
    visit.run.terminateChildren(visit.id, 'transaction cancelled');
    visit.remember({ cancelling: true });
    if (!compensate(visit, undefined, visit.id)) leaveCancelled(visit);
  },
  told(visit) {
    if (!compensateNext(visit)) leaveCancelled(visit);
  },
  emptied(visit) {
    if (!visit.data.cancelling) visit.complete();
  },
});

function leaveCancelled(visit: Visit): void {
  const { run, prepared } = visit;
  const { scope, iteration } = visit.instance;
  const event = prepared.boundary.find(({ node }) =>
    node.triggers?.some((trigger) => trigger.kind === 'cancel'),
  );
  const around = iteration ? run.find(scope)!.scope : scope;
  run.terminate(iteration ? scope : visit.id, 'transaction cancelled');
  if (event) run.happen(event, around, {});
}
