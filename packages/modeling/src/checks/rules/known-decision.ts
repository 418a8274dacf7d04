import { extension, fixedText } from '../moddle.ts';
import { defineRule } from '../rule.ts';

/** A decision that a task asks has to be in the project. */
export const knownDecision = defineRule(
  'known-decision',
  'error',
  'bpmn:BusinessRuleTask',
  (task, { decisions }) => {
    const decision = fixedText(extension(task, 'zeebe:CalledDecision'), 'decisionId');
    if (decision === undefined || !decisions || decisions.includes(decision)) return undefined;
    return { values: { decision }, fix: { kind: 'create-decision', element: task.id!, decision } };
  },
);
