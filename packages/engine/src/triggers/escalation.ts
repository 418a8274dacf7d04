import type { TriggerBehavior } from '../core/behavior.ts';
import { throwEscalation } from '../core/catching.ts';
import type { Trigger } from '../model/types.ts';

/** An escalation: tells the scopes around; only a catching event that interrupts ends anything (BPMN 2.0.2, 10.5.6). */
export const escalation: TriggerBehavior<Extract<Trigger, { kind: 'escalation' }>> = {
  throw(visit, trigger) {
    throwEscalation(visit.run, visit.id, visit.text(trigger.code) ?? '', {});
    return visit.isAlive ? 'complete' : 'stays';
  },
};
