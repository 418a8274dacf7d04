import { schoolStatuses } from '@opora/domain';
import { z } from 'zod';
import { idSchema, jsonSchema, pageOf, pageQuerySchema, refSchema, timeSchema } from './common.ts';

export const districtSchema = z.object({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  timeZone: z.string(),
  schools: z.number().int(),
});
export type District = z.infer<typeof districtSchema>;
export const districtPageSchema = pageOf(districtSchema);

/** Cluster of a school (names in `schoolStatusNames` of the domain); `unknown` until a diagnosis. */
export const schoolStatusSchema = z.enum([...schoolStatuses, 'unknown']);
export type SchoolCluster = z.infer<typeof schoolStatusSchema>;

export const partnershipSchema = z.object({
  id: z.string(),
  school: refSchema,
  partner: refSchema,
  partnerDistrict: refSchema,
  acrossDistricts: z.boolean(),
  /** Dates, YYYY-MM-DD. */
  from: z.string(),
  to: z.string().nullable(),
  agreement: z.string().nullable(),
  /** The order that made the pair. */
  order: z.object({ number: z.string(), date: z.string().nullable() }).nullable(),
});
export type Partnership = z.infer<typeof partnershipSchema>;

/** A school as lists show it. */
export const schoolSchema = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string(),
  district: refSchema,
  status: schoolStatusSchema,
  partner: refSchema.nullable(),
  /** The running or last support case. */
  caseId: z.string().nullable(),
  caseState: z.string().nullable(),
  stage: refSchema.nullable(),
});
export type School = z.infer<typeof schoolSchema>;
export const schoolPageSchema = pageOf(schoolSchema);
export const schoolQuerySchema = pageQuerySchema.extend({
  district: idSchema.optional(),
  status: schoolStatusSchema.optional(),
  q: z.string().max(200).optional(),
});

/** `GET /api/schools/:id`. */
export const schoolDetailsSchema = schoolSchema.extend({
  address: z.string().nullable(),
  director: z.string().nullable(),
  pupils: z.number().int().nullable(),
  /** Assessment results and other data as the programme gives them. */
  results: jsonSchema,
  partnerships: z.array(partnershipSchema),
  cases: z.array(
    z.object({
      id: z.string(),
      process: z.string(),
      name: z.string().nullable(),
      state: z.string(),
      startedAt: timeSchema,
      endedAt: timeSchema.nullable(),
    }),
  ),
});
export type SchoolDetails = z.infer<typeof schoolDetailsSchema>;
