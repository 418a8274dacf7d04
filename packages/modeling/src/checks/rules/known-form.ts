import { formOf } from '../moddle.ts';
import { defineRule } from '../rule.ts';

/** A task's form has to be in the project. */
export const knownForm = defineRule('known-form', 'error', 'bpmn:UserTask', (task, { forms }) => {
  const form = formOf(task);
  if (form === undefined || !forms || forms.includes(form)) return undefined;
  return { values: { form }, fix: { kind: 'create-form', element: task.id!, form } };
});
