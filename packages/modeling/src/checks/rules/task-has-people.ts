import { extension, many, text, type ModdleElement } from '../moddle.ts';
import { defineRule } from '../rule.ts';

/** A user task needs an assignee, candidates or a lane: otherwise only an administrator finds it. */
export const taskHasPeople = defineRule('task-has-people', 'warning', 'bpmn:UserTask', (task, { roles }) => {
  const assignment = extension(task, 'zeebe:AssignmentDefinition');
  const named = ['assignee', 'candidateGroups', 'candidateUsers'].some((name) => text(assignment, name));
  if (named || inLane(task)) return undefined;
  return { fix: { kind: 'choose-role', element: task.id!, options: roles ?? [] } };
});

const inLane = (task: ModdleElement): boolean =>
  lanesOf(task.$parent).some((lane) => many(lane, 'flowNodeRef').includes(task));

function lanesOf(container: ModdleElement | undefined): ModdleElement[] {
  const sets = [
    ...many(container, 'laneSets'),
    ...(container?.childLaneSet ? [container.childLaneSet as ModdleElement] : []),
  ];
  return sets.flatMap((set) => many(set, 'lanes')).flatMap((lane) => [lane, ...lanesOf(lane)]);
}
