import { defineElement } from '../core/behavior.ts';

/** Waits for a token on every incoming flow, then takes every outgoing one; conditions do not matter (BPMN 2.0.2, 13.4.1). */
export const parallelGateway = defineElement('bpmn:ParallelGateway', {
  enter: (visit) => visit.leave(visit.prepared.outgoing),
  gathering: {
    ready(node, tokens) {
      if (!node.incoming.every((flow) => tokens[flow])) return undefined;
      return { take: Object.fromEntries(node.incoming.map((flow) => [flow, 1])) };
    },
  },
});
