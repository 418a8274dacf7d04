import labelRequired from 'bpmnlint/rules/label-required.js';
import noDisconnected from 'bpmnlint/rules/no-disconnected.js';
import noDuplicateFlows from 'bpmnlint/rules/no-duplicate-sequence-flows.js';
import superfluousGateway from 'bpmnlint/rules/superfluous-gateway.js';
import type { Tree } from '@opora/engine/compile';
import { checkDiagram, type DiagramProblem, type DiagramRead } from '../checks/check-diagram.ts';
import type { Known, RuleFactory } from '../checks/rule.ts';
import { noOverlaps } from './no-overlaps.ts';

/** The rule of duplicate flows without those that lack an end, which have an error of their own and on which it stumbles. */
const duplicateFlows: RuleFactory = (known) => {
  const { check } = (noDuplicateFlows as RuleFactory)(known);
  const enter = typeof check === 'function' ? check : check.enter!;
  return {
    check: (node, reporter) => {
      const lacksAnEnd = node.$type === 'bpmn:SequenceFlow' && !(node.sourceRef && node.targetRef);
      return lacksAnEnd ? undefined : enter(node, reporter);
    },
  };
};

/** Rules of bpmnlint that say something the engine and our own rules do not; all of them are hints. */
const common = {
  'label-required': labelRequired,
  'no-disconnected': noDisconnected,
  'no-duplicate-sequence-flows': duplicateFlows,
  'no-overlapping-elements': noOverlaps,
  'superfluous-gateway': superfluousGateway,
} as { [name: string]: RuleFactory };

/** Everything that is wrong or unwise in a diagram, a file or one that is being drawn, with the rules of bpmnlint. */
export async function lintDiagram(
  diagram: string | Tree | DiagramRead,
  known: Known = {},
): Promise<DiagramProblem[]> {
  const problems = await checkDiagram(diagram, known, common);
  return problems.map((problem) =>
    problem.rule === 'label-required' && problem.elementId !== undefined
      ? { ...problem, fix: { kind: 'name' as const, element: problem.elementId } }
      : problem,
  );
}
