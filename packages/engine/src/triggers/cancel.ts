import type { TriggerBehavior } from '../core/behavior.ts';
import type { Trigger } from '../model/types.ts';

/** Cancels the transaction around it (BPMN 2.0.2, 10.3.5); the transaction itself knows how. */
export const cancel: TriggerBehavior<Extract<Trigger, { kind: 'cancel' }>> = {
  throw(visit) {
    const { run } = visit;
    for (let at = run.find(visit.instance.scope); at !== undefined; at = run.find(at.scope)) {
      const around = run.visit(at.id);
      if (!around.prepared.behavior.cancelled || (around.prepared.marker && !at.iteration)) continue;
      around.prepared.behavior.cancelled(around);
      return 'stays';
    }
    return visit.fail('cancel', 'expected a transaction around the cancel event, found none');
  },
};
