import { extension, many, nextOf, one, reachable, text, type ModdleElement } from '../moddle.ts';
import { defineRule } from '../rule.ts';

const approves = /соглас|утверд|утвержд|одобр|провер|approve|verif/i;
/** An order puts into force what was decided before it. */
const byOrder = /(приказом|распоряжением|постановлением)(?![а-яё])/i;

/** What is approved can also be returned: after an approval or a vote some way has to lead back, or aside to another end. */
export const approvalWayBack = defineRule('approval-way-back', 'warning', 'bpmn:UserTask', (task) => {
  const isVote = extension(task, 'opora:Vote') !== undefined;
  const name = task.name ?? '';
  if (!isVote && (!approves.test(name) || byOrder.test(name))) return undefined;
  const gateway = firstChoice(task);
  if (!gateway) return { values: { reason: 'no-choice' }, ...wayBack(task) };
  const back = nextOf(gateway).some((next) => next === task || reachable([next]).has(task));
  const ends = new Set(nextOf(gateway).map((next) => endsOf(next)));
  if (back || ends.size > 1) return undefined;
  return { values: { reason: 'no-way' }, ...wayBack(task) };
});

/** The first choice after the task, with only automatic steps between. */
function firstChoice(task: ModdleElement): ModdleElement | undefined {
  const seen = new Set<ModdleElement>();
  for (let node = nextOf(task)[0]; node && !seen.has(node); node = nextOf(node)[0]) {
    seen.add(node);
    if (/(Exclusive|Inclusive|Complex)Gateway$/.test(node.$type) && many(node, 'outgoing').length > 1)
      return node;
    if (node.$type === 'bpmn:UserTask' || many(node, 'outgoing').length !== 1) return undefined;
  }
  return undefined;
}

const endsOf = (from: ModdleElement): string =>
  [...reachable([from])]
    .filter(({ $type }) => $type === 'bpmn:EndEvent')
    .map(({ id }) => id!)
    .sort()
    .join(',');

/** A way back can be drawn where a person's task stands before. */
function wayBack(task: ModdleElement): { fix?: { kind: 'add-way-back'; element: string; to: string } } {
  const seen = new Set<ModdleElement>([task]);
  const todo = [task];
  for (let node = todo.shift(); node; node = todo.shift())
    for (const flow of many(node, 'incoming')) {
      const before = one(flow, 'sourceRef');
      if (!before || seen.has(before)) continue;
      seen.add(before);
      if (before.$type === 'bpmn:UserTask' && text(before, 'id'))
        return { fix: { kind: 'add-way-back', element: task.id!, to: before.id! } };
      todo.push(before);
    }
  return {};
}
