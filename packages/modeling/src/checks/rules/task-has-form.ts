import { extension, formOf, text } from '../moddle.ts';
import { defineRule } from '../rule.ts';

/** A user task without a form asks nothing: it can only be ticked off. */
export const taskHasForm = defineRule('task-has-form', 'warning', 'bpmn:UserTask', (task) => {
  const form = extension(task, 'zeebe:FormDefinition');
  const any = formOf(task) ?? text(form, 'formKey') ?? text(form, 'externalReference');
  if (any !== undefined || extension(task, 'opora:Vote')) return undefined;
  return { fix: { kind: 'create-form', element: task.id!, form: task.id! } };
});
