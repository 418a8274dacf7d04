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

/** Why no pair with this partner is possible. */
export type Obstacle =
  | { kind: 'itself' }
  | { kind: 'conflict'; reason: string }
  | { kind: 'forbidden'; reason: string }
  | { kind: 'full'; capacity: number };

/** A wrong task: which pair or partner, and what was expected. */
export class MatchingError extends Error {}

/** Everything about possible pairs that proposals, alternatives and costs share. */
export class Board {
  /** The partner that a person has set, by school. */
  readonly fixed: Map<string, string>;
  private readonly facts: Map<string, Map<string, PairFacts>>;
  private readonly forbidden: Map<string, Map<string, string>>;

  constructor(readonly task: MatchingTask) {
    this.facts = bySchool(task.facts ?? [], (each) => each);
    this.forbidden = bySchool(task.forbidden ?? [], ({ reason }) => reason);
    this.fixed = new Map((task.fixed ?? []).map((each) => [each.school, each.partner]));
    this.checkFixed();
  }

  /** What is known of the two together. */
  factsOf(school: SupportedSchool, partner: PartnerCandidate): PairFacts | undefined {
    return this.facts.get(school.id)?.get(partner.id);
  }

  obstacle(school: SupportedSchool, partner: PartnerCandidate): Obstacle | undefined {
    const reason = this.forbidden.get(school.id)?.get(partner.id);
    const itself = this.obstacleItself(school, partner);
    return reason === undefined || (itself && itself.kind !== 'full')
      ? itself
      : { kind: 'forbidden', reason };
  }

  /** What stands in the way of a pair whatever people decide. */
  obstacleItself(school: SupportedSchool, partner: PartnerCandidate): Obstacle | undefined {
    if (school.id === partner.id) return { kind: 'itself' };
    const conflict = this.factsOf(school, partner)?.conflict;
    if (conflict) return { kind: 'conflict', reason: conflict };
    if (partner.capacity <= partner.load) return { kind: 'full', capacity: partner.capacity };
    return undefined;
  }

  score(school: SupportedSchool, partner: PartnerCandidate): { score: number; aspects: AspectScore[] } {
    return scorePair(school, partner, this.factsOf(school, partner), this.task);
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

/** By school and partner; the last one of a pair counts. */
function bySchool<T extends PairIds, V>(
  pairs: readonly T[],
  value: (pair: T) => V,
): Map<string, Map<string, V>> {
  const found = new Map<string, Map<string, V>>();
  for (const pair of pairs) {
    const own = found.get(pair.school) ?? new Map<string, V>();
    found.set(pair.school, own.set(pair.partner, value(pair)));
  }
  return found;
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
      return `у партнёра больше нет места (может вести ${obstacle.capacity})`;
  }
};
