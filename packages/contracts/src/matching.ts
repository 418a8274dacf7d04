import { pairAspects, type PairWeights } from '@opora/domain';
import { z } from 'zod';
import { pageOf, pageQuerySchema, reasonSchema, refSchema, timeSchema } from './common.ts';

const id = z.string().min(1).max(200);
const weight = z.number().min(0).max(10);
const weightsSchema = z.strictObject({
  subjects: weight,
  distance: weight,
  load: weight,
  history: weight,
  district: weight,
}) satisfies z.ZodType<PairWeights>;

/** How partners are to be proposed: `POST /api/matching/preview`, `/partners` and, with a title, `/runs`. */
export const matchingRequestSchema = z.strictObject({
  districtId: id,
  weights: weightsSchema,
  /** From how many kilometers a road counts as bad as it can be. */
  farKm: z.number().min(1).max(2000).default(100),
  /** How many schools a partner takes that has named no number of its own. */
  capacity: z.number().int().min(1).max(20).default(1),
  /** All supported schools of the district, or only those without a partner today. */
  scope: z.enum(['all', 'without-partner']).default('all'),
});
export type MatchingRequest = z.output<typeof matchingRequestSchema>;
/** `POST /api/matching/preview`: also as if a decision had been made already, so that its cost is known before. */
export const previewMatchingSchema = matchingRequestSchema.extend({
  suppose: z
    .strictObject({ schoolId: id, partnerId: id, kind: z.enum(['fixed', 'forbidden']).nullable() })
    .optional(),
});
export type PreviewMatching = z.output<typeof previewMatchingSchema>;
/** `POST /api/matching/runs`. */
export const createMatchingRunSchema = matchingRequestSchema.extend({
  title: z.string().trim().max(200).optional(),
});
/** `POST /api/matching/partners`: everyone for one school. */
export const partnersOfSchoolSchema = matchingRequestSchema.extend({ schoolId: id });

const aspectSchema = z.object({
  aspect: z.enum(pairAspects),
  score: z.number(),
  fact: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('subjects'),
      covered: z.array(z.string()),
      missing: z.array(z.string()),
    }),
    z.object({ kind: z.literal('distance'), km: z.number().nullable(), estimated: z.boolean() }),
    z.object({ kind: z.literal('load'), load: z.number(), capacity: z.number() }),
    z.object({ kind: z.literal('history'), result: z.number().nullable() }),
    z.object({ kind: z.literal('district'), same: z.boolean() }),
  ]),
});
export type MatchingAspect = z.infer<typeof aspectSchema>;

const schoolSchema = refSchema.extend({ district: refSchema });
export const matchedPairSchema = z.object({
  school: schoolSchema,
  partner: schoolSchema,
  score: z.number(),
  aspects: z.array(aspectSchema),
  fixed: z.boolean(),
});
export type MatchedPair = z.infer<typeof matchedPairSchema>;

/** A pair that a person has set or taken out, or that the partner has refused. */
export const matchingDecisionSchema = z.object({
  school: refSchema,
  partner: refSchema,
  kind: z.enum(['fixed', 'forbidden', 'refused']),
  reason: z.string(),
  login: z.string().nullable(),
  /** What it costs all schools together, in points of one pair (0…1); null: not counted, or it has no effect now. */
  cost: z.number().nullable(),
  /** Why a fixed pair cannot be and is left out of the proposal, in words. */
  obstacle: z.string().nullable().optional(),
});
export type MatchingDecision = z.infer<typeof matchingDecisionSchema>;

export const matchingPartnerSchema = schoolSchema.extend({
  capacity: z.number().int(),
  /** Whether the capacity was named for this partner. */
  ownCapacity: z.boolean(),
  /** Schools that it supports today outside this proposal. */
  load: z.number().int(),
  /** Schools that the proposal gives it. */
  proposed: z.number().int(),
  strengths: z.array(z.string()),
});
export type MatchingPartner = z.infer<typeof matchingPartnerSchema>;

/** What the proposal is and what it was made of. */
export const matchingProposalSchema = z.object({
  pairs: z.array(matchedPairSchema),
  /** Schools for which no partner is left. */
  without: z.array(schoolSchema),
  total: z.number(),
  /** Weak subjects by school. */
  needs: z.record(z.string(), z.array(z.string())),
  /** Schools of whose subjects nothing is known: no results of that year, no weak subjects in the register. */
  unjudged: z.array(z.string()).optional(),
  partners: z.array(matchingPartnerSchema),
  /** Where schools and partners stand on the map, as far as it is known. */
  places: z.record(z.string(), z.object({ latitude: z.number(), longitude: z.number() })),
  decisions: z.array(matchingDecisionSchema),
  /** Year of the results that needs and strengths are read off; null: there are none. */
  year: z.number().int().nullable(),
});
export type MatchingProposal = z.infer<typeof matchingProposalSchema>;

export const matchingRunSchema = z.object({
  id: z.string(),
  title: z.string().nullable(),
  districtId: z.string(),
  request: matchingRequestSchema,
  pairs: z.number().int(),
  without: z.number().int(),
  total: z.number(),
  createdBy: z.string(),
  createdAt: timeSchema,
  /** When its pairs became the proposals of the stage «Назначение школы-партнёра»; null: it is only a trial. */
  proposedAt: timeSchema.nullable(),
});
export type MatchingRun = z.infer<typeof matchingRunSchema>;
export const matchingRunDetailsSchema = matchingRunSchema.extend({ proposal: matchingProposalSchema });
export type MatchingRunDetails = z.infer<typeof matchingRunDetailsSchema>;
export const matchingRunPageSchema = pageOf(matchingRunSchema);
export const matchingRunQuerySchema = pageQuerySchema.extend({ district: id.optional() });

/** One partner for one school, with what speaks for it or stands in the way. */
export const partnerChoiceSchema = z.object({
  partner: schoolSchema,
  score: z.number(),
  aspects: z.array(aspectSchema),
  /** Why the pair is not possible, in words; null: it is. */
  obstacle: z.string().nullable(),
});
export type PartnerChoice = z.infer<typeof partnerChoiceSchema>;
export const partnerChoicesSchema = z.object({ items: z.array(partnerChoiceSchema) });

/** `PUT /api/matching/decisions`: null takes the decision back. */
export const decideMatchingSchema = z.strictObject({
  schoolId: id,
  partnerId: id,
  kind: z.enum(['fixed', 'forbidden']).nullable(),
  reason: reasonSchema,
});
/** `PUT /api/matching/facts`: what is known of two schools together; absent stays, null is forgotten. */
export const matchingFactsSchema = z.strictObject({
  schoolId: id,
  partnerId: id,
  roadKm: z.number().min(0).max(20_000).nullable().optional(),
  /** Why the two must not support each other. */
  conflict: z.string().trim().min(1).max(2000).nullable().optional(),
});
/** `PUT /api/matching/capacity`: null takes the number back. */
export const partnerCapacitySchema = z.strictObject({
  districtId: id,
  partnerId: id,
  capacity: z.number().int().min(0).max(20).nullable(),
});
/** `POST /api/matching/runs/:id/propose`. */
export const proposeRunSchema = z.strictObject({ reason: reasonSchema });
