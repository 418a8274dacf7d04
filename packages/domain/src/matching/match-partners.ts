import { linearSumAssignment } from 'linear-sum-assignment';
import {
  type AspectScore,
  type PairFacts,
  type PairWeights,
  type PartnerCandidate,
  scorePair,
  type SupportedSchool,
} from './pair.ts';

/** Two schools by their ids. */
export interface PairIds {
  school: string;
  partner: string;
}

/** What a proposal is made of. */
export interface MatchingTask {
  schools: readonly SupportedSchool[];
  partners: readonly PartnerCandidate[];
  facts?: readonly PairFacts[];
  weights: PairWeights;
  /** From how many kilometers on the road counts as bad as it can be. */
  farKm: number;
  /** Pairs that a person has set. */
  fixed?: readonly PairIds[];
  /** Pairs that are out: refused by the partner or forbidden by hand. */
  forbidden?: readonly (PairIds & { reason: string })[];
}

/** A proposed pair with what speaks for it. */
export interface ProposedPair extends PairIds {
  /** 0…1 by the weights. */
  score: number;
  aspects: AspectScore[];
  fixed: boolean;
}

/** Why no pair with this partner is possible. */
export type Obstacle =
  | { kind: 'itself' }
  | { kind: 'conflict'; reason: string }
  | { kind: 'forbidden'; reason: string }
  | { kind: 'full'; capacity: number };

/** The whole proposal; schools without a possible partner are named. */
export interface Proposal {
  pairs: ProposedPair[];
  without: string[];
  /** Sum of scores: the larger, the better for all schools together. */
  total: number;
}

/** A wrong task: which pair or partner, and what was expected. */
export class MatchingError extends Error {}

const key = ({ school, partner }: PairIds): string => `${school}\n${partner}`;
/** Below any real pair: the solver takes it only where a school can have no partner. */
const IMPOSSIBLE = -1e6;

/** Everything about possible pairs that proposals, alternatives and costs share. */
class Board {
  readonly facts: Map<string, PairFacts>;
  readonly fixed: Map<string, string>;
  readonly forbidden: Map<string, string>;

  constructor(readonly task: MatchingTask) {
    this.facts = new Map((task.facts ?? []).map((each) => [key(each), each]));
    this.forbidden = new Map((task.forbidden ?? []).map((each) => [key(each), each.reason]));
    this.fixed = new Map((task.fixed ?? []).map((each) => [each.school, each.partner]));
    this.checkFixed();
  }

  obstacle(school: SupportedSchool, partner: PartnerCandidate): Obstacle | undefined {
    if (school.id === partner.id) return { kind: 'itself' };
    const pair = { school: school.id, partner: partner.id };
    const conflict = this.facts.get(key(pair))?.conflict;
    if (conflict) return { kind: 'conflict', reason: conflict };
    const reason = this.forbidden.get(key(pair));
    if (reason !== undefined) return { kind: 'forbidden', reason };
    if (partner.capacity <= partner.load) return { kind: 'full', capacity: partner.capacity };
    return undefined;
  }

  score(school: SupportedSchool, partner: PartnerCandidate): { score: number; aspects: AspectScore[] } {
    const facts = this.facts.get(key({ school: school.id, partner: partner.id }));
    return scorePair(school, partner, facts, this.task);
  }

  private checkFixed(): void {
    const places = new Map<string, number>();
    for (const { school: schoolId, partner: partnerId } of this.task.fixed ?? []) {
      const school = this.task.schools.find((each) => each.id === schoolId);
      const partner = this.task.partners.find((each) => each.id === partnerId);
      if (!school) throw new MatchingError(`Закреплённая пара: школы «${schoolId}» нет среди подбираемых.`);
      if (!partner) throw new MatchingError(`Закреплённая пара: школы «${partnerId}» нет среди партнёров.`);
      if (this.fixed.get(schoolId) !== partnerId)
        throw new MatchingError(`За школой «${schoolId}» закреплены два партнёра: оставьте одного.`);
      const obstacle = this.obstacle(school, partner);
      if (obstacle)
        throw new MatchingError(
          `Пару «${schoolId}» и «${partnerId}» закрепить нельзя: ${obstacleInWords(obstacle)}.`,
        );
      const taken = (places.get(partnerId) ?? partner.load) + 1;
      if (taken > partner.capacity)
        throw new MatchingError(
          `За партнёром «${partnerId}» закреплено больше школ, чем он может вести (${partner.capacity}).`,
        );
      places.set(partnerId, taken);
    }
  }
}

/** An obstacle as a part of a Russian sentence. */
export const obstacleInWords = (obstacle: Obstacle): string => {
  switch (obstacle.kind) {
    case 'itself':
      return 'школа не может быть партнёром сама себе';
    case 'conflict':
      return `конфликт интересов (${obstacle.reason})`;
    case 'forbidden':
      return `пара исключена (${obstacle.reason})`;
    case 'full':
      return `партнёр уже ведёт ${obstacle.capacity}`;
  }
};

/**
 * Proposes partners for all schools at once: the assignment with the greatest sum of scores (Jonker–Volgenant), within
 * each partner's capacity. A partner that takes several schools is offered once for each free place.
 */
export function matchPartners(task: MatchingTask): Proposal {
  const board = new Board(task);
  const fixed: ProposedPair[] = (task.fixed ?? []).map(({ school, partner }) => {
    const candidate = task.partners.find((each) => each.id === partner)!;
    const supported = task.schools.find((each) => each.id === school)!;
    return { school, partner, fixed: true, ...board.score(supported, candidate) };
  });
  const schools = task.schools.filter((school) => !board.fixed.has(school.id));
  const places = task.partners.flatMap((partner) => {
    const taken = fixed.filter((pair) => pair.partner === partner.id).length;
    const free = Math.min(Math.max(0, partner.capacity - partner.load - taken), schools.length);
    return Array.from({ length: free }, (_, index) => ({
      // A second school at the same partner is worth a little less: the load is counted with it.
      partner: { ...partner, load: partner.load + taken + index },
    }));
  });
  const found = solve(
    board,
    schools,
    places.map((place) => place.partner),
  );
  const pairs = [...fixed, ...found].sort((left, right) => left.school.localeCompare(right.school));
  const paired = new Set(pairs.map((pair) => pair.school));
  return {
    pairs,
    without: task.schools.filter((school) => !paired.has(school.id)).map((school) => school.id),
    total: pairs.reduce((sum, pair) => sum + pair.score, 0),
  };
}

function solve(board: Board, schools: SupportedSchool[], places: PartnerCandidate[]): ProposedPair[] {
  if (schools.length === 0 || places.length === 0) return [];
  const gains = schools.map((school) =>
    places.map((place) => (board.obstacle(school, place) ? IMPOSSIBLE : board.score(school, place).score)),
  );
  const { rowAssignments } = linearSumAssignment(gains, { maximaze: true });
  return schools.flatMap((school, row) => {
    const column = rowAssignments[row]!;
    const place = column >= 0 ? places[column] : undefined;
    if (!place || gains[row]![column] === IMPOSSIBLE) return [];
    return [{ school: school.id, partner: place.id, fixed: false, ...board.score(school, place) }];
  });
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

/** What a person's fixed or forbidden pair costs all schools together: the loss of the sum of scores (`total`), 0 or more. */
export function costOfDecision(
  task: MatchingTask,
  decision: PairIds,
  total = matchPartners(task).total,
): number {
  const without: MatchingTask = {
    ...task,
    fixed: (task.fixed ?? []).filter((each) => key(each) !== key(decision)),
    forbidden: (task.forbidden ?? []).filter((each) => key(each) !== key(decision)),
  };
  return Math.max(0, matchPartners(without).total - total);
}
