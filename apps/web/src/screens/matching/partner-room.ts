import type { MatchingProposal } from '@opora/contracts';

/** Whether a partner has room for a school: what its fixing would mean for others, who are named. */
export type PartnerRoom =
  | { kind: 'free' }
  /** The school has this partner in the proposal already. */
  | { kind: 'own'; fixed: boolean }
  /** Its places are proposed to others: one of them would get another partner. */
  | { kind: 'proposed'; schools: string[] }
  /** Its places are fixed for others: first one of these has to be released. */
  | { kind: 'fixed'; held: { id: string; name: string }[] };

/** How a partner stands in a proposal, seen from a school for which partners are chosen. */
export function roomOf(
  { pairs, partners }: Pick<MatchingProposal, 'pairs' | 'partners'>,
  schoolId: string,
  partnerId: string,
): PartnerRoom {
  const its = pairs.filter(({ partner }) => partner.id === partnerId);
  const own = its.find(({ school }) => school.id === schoolId);
  if (own) return { kind: 'own', fixed: own.fixed };
  const partner = partners.find(({ id }) => id === partnerId);
  const room = partner ? partner.capacity - partner.load : 1;
  if (its.length < room) return { kind: 'free' };
  const held = its.filter(({ fixed }) => fixed).map(({ school: { id, name } }) => ({ id, name }));
  if (held.length > 0 && held.length >= room) return { kind: 'fixed', held };
  return its.length > 0
    ? { kind: 'proposed', schools: its.filter(({ fixed }) => !fixed).map(({ school }) => school.name) }
    : { kind: 'free' };
}
