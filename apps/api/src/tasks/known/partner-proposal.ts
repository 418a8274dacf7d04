import type { MatchedPair } from '@opora/contracts';
import type { Json } from '@opora/engine';
import { MatchingRepository } from '../../matching/matching.repository.ts';
import { reasonOfPair } from '../../matching/reason-of-pair.ts';
import { isBlank, type KnownSource } from './known-source.ts';

/** The pair of the newest proposal for the school, unless that partner has refused or stands aside of the candidates. */
export const partnerProposal: KnownSource = async (database, { schoolId, variables, current }) => {
  if (!schoolId) return undefined;
  const refused = idsOf(variables['refusedPartners']);
  const standing = (current as { id?: Json } | undefined)?.id;
  if (!isBlank(standing) && !refused.includes(standing as string)) return undefined;
  const found = await new MatchingRepository(database).proposedFor(schoolId);
  if (!found) return undefined;
  const { id, name, district } = found.pair.partner;
  const available = variables['availablePartners'];
  const offered = !Array.isArray(available) || idsOf(available).includes(id);
  if (refused.includes(id) || !offered) return undefined;
  return {
    id,
    name,
    districtId: district.id,
    curator: found.curator,
    reason: reasonOfPair(found.pair as MatchedPair),
  };
};

const idsOf = (records: Json | undefined): string[] =>
  Array.isArray(records)
    ? records.flatMap((record) => String((record as { id?: Json } | null)?.id ?? ''))
    : [];
