import { defineElement } from '../core/behavior.ts';
import { compensate, compensateNext } from '../core/compensation.ts';
import { afterwards } from '../core/leaving.ts';
import type { Visit } from '../core/visit.ts';
import { subProcess } from './sub-process.ts';

/** A subprocess that can be cancelled: what it completed is compensated, then its cancel boundary event happens (BPMN 2.0.2, 10.3.5). */
export const transaction = defineElement('bpmn:Transaction', {
  isScope: true,
  check: subProcess.check!,
  enter: subProcess.enter,
  cancelled(visit) {
    visit.run.terminateChildren(visit.id, 'transaction cancelled');
    afterwards(visit.run, visit.id, { do: 'go-on' });
  },
  cleared(visit) {
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
  const owner = iteration ? scope : visit.id;
  run.terminate(owner, 'transaction cancelled');
  if (event) afterwards(run, owner, { do: 'happen', node: event.id, scope: around, result: {} });
}
