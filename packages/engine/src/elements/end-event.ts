import { defineElement, type CheckContext } from '../core/behavior.ts';
import { compensateNext } from '../core/compensation.ts';
import { throwAll } from '../core/events.ts';
import { jobDone, openJob } from '../core/jobs.ts';
import type { ModelNode } from '../model/types.ts';

/** Consumes a token and throws what its definitions say (BPMN 2.0.2, 13.5.6). */
export const endEvent = defineElement('bpmn:EndEvent', {
  check: (node, { node: find }) => [
    ...(node.outgoing.length === 0
      ? []
      : [
          {
            rule: 'no-outgoing',
            message: 'expected no flow out of an end event',
            severity: 'error' as const,
          },
        ]),
    ...(node.triggers?.some(({ kind }) => kind === 'cancel') && !isInTransaction(node, find)
      ? [
          {
            rule: 'cancel',
            message: 'expected a transaction around the cancel end event, found none',
            severity: 'error' as const,
          },
        ]
      : []),
  ],
  enter(visit) {
    if (visit.node.job) openJob(visit, visit.node.job);
    else if (throwAll(visit)) visit.complete();
  },
  resume: jobDone,
  told(visit) {
    if (!compensateNext(visit)) visit.complete();
  },
});

function isInTransaction(node: ModelNode, find: CheckContext['node']): boolean {
  const scope = find(node.scope ?? '');
  return scope !== undefined && (scope.type === 'bpmn:Transaction' || isInTransaction(scope, find));
}
