import { defineElement } from '../core/behavior.ts';
import { allVisible } from '../core/messages.ts';

/** Starts another process as a case of its own and waits for its end, also when it is taken down itself (BPMN 2.0.2, 13.3.3). */
export const callActivity = defineElement('bpmn:CallActivity', {
  check: (node) =>
    node.called
      ? []
      : [
          {
            rule: 'no-called-process',
            message: 'expected the id of the called process, found none',
            severity: 'error',
          },
        ],
  enter(visit) {
    const called = visit.node.called!;
    const processId = visit.need(called.processId, 'called-process', 'the id of the called process');
    const variables = called.propagateAllParent ? allVisible(visit) : { ...visit.instance.variables };
    const { binding, versionTag } = called;
    const businessKey = visit.text(called.businessKey);
    visit.open({
      kind: 'child',
      child: {
        processId,
        binding,
        ...(versionTag === undefined ? {} : { versionTag }),
        variables,
        ...(businessKey === undefined ? {} : { businessKey }),
      },
    });
  },
  outlasts: (wait) => wait.kind === 'child',
  resume(visit, wait, variables) {
    visit.done(wait);
    if (visit.node.outputs || visit.node.called!.propagateAllChild) visit.complete(variables);
    else visit.complete();
  },
});
