import type { TriggerBehavior } from '../core/behavior.ts';
import type { Trigger } from '../model/types.ts';

/** Ends everything else in the scope; the scope then goes on as completed (BPMN 2.0.2, 10.5.3). */
export const terminate: TriggerBehavior<Extract<Trigger, { kind: 'terminate' }>> = {
  throw(visit) {
    const { run } = visit;
    const { scope, node } = visit.instance;
    visit.leave([]);
    run.terminateChildren(scope, `terminated by ${node}`);
    const around = run.visit(scope);
    around.prepared.behavior.terminated?.(around);
    return 'stays';
  },
};
