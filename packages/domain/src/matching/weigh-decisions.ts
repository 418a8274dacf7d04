import { gainOfFreeing } from './assignment.ts';
import type { MatchingTask, PairIds } from './board.ts';
import { gainsOf, type Proposal, solve, type Solved } from './match-partners.ts';

/** A proposal with what each decision by hand costs all schools together; null: too many to count at once. */
export interface WeighedProposal extends Proposal {
  costs: (PairIds & { cost: number | null })[];
}

/** Cells that are looked at for the costs, at most: a second's work; of 500 schools and 500 places some 1,000 decisions. */
const MOST_CELLS = 250_000_000;

/** Proposes partners and counts what each fixed and each forbidden pair costs, as far as that stays quick. */
export function weighDecisions(task: MatchingTask, mostCells = MOST_CELLS): WeighedProposal {
  const solved = solve(task);
  const fixed = task.fixed ?? [];
  const forbidden = task.forbidden ?? [];
  const cells = solved.assignment.columnOf.length * solved.assignment.rowOf.length;
  const quick = cells * (fixed.length + forbidden.length) <= mostCells;
  const rows = new Map(task.schools.map((school, row) => [school.id, row]));
  const cost = (
    count: typeof costOfFixed,
    { school, partner }: PairIds,
  ): WeighedProposal['costs'][number] => ({
    ...{ school, partner },
    cost: quick ? Math.max(0, count(solved, rows.get(school), partner)) : null,
  });
  return {
    ...solved.proposal,
    costs: [
      ...fixed.map((pair) => cost(costOfFixed, pair)),
      ...forbidden.map((pair) => cost(costOfForbidden, pair)),
    ],
  };
}

/** What all would gain if this school and one place of the partner were free again: of its fixed places the least good. */
function costOfFixed(
  { places, assignment, proposal, board }: Solved,
  row: number | undefined,
  partner: string,
): number {
  const school = board.task.schools[row!]!.id;
  const score = proposal.pairs.find((pair) => pair.school === school)!.score;
  const place = places.get(partner)!.findLast(({ column }) => assignment.shutColumns[column] === 1)!;
  return gainOfFreeing(assignment, row!, place.column) - score;
}

/** What all would gain if the pair were possible again. */
function costOfForbidden(
  { places, assignment, board }: Solved,
  row: number | undefined,
  partner: string,
): number {
  if (row === undefined || assignment.shutRows[row] === 1 || !places.get(partner)?.length) return 0;
  const own = gainsOf(board, places, assignment.rowOf.length, board.task.schools[row]!, partner);
  const column = assignment.columnOf[row]!;
  const now = column < 0 ? 0 : assignment.gains[row]![column]!;
  return gainOfFreeing(assignment, row, column, own) - now;
}
