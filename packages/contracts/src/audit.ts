import { z } from 'zod';
import { idSchema, jsonSchema, pageOf, pageQuerySchema, timeSchema } from './common.ts';

/** Who did what, when, in which role, on which version, with what remark. */
export const auditEntrySchema = z.object({
  id: z.string(),
  at: timeSchema,
  user: z.string(),
  userName: z.string(),
  role: z.string().nullable(),
  /** `task.complete`, `case.cancel`, `deployment.create`, `user.update`, … */
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  caseId: z.string().nullable(),
  processId: z.string().nullable(),
  version: z.number().int().nullable(),
  schoolId: z.string().nullable(),
  districtId: z.string().nullable(),
  remark: z.string().nullable(),
  outcome: z.enum(['accepted', 'done', 'rejected']),
  details: jsonSchema,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export const auditPageSchema = pageOf(auditEntrySchema);
export const auditQuerySchema = pageQuerySchema.extend({
  user: z.string().max(100).optional(),
  action: z.string().max(100).optional(),
  case: idSchema.optional(),
  school: idSchema.optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
});
export type AuditQuery = z.input<typeof auditQuerySchema>;
