import { defineElement } from '../core/behavior.ts';

/** Takes the first flow whose condition holds, else the default flow; without either it raises an incident (BPMN 2.0.2, 13.4.2). */
export const exclusiveGateway = defineElement('bpmn:ExclusiveGateway', {
  enter(visit) {
    const { outgoing } = visit.prepared;
    if (outgoing.length === 0) return visit.leave([]);
    const isDefault = (id: string): boolean => id === visit.node.defaultFlow;
    const flow =
      outgoing.find(
        (one) => !isDefault(one.id) && (one.condition === undefined || visit.holds(one.condition)),
      ) ?? visit.defaultFlow;
    if (!flow)
      return visit.fail('no-flow', 'expected a flow whose condition holds, or a default flow; found none');
    visit.leave([flow]);
  },
});
