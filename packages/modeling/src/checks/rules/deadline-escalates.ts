import { boundariesOf, extension, many, text } from '../moddle.ts';
import { defineRule } from '../rule.ts';

/** A date by which a task is due needs somebody who is told when it has passed. */
export const deadlineEscalates = defineRule('deadline-escalates', 'warning', 'bpmn:UserTask', (task) => {
  const due = text(extension(task, 'zeebe:TaskSchedule'), 'dueDate');
  if (due === undefined) return undefined;
  const timed = boundariesOf(task).some((event) =>
    many(event, 'eventDefinitions').some(({ $type }) => $type === 'bpmn:TimerEventDefinition'),
  );
  return timed ? undefined : { fix: { kind: 'add-escalation', element: task.id!, due } };
});
