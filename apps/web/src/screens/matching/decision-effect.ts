import type { MatchingProposal } from '@opora/contracts';

type Pairs = Pick<MatchingProposal, 'pairs' | 'without' | 'total'>;
/** How one proposal differs from another: points of all pairs together, and whose partner changes, by name. */
export interface Effect {
  total: number;
  changes: { school: string; before: string | null; after: string | null }[];
}

/** What becomes of a proposal: `then` against `now`. */
export function effectOf(now: Pairs, then: Pairs): Effect {
  const before = new Map(now.pairs.map(({ school, partner }) => [school.id, partner]));
  const named = [
    ...then.pairs.map(({ school, partner }) => ({
      school,
      after: partner.name as string | null,
      id: partner.id,
    })),
    ...then.without.map((school) => ({ school, after: null, id: undefined })),
  ];
  return {
    total: then.total - now.total,
    changes: named
      .filter(({ school, id }) => before.get(school.id)?.id !== id)
      .map(({ school, after }) => ({
        school: school.name,
        before: before.get(school.id)?.name ?? null,
        after,
      })),
  };
}
