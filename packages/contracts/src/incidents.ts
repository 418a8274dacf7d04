import { z } from 'zod';
import { idSchema, pageOf, pageQuerySchema, refSchema, timeSchema } from './common.ts';

/** Something at which a case stopped. */
export const incidentSchema = z.object({
  id: idSchema,
  caseId: idSchema,
  rootCaseId: idSchema,
  processId: z.string(),
  elementId: z.string(),
  elementName: z.string().nullable(),
  type: z.string(),
  message: z.string(),
  state: z.enum(['open', 'resolved']),
  createdAt: timeSchema,
  resolvedAt: timeSchema.nullable(),
  school: refSchema.nullable(),
  district: refSchema.nullable(),
  mayRetry: z.boolean(),
});
export type Incident = z.infer<typeof incidentSchema>;
export const incidentPageSchema = pageOf(incidentSchema);
export const incidentQuerySchema = pageQuerySchema.extend({
  state: z.enum(['open', 'resolved', 'all']).default('open'),
  case: idSchema.optional(),
  rootCase: idSchema.optional(),
  process: z.string().max(200).optional(),
});
export type IncidentQuery = z.input<typeof incidentQuerySchema>;
