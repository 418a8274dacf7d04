import { groupsOf } from '../moddle.ts';
import { defineRule } from '../rule.ts';

/** A task offered to a role that nobody has is seen by nobody. */
export const knownRole = defineRule('known-role', 'error', 'bpmn:UserTask', (task, { roles }) => {
  const unknown = roles ? groupsOf(task).filter((group) => !roles.includes(group)) : [];
  if (unknown.length === 0) return undefined;
  return {
    values: { role: unknown.join(', ') },
    fix: { kind: 'choose-role', element: task.id!, options: roles! },
  };
});
