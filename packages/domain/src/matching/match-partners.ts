import { assign, type Assignment, IMPOSSIBLE } from './assignment.ts';
import { Board, MatchingError, type MatchingTask, type Obstacle, type PairIds } from './board.ts';
import {
  type AspectScore,
  loadSide,
  type PartnerCandidate,
  sidesOf,
  type SupportedSchool,
  weigh,
} from './pair.ts';

/** A proposed pair with what speaks for it. */
export interface ProposedPair extends PairIds {
  /** 0…1 by the weights. */
  score: number;
  aspects: AspectScore[];
  fixed: boolean;
}

/** The whole proposal, in the order in which the schools were given; those without a possible partner are named. */
export interface Proposal {
  pairs: ProposedPair[];
  without: string[];
  /** Sum of scores: the larger, the better for all schools together. */
  total: number;
}

/** A partner's room for one school; a second school is worth a little less, its load is counted with the first. */
interface Place {
  partner: PartnerCandidate;
  column: number;
}

/** A proposal with the assignment behind it: a row for each school, a column for each place. */
export interface Solved {
  board: Board;
  /** Places of each partner, the best first; those of fixed pairs come first. */
  places: Map<string, Place[]>;
  assignment: Assignment;
  proposal: Proposal;
}

/**
 * Proposes partners for all schools at once: the assignment with the greatest sum of scores (Jonker–Volgenant), within
 * each partner's capacity. A partner that takes several schools is offered once for each free place.
 */
export const matchPartners = (task: MatchingTask): Proposal => solve(task).proposal;

/** The proposal and what further questions about it need. */
export function solve(task: MatchingTask): Solved {
  const board = new Board(task);
  const columns: PartnerCandidate[] = [];
  const places = new Map(
    task.partners.map((partner) => {
      const room = Math.min(Math.max(0, partner.capacity - partner.load), task.schools.length);
      const own = Array.from({ length: room }, (_, index): Place => {
        const place = { ...partner, load: partner.load + index };
        return { partner: place, column: columns.push(place) - 1 };
      });
      return [partner.id, own];
    }),
  );
  const taken = new Map<string, number>();
  const set = new Map<number, number>();
  task.schools.forEach((school, row) => {
    const partner = board.fixed.get(school.id);
    if (partner === undefined) return;
    const before = taken.get(partner) ?? 0;
    taken.set(partner, before + 1);
    set.set(row, places.get(partner)![before]!.column);
  });
  const partners = new Map(task.partners.map((partner) => [partner.id, partner]));
  const gains = task.schools.map((school) => gainsOf(board, places, columns.length, school));
  const assignment = assign(gains, columns.length, set);
  const pairs: ProposedPair[] = [];
  const without: string[] = [];
  task.schools.forEach((school, row) => {
    const fixed = set.has(row);
    const place = columns[assignment.columnOf[row]!];
    if (!place) return without.push(school.id);
    const partner = fixed ? partners.get(place.id)! : place;
    return pairs.push({ school: school.id, partner: place.id, fixed, ...board.score(school, partner) });
  });
  const total = pairs.reduce((sum, pair) => sum + pair.score, 0);
  return { board, places, assignment, proposal: { pairs, without, total } };
}

/** What each place is worth to a school; `free` is a partner that nobody has forbidden. */
export function gainsOf(
  board: Board,
  places: Solved['places'],
  columns: number,
  school: SupportedSchool,
  free?: string,
): Float64Array {
  const { partners, weights, farKm } = board.task;
  const gains = new Float64Array(columns).fill(IMPOSSIBLE);
  for (const partner of partners) {
    const own = places.get(partner.id)!;
    if (own.length === 0) continue;
    const obstacle =
      partner.id === free ? board.obstacleItself(school, partner) : board.obstacle(school, partner);
    if (obstacle) continue;
    const sides = sidesOf(school, partner, board.factsOf(school, partner), farKm);
    for (const { partner: place, column } of own) {
      sides.load = loadSide(place.load, place.capacity);
      gains[column] = weigh(sides, weights);
    }
  }
  return gains;
}

/** Every partner for one school, best first, with what stands in the way: for choosing by hand. */
export function partnersFor(
  task: MatchingTask,
  schoolId: string,
): { partner: string; score: number; aspects: AspectScore[]; obstacle?: Obstacle }[] {
  const board = new Board(task);
  const school = task.schools.find((each) => each.id === schoolId);
  if (!school) throw new MatchingError(`Школы «${schoolId}» нет среди подбираемых.`);
  return task.partners
    .map((partner) => {
      const obstacle = board.obstacle(school, partner);
      return { partner: partner.id, ...board.score(school, partner), ...(obstacle && { obstacle }) };
    })
    .sort((left, right) => Number(!!left.obstacle) - Number(!!right.obstacle) || right.score - left.score);
}
