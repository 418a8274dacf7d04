import { defineElement } from '../core/behavior.ts';
import { parseDate, TimeError } from '../core/time.ts';
import type { TaskDetails } from '../core/types.ts';
import type { Visit } from '../core/visit.ts';
import type { Expression } from '../model/types.ts';
import { changing, completeTask, heard, listening, openTask, parting } from './task-listeners.ts';
import { castVote, openVote, refusesVote } from './vote.ts';

const DEFAULT_PRIORITY = 50;

/** Work for a person, offered to an assignee or candidates; with `opora:vote` a collegial decision (BPMN 2.0.2, 13.3.3). */
export const userTask = defineElement('bpmn:UserTask', {
  enter(visit) {
    openTask(visit, describe(visit));
  },
  refuses: (_state, _node, wait, stimulus) =>
    wait.kind === 'task' && wait.task.vote && stimulus.type === 'complete-task'
      ? refusesVote(wait.task.vote, stimulus)
      : undefined,
  resume(visit, wait, variables, stimulus) {
    if (wait.kind !== 'task') return;
    const { vote } = wait.task;
    if (!vote || stimulus.type !== 'complete-task') return completeTask(visit, wait, variables, stimulus);
    const { cast, outcome } = castVote(vote, stimulus, visit.run.now);
    const voted = { ...wait, task: { ...wait.task, vote: cast } };
    visit.run.updateWait(voted);
    if (outcome !== undefined) completeTask(visit, voted, { [vote.outcomeVariable]: outcome }, stimulus);
  },
  changing: (visit, wait, event, task) => wait.kind === 'task' && changing(visit, wait, event, task),
  heard,
  listening,
  parting,
});

function describe(visit: Visit): TaskDetails {
  const { task = {}, headers = {}, lane, name } = visit.node;
  const groups = task.candidateGroups ? visit.texts(task.candidateGroups) : [];
  const details: TaskDetails = {
    name: name ?? visit.node.id,
    candidateUsers: visit.texts(task.candidateUsers),
    candidateGroups: groups.length === 0 && lane && !task.assignee && !task.candidateGroups ? [lane] : groups,
    priority: priorityOf(visit, task.priority),
    headers,
  };
  const assignee = visit.text(task.assignee);
  const dueDate = dateOf(visit, task.dueDate);
  const followUpDate = dateOf(visit, task.followUpDate);
  if (assignee) details.assignee = assignee;
  if (dueDate) details.dueDate = dueDate;
  if (followUpDate) details.followUpDate = followUpDate;
  if (task.formId) details.formId = task.formId;
  if (task.vote) details.vote = openVote(visit, task.vote, details);
  return details;
}

function priorityOf(visit: Visit, expression: Expression | undefined): number {
  const text = visit.text(expression);
  if (text === undefined) return DEFAULT_PRIORITY;
  const priority = Number(text);
  if (!Number.isInteger(priority) || priority < 0 || priority > 100)
    visit.fail('priority', `expected a whole number from 0 to 100, found «${text}»`);
  return priority;
}

function dateOf(visit: Visit, expression: Expression | undefined): string | undefined {
  const text = visit.text(expression);
  if (!text) return undefined;
  try {
    return new Date(parseDate(text, visit.run.state.timeZone)).toISOString();
  } catch (error) {
    if (error instanceof TimeError) visit.fail('due-date', error.message);
    throw error;
  }
}
