import { Board, type MatchingTask, type Obstacle, type PairIds } from './board.ts';

/** A pair that a person has set and that cannot be. */
export interface ImpossiblePair extends PairIds {
  obstacle: Obstacle;
}

/**
 * Sets aside the fixed pairs that cannot be (a conflict of interest, room that is gone): one of them must not keep all
 * other schools from a proposal. Of too many schools with one partner the first ones stay.
 */
export function setImpossibleAside(task: MatchingTask): { task: MatchingTask; impossible: ImpossiblePair[] } {
  const board = new Board({ ...task, fixed: [] });
  const schools = new Map(task.schools.map((school) => [school.id, school]));
  const partners = new Map(task.partners.map((partner) => [partner.id, partner]));
  const taken = new Map<string, number>();
  const fixed: PairIds[] = [];
  const impossible: ImpossiblePair[] = [];
  for (const pair of task.fixed ?? []) {
    const school = schools.get(pair.school);
    const partner = partners.get(pair.partner);
    if (!school || !partner) continue;
    const before = taken.get(partner.id) ?? 0;
    const obstacle = board.obstacle(school, { ...partner, load: partner.load + before });
    if (obstacle) impossible.push({ ...pair, obstacle });
    else {
      fixed.push(pair);
      taken.set(partner.id, before + 1);
    }
  }
  return { task: { ...task, fixed }, impossible };
}
