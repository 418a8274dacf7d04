import { formOf } from '../moddle.ts';
import { defineRule } from '../rule.ts';

/** The form of a task, or of the start of a case, has to be in the project. */
export const knownForm = defineRule('known-form', 'error', 'bpmn:FlowNode', (node, { forms }) => {
  const form = formOf(node);
  if (form === undefined || !forms || forms.includes(form)) return undefined;
  return { values: { form }, fix: { kind: 'create-form', element: node.id!, form } };
});
