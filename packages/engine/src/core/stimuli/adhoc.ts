import type { ModelNode } from '../../model/types.ts';
import { afterwards, isClearing } from '../leaving.ts';
import { listeningOf } from '../listeners.ts';
import type { Prepared } from '../prepared.ts';
import { tableGet } from '../table.ts';
import type { CaseState, Rejection, Stimulus } from '../types.ts';
import type { StimulusHandler } from './handler.ts';

type Of<K extends Stimulus['type']> = Extract<Stimulus, { type: K }>;

/** The ad-hoc subprocess of that number, as a refusal when there is none or when an element is not in it. */
function refuse(
  prepared: Prepared,
  state: CaseState,
  element: number,
  nodes: string[],
): Rejection | undefined {
  const instance = tableGet(state.elements, element);
  const node = instance && prepared.nodes.get(instance.node);
  if (node?.node.adhoc?.sequential && nodes.length > 0 && instance!.children + nodes.length > 1) {
    return {
      code: 'ad-hoc-sequential',
      message: `in ${node.id} one element runs at a time; complete the running one first`,
    };
  }
  if (!node?.node.adhoc)
    return {
      code: 'unknown-element',
      message: `expected an active ad-hoc subprocess, found none with number ${element}`,
    };
  if (listeningOf(instance!.data))
    return { code: 'listening', message: `a listener of ${node.id} has not answered yet` };
  if (isClearing(instance!)) return { code: 'not-open', message: `${node.id} is being ended` };
  const details = nodes.flatMap((id) => {
    const message = hindrance(prepared, node.node, id);
    return message === undefined ? [] : [{ node: id, message }];
  });
  return details.length > 0
    ? { code: 'unknown-element', message: `some elements of ${node.id} cannot be started`, details }
    : undefined;
}

/** Why an element of the subprocess cannot be started by hand; those that start by an event or a compensation cannot. */
function hindrance(prepared: Prepared, around: ModelNode, id: string): string | undefined {
  if (!around.children?.includes(id)) return `is not an element of ${around.id}`;
  const { node } = prepared.nodes.get(id)!;
  if (node.attachedTo) return 'is a boundary event, which starts by its event';
  if (node.eventSubprocess) return 'is an event subprocess, which starts by its event';
  return node.forCompensation ? 'is a compensation handler, which starts by a compensation' : undefined;
}

/** A person chooses what to do next in an ad-hoc subprocess. */
export const activateAdhoc: StimulusHandler<Of<'activate-adhoc'>> = {
  whileSuspended: 'refused',
  refuses: (prepared, state, { element, nodes }) => refuse(prepared, state, element, nodes),
  apply(run, { element, nodes, variables = {} }) {
    for (const node of nodes) run.activate(run.node(node), element, { variables });
  },
};

/** A person says that enough is done in an ad-hoc subprocess. */
export const completeAdhoc: StimulusHandler<Of<'complete-adhoc'>> = {
  whileSuspended: 'refused',
  refuses: (prepared, state, { element }) => refuse(prepared, state, element, []),
  apply(run, { element }) {
    run.terminateChildren(element, 'ad-hoc subprocess is complete', 'cancelled');
    afterwards(run, element, { do: 'go-on' });
  },
};
