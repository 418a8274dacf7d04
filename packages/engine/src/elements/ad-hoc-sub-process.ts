import { defineElement, type Finding } from '../core/behavior.ts';
import { openEventSubprocesses } from '../core/events.ts';
import type { Variables } from '../core/types.ts';
import type { Visit } from '../core/visit.ts';
import type { ModelNode } from '../model/types.ts';
import { subProcess } from './sub-process.ts';

/** From this number on elements of a sequential one run in turn (docs/reference/semantics.md). */
const IN_TURN = 5;

/**
 * Its elements are started by an expression or by a person, in any order and number; it completes by its completion
 * condition, else when the elements the expression named are done, else when a person says so (BPMN 2.0.2, 13.3.6).
 * A sequential one runs one element at a time, in the order of the expression (10.3.5).
 */
export const adHocSubProcess = defineElement('bpmn:AdHocSubProcess', {
  isScope: true,
  check: (node, context) => [...subProcess.check!(node, context), ...wrongOutputs(node)],
  enter(visit) {
    const nodes = chosen(visit);
    const unknown = nodes.filter((id) => !visit.node.children?.includes(id));
    if (unknown.length > 0)
      visit.fail('ad-hoc', `expected elements of the subprocess, found ${unknown.join(', ')}`);
    const { outputCollection } = visit.node.adhoc!;
    if (outputCollection) visit.set({ [outputCollection]: [] });
    openEventSubprocesses(visit);
    const isInTurn = visit.node.adhoc!.sequential && visit.run.state.semantics >= IN_TURN;
    if (isInTurn && nodes.length > 1) visit.remember({ queued: nodes.slice(1) });
    for (const id of isInTurn ? nodes.slice(0, 1) : nodes) visit.run.activate(visit.run.node(id), visit.id);
  },
  childEnding(visit, child, isLast) {
    const { completionCondition, cancelRemaining } = visit.node.adhoc!;
    const outputs = isLast ? collected(visit, child) : {};
    const isEnough = completionCondition !== undefined && visit.holds(completionCondition, outputs);
    return () => {
      visit.set(outputs);
      if (!isEnough) return;
      visit.remember({ enough: true });
      if (cancelRemaining)
        visit.run.terminateChildren(visit.id, 'ad-hoc subprocess is complete', 'cancelled');
    };
  },
  cleared: (visit) => handOver(visit),
  terminated(visit) {
    if (visit.run.state.semantics >= IN_TURN) visit.remember({ enough: true });
  },
  emptied(visit) {
    const { enough, queued } = visit.data;
    const [next, ...rest] = enough ? [] : ((queued ?? []) as string[]);
    if (next !== undefined) {
      visit.remember({ queued: rest.length > 0 ? rest : null });
      visit.run.activate(visit.run.node(next), visit.id);
    } else if (enough || (visit.node.adhoc!.activeElements && !visit.node.adhoc!.completionCondition))
      handOver(visit);
  },
});

/** The collection of outputs with that of a child after which nothing follows, when the child is an activity or what follows one. */
function collected(visit: Visit, child: Visit): Variables {
  const { outputCollection, outputElement } = visit.node.adhoc!;
  if (!outputCollection || !outputElement || child.node.eventSubprocess || child.node.attachedTo) return {};
  const before = visit.instance.variables?.[outputCollection];
  const output = child.evaluate(outputElement);
  return { [outputCollection]: [...(Array.isArray(before) ? before : []), output] };
}

/** Hands the collected outputs over and completes. */
function handOver(visit: Visit): void {
  const { outputCollection } = visit.node.adhoc!;
  const outputs = outputCollection && visit.instance.variables?.[outputCollection];
  if (outputCollection && outputs !== undefined)
    visit.run.propagate(visit.instance.scope, { [outputCollection]: outputs! });
  visit.complete();
}

/** A job that would choose the elements is not executed, and outputs have to go somewhere. */
function wrongOutputs({ job, adhoc }: ModelNode): Finding[] {
  const error = (rule: string, message: string): Finding => ({ rule, message, severity: 'error' });
  const [collection, element] = [adhoc?.outputCollection, adhoc?.outputElement];
  return [
    ...(job
      ? [error('ad-hoc-job', 'expected no task definition: elements are chosen by an expression or a person')]
      : []),
    ...(!collection !== !element
      ? [
          error(
            'ad-hoc-output',
            `expected an output ${collection ? 'element' : 'collection'} too, found none`,
          ),
        ]
      : []),
  ];
}

/** Ids of the elements that the expression names; none without an expression. */
function chosen(visit: Visit): string[] {
  const { activeElements } = visit.node.adhoc!;
  if (activeElements === undefined) return [];
  if (visit.run.state.semantics >= IN_TURN && visit.evaluate(activeElements) === null)
    visit.fail('ad-hoc', 'expected a list of elements of the subprocess, found null');
  return visit.texts(activeElements);
}
