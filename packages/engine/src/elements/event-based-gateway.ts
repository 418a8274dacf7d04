import { defineElement } from '../core/behavior.ts';
import { eventWaits } from '../core/events.ts';
import type { ModelNode } from '../model/types.ts';

const isCatching = (node: ModelNode | undefined): boolean =>
  node === undefined ||
  node.type === 'bpmn:ReceiveTask' ||
  (node.type === 'bpmn:IntermediateCatchEvent' &&
    (node.triggers ?? []).every(({ kind }) => kind !== 'none' && kind !== 'link'));

/**
 * Waits for the first of the events behind it; the others are given up (BPMN 2.0.2, 13.4.4). An instantiating one begins
 * a case by the first of them; when it is parallel, the case waits for all the others too (10.6.6).
 */
export const eventBasedGateway = defineElement('bpmn:EventBasedGateway', {
  check(node, { target }) {
    const others = node.outgoing.filter((flow) => !isCatching(target(flow)));
    if (others.length > 0)
      return [
        {
          rule: 'no-outgoing',
          message: `expected flows to catching events or receive tasks, found ${others.join(', ')} to something else`,
          severity: 'error',
        },
      ];
    if (node.outgoing.length > 0) return [];
    return [
      {
        rule: 'no-outgoing',
        message: 'expected flows to catching events or receive tasks, found none',
        severity: 'error',
      },
    ];
  },
  begun(run, scope, { node, outgoing }, first) {
    if (!node.parallelMultiple) return;
    for (const { id, target } of outgoing)
      if (target !== first.id) run.activate(run.node(target), scope, { flow: id });
  },
  enter(visit) {
    const events = visit.prepared.outgoing.map((flow) => visit.run.node(flow.target));
    const specs = events.flatMap((event) => eventWaits(visit, event).map((spec) => ({ spec, event })));
    for (const { spec, event } of specs) visit.open(spec, event.id);
  },
});
