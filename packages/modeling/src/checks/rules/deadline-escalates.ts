import { boundariesOf, extension, many, text } from '../moddle.ts';
import { defineRule } from '../rule.ts';

/** Terms that count from the moment at which the task is opened. */
const norm = /\b(now|today)\s*\(\s*\)/;

/**
 * A term that the case sets needs somebody who is told when it has passed. A norm of work, counted from the moment at which
 * the task is opened, does not: once it is over the task stands as overdue on the board and under the bell.
 */
export const deadlineEscalates = defineRule('deadline-escalates', 'warning', 'bpmn:UserTask', (task) => {
  const due = text(extension(task, 'zeebe:TaskSchedule'), 'dueDate');
  if (due === undefined || norm.test(due)) return undefined;
  const timed = boundariesOf(task).some((event) =>
    many(event, 'eventDefinitions').some(({ $type }) => $type === 'bpmn:TimerEventDefinition'),
  );
  return timed ? undefined : { fix: { kind: 'add-escalation', element: task.id!, due } };
});
