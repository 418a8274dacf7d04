import type { CaseNode, Stage } from '@opora/contracts';

/** Every case of a family, parents first. */
export function flatten(node: CaseNode): CaseNode[] {
  return [node, ...node.children.flatMap(flatten)];
}

/** The last round of each stage in a family of cases, in the order of the stages. */
export function stageRounds(
  root: CaseNode,
  stages: Pick<Stage, 'id' | 'processId'>[],
): { stage: string; node: CaseNode | undefined; rounds: number }[] {
  const cases = flatten(root);
  return stages.map((stage) => {
    const rounds = cases
      .filter(
        (node) => node.id !== root.id && (node.process === stage.processId || node.process === stage.id),
      )
      .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
    return { stage: stage.id, node: rounds.at(-1), rounds: rounds.length };
  });
}
