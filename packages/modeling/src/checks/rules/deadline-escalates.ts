import { boundariesOf, extension, many, text, type ModdleElement } from '../moddle.ts';
import { defineRule } from '../rule.ts';

/** Terms that count from the moment at which the task is opened. */
const norm = /\b(now|today)\s*\(\s*\)/;

/**
 * A term that the case sets needs somebody who is told when it has passed: by a timer on the task, or on a subprocess around
 * it or in one as an event subprocess, which tell for all steps inside. A norm of work, counted from the moment at which the
 * task is opened, does not: once it is over the task stands as overdue on the board and under the bell.
 */
export const deadlineEscalates = defineRule('deadline-escalates', 'warning', 'bpmn:UserTask', (task) => {
  const due = text(extension(task, 'zeebe:TaskSchedule'), 'dueDate');
  if (due === undefined || norm.test(due)) return undefined;
  return isTimed(task) ? undefined : { fix: { kind: 'add-escalation', element: task.id!, due } };
});

function isTimed(step: ModdleElement): boolean {
  const scope = step.$parent;
  if (boundariesOf(step).some(waitsForTime)) return true;
  if (!scope) return false;
  const beside = many(scope, 'flowElements').filter((inner) => inner['triggeredByEvent'] === true);
  if (beside.some((inner) => inner !== step && many(inner, 'flowElements').some(startsByTime))) return true;
  return isTimed(scope);
}

const waitsForTime = (event: ModdleElement): boolean =>
  many(event, 'eventDefinitions').some(({ $type }) => $type === 'bpmn:TimerEventDefinition');
const startsByTime = (element: ModdleElement): boolean =>
  element.$type === 'bpmn:StartEvent' && waitsForTime(element);
