import { defineElement } from '../core/behavior.ts';

/** Waits for every token that can still arrive, then takes every flow whose condition holds, else the default flow (BPMN 2.0.2, 13.4.3). */
export const inclusiveGateway = defineElement('bpmn:InclusiveGateway', {
  enter(visit) {
    if (visit.prepared.outgoing.length === 0) return visit.leave([]);
    const holding = visit.holdingFlows();
    const flows = holding.length > 0 || !visit.defaultFlow ? holding : [visit.defaultFlow];
    if (flows.length === 0)
      visit.fail('no-flow', 'expected a flow whose condition holds, or a default flow; found none');
    visit.leave(flows);
  },
  gathering: {
    ready(node, tokens, { atRest, canArrive }) {
      const all = node.incoming.every((flow) => tokens[flow]);
      if (!all && (!atRest || canArrive())) return undefined;
      return { take: Object.fromEntries(Object.keys(tokens).map((flow) => [flow, 1])) };
    },
  },
});
