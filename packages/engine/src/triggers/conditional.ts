import type { TriggerBehavior } from '../core/behavior.ts';
import type { Trigger } from '../model/types.ts';

/**
 * A condition over variables: happens when it turns true, at once if it holds already (BPMN 2.0.2, 10.5.5).
 * `zeebe:conditionalFilter` names the variables, or the kinds of change, without which it does not happen later.
 */
export const conditional: TriggerBehavior<Extract<Trigger, { kind: 'conditional' }>> = {
  wait(visit, { condition, variableNames, variableEvents }) {
    const text = 'feel' in condition ? condition.feel : condition.text;
    const names = visit.texts(variableNames);
    if (names.length === 0 && !variableEvents) return { kind: 'condition', condition: { text } };
    return {
      kind: 'condition',
      condition: {
        text,
        ...(names.length > 0 && { names }),
        ...(variableEvents && { events: variableEvents }),
        due: true,
      },
    };
  },
  check({ variableNames, variableEvents = [] }, node) {
    const unknown = variableEvents.filter((event) => event !== 'create' && event !== 'update');
    if (unknown.length > 0) {
      const message = `expected variableEvents to be create, update or both, found «${unknown.join(', ')}»`;
      return [{ rule: 'variable-events', message, severity: 'error' }];
    }
    const startsCases = node.type === 'bpmn:StartEvent' && node.interrupting === undefined;
    if (!startsCases || (!variableNames && variableEvents.length === 0)) return [];
    const message = 'a filter of variables has no effect here: the condition is looked at when a case starts';
    return [{ rule: 'filter-at-start', message, severity: 'warning' }];
  },
};
