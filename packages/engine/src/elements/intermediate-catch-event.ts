import { defineElement } from '../core/behavior.ts';
import { eventWaits } from '../core/events.ts';

/** Waits until its event happens; a multiple event for the first of several, a parallel multiple for all (BPMN 2.0.2, 13.5.2). */
export const intermediateCatchEvent = defineElement('bpmn:IntermediateCatchEvent', {
  begins: () => false,
  comesFrom: (node, { model }) => {
    const isHere = (id: string): boolean =>
      model.nodes[id]!.triggers?.some((one) => one.kind === 'link' && one.target === node.id) ?? false;
    return Object.keys(model.nodes).filter(isHere);
  },
  enter(visit) {
    const specs = eventWaits(visit, visit.prepared);
    if (specs.length === 0) return visit.complete();
    for (const spec of specs) visit.open(spec);
  },
  resume(visit, wait, variables) {
    visit.done(wait);
    if (visit.node.parallelMultiple && visit.instance.waits) return visit.run.propagate(visit.id, variables);
    visit.complete(variables);
  },
  caught(run, wait, variables) {
    const gateway = run.visit(wait.element);
    const flow = gateway.prepared.outgoing.find((one) => one.target === wait.node);
    const { scope } = gateway.instance;
    run.closeWait(wait, 'done');
    gateway.leave([]);
    if (flow) run.record({ kind: 'flow.taken', flow: flow.id, node: flow.target, scope });
    run.happen(run.node(wait.node), scope, variables, flow?.id);
  },
});
