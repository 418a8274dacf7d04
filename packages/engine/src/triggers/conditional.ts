import type { TriggerBehavior } from '../core/behavior.ts';
import type { Trigger } from '../model/types.ts';

/** A condition over variables: happens when it turns true, at once if it holds already (BPMN 2.0.2, 10.5.5). */
export const conditional: TriggerBehavior<Extract<Trigger, { kind: 'conditional' }>> = {
  wait(_visit, { condition }) {
    return { kind: 'condition', condition: { text: 'feel' in condition ? condition.feel : condition.text } };
  },
};
