import type { TriggerBehavior } from '../core/behavior.ts';
import type { Trigger } from '../model/types.ts';

/** A link: the token goes on at the catching link of the same name in the same scope (BPMN 2.0.2, 10.5.5). */
export const link: TriggerBehavior<Extract<Trigger, { kind: 'link' }>> = {
  check: (trigger, node) =>
    trigger.target !== undefined || node.type === 'bpmn:IntermediateCatchEvent'
      ? []
      : [
          {
            rule: 'no-link',
            message: `expected a catching link «${trigger.name}» in the same scope, found none`,
            severity: 'error',
          },
        ],
  throw(visit, trigger) {
    const { run } = visit;
    const { scope } = visit.instance;
    const target = run.node(trigger.target!);
    run.later(scope, () => run.find(scope) && run.activate(target, scope));
    return 'complete';
  },
};
