import type { ModelNode } from './types.ts';
import { TASK_EVENTS } from '../elements/task-listeners.ts';

const EXECUTION_EVENTS = ['start', 'end'];

type Listener = NonNullable<ModelNode['listeners']>[number];

/** Why each listener of a node cannot be executed, as sentences. */
export function wrongListeners(node: ModelNode): string[] {
  const all = node.listeners ?? [];
  const keyOf = ({ event, type, task }: Listener): string => JSON.stringify([task ?? false, event, type]);
  return all.flatMap((listener, i) => {
    const known = listener.task ? TASK_EVENTS : EXECUTION_EVENTS;
    const { event } = listener;
    if (!known.includes(event))
      return [`expected a listener for one of ${known.join(', ')}, found «${event}»`];
    if ('text' in listener.type && listener.type.text === '')
      return [`expected the type of the job for the listener «${event}», found none`];
    const first = all.findIndex((other) => keyOf(other) === keyOf(listener));
    if (first !== i) return [`expected listeners for «${event}» with different job types, found two of one`];
    return (listener.task ? wrongTask(node) : undefined) ?? wrongExecution(node, event) ?? [];
  });
}

const wrongTask = (node: ModelNode): string[] | undefined =>
  node.type === 'bpmn:UserTask' ? undefined : ['task listeners belong to user tasks'];

/** Elements that have no such moment in their life (as in Camunda 8). */
function wrongExecution(node: ModelNode, event: string): string[] | undefined {
  const kinds = (node.triggers ?? []).map(({ kind }) => kind);
  const isTriggered = node.type === 'bpmn:StartEvent' || node.type === 'bpmn:BoundaryEvent';
  if (node.type === 'bpmn:BoundaryEvent' && kinds.includes('compensation'))
    return ['a compensation boundary event does not run; put the listener on its handler'];
  if (event === 'start' && isTriggered)
    return ['the event has happened before a start listener could work; put it on what is around the event'];
  if (event !== 'end') return undefined;
  if (node.type.endsWith('Gateway')) return ['a gateway is left at once; put the listener on what follows'];
  const ends = ['error', 'cancel', 'terminate'].find((kind) => kinds.some((one) => one === kind));
  const throws = node.type === 'bpmn:EndEvent' || node.type === 'bpmn:IntermediateThrowEvent';
  return throws && ends
    ? [`an end event «${ends}» is over when it has happened; put the listener on what catches it`]
    : undefined;
}
