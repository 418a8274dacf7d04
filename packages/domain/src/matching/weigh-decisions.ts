import {
  costOfDecision,
  matchPartners,
  type MatchingTask,
  type PairIds,
  type Proposal,
} from './match-partners.ts';

/** A proposal with what each decision by hand costs all schools together; null: too many to count at once. */
export interface WeighedProposal extends Proposal {
  costs: (PairIds & { cost: number | null })[];
}

/** Cells of all assignments that are solved for the costs; one of 500 × 500 has 250,000. */
const MOST_CELLS = 1_000_000;

/** Proposes partners and counts what each fixed and each forbidden pair costs, as far as that stays quick. */
export function weighDecisions(task: MatchingTask): WeighedProposal {
  const decisions = [...(task.fixed ?? []), ...(task.forbidden ?? [])];
  const quick = task.schools.length * task.partners.length * decisions.length <= MOST_CELLS;
  const proposal = matchPartners(task);
  return {
    ...proposal,
    costs: decisions.map(({ school, partner }) => ({
      school,
      partner,
      cost: quick ? costOfDecision(task, { school, partner }, proposal.total) : null,
    })),
  };
}
