import { defineElement } from '../core/behavior.ts';
import { inclusiveGateway } from './inclusive-gateway.ts';

/**
 * Starts when its activation condition over `activationCount` holds, once; the tokens of the other flows are used up
 * without effect, and then it can start again (BPMN 2.0.2, 13.4.5). Leaves like an inclusive gateway.
 */
export const complexGateway = defineElement('bpmn:ComplexGateway', {
  enter: inclusiveGateway.enter,
  gathering: {
    ready(node, tokens, { atRest, memory, canArrive, holds }) {
      const waiting = Object.keys(tokens);
      const take = Object.fromEntries(waiting.map((flow) => [flow, 1]));
      const fired = memory as string[] | undefined;
      if (!fired) {
        const all = node.incoming.every((flow) => tokens[flow]);
        const count = waiting.reduce((sum, flow) => sum + tokens[flow]!, 0);
        const starts =
          all ||
          (count > 0 &&
            node.activationCondition &&
            holds(node.activationCondition, { activationCount: count }));
        if (!starts) return undefined;
        return all ? { take } : { take, memory: waiting };
      }
      const open = node.incoming.filter((flow) => !fired.includes(flow));
      const complete = open.every((flow) => tokens[flow]);
      if (!complete && (!atRest || canArrive())) return undefined;
      return {
        take: Object.fromEntries(open.filter((flow) => tokens[flow]).map((flow) => [flow, 1])),
        enter: false,
        memory: null,
      };
    },
  },
});
