import { z } from 'zod';
import { identificationMethodSchema, schoolStatuses, verdictSchema } from '@opora/domain';
import { pageOf, pageQuerySchema, reasonSchema, timeSchema } from './common.ts';

/** A method with the version of its decision that would be used now; null: it is not deployed. */
export const methodSchema = identificationMethodSchema.extend({ version: z.number().int().nullable() });
export type Method = z.infer<typeof methodSchema>;
export const methodPageSchema = pageOf(methodSchema);

const clusterSchema = z.enum(schoolStatuses);
const parametersSchema = z.record(z.string(), z.union([z.number(), z.string(), z.null()]));

/** How many schools are in each cluster; `unknown` could not be judged. */
export const runTotalsSchema = z.record(z.enum([...schoolStatuses, 'unknown']), z.number().int());
export type RunTotals = z.infer<typeof runTotalsSchema>;

/** `POST /api/identification/runs` and `/preview`. */
export const createRunSchema = z.object({
  method: z.string().min(1).max(100),
  districtId: z.string().min(1).max(200),
  year: z.number().int().min(2000).max(2100),
  parameters: parametersSchema.default({}),
  title: z.string().trim().max(200).optional(),
});
/**
 * A preview says also who would enter and leave: against a run that is kept, or against another year or other parameters
 * of the same method, which nobody has to save for that.
 */
export const previewRunSchema = createRunSchema
  .extend({
    against: z.uuid().optional(),
    baseline: z
      .object({
        year: createRunSchema.shape.year.optional(),
        /** Absent: the parameters of the preview itself. */
        parameters: parametersSchema.optional(),
      })
      .optional(),
  })
  .refine(({ against, baseline }) => !against || !baseline, {
    path: ['baseline'],
    message: 'Сравнивают с чем-то одним: с сохранённым отбором или с другими условиями',
  });

export const runSchema = z.object({
  id: z.string(),
  method: z.object({ id: z.string(), key: z.string(), title: z.string() }),
  version: z.number().int(),
  districtId: z.string(),
  year: z.number().int(),
  parameters: parametersSchema,
  title: z.string().nullable(),
  totals: runTotalsSchema,
  createdBy: z.string(),
  /** Name of that person; the login where the person is no longer known. */
  createdByName: z.string(),
  createdAt: timeSchema,
  /** When its clusters were given to the schools; null: it is only a trial. */
  appliedAt: timeSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;
export const runPageSchema = pageOf(runSchema);
export const runQuerySchema = pageQuerySchema.extend({
  district: z.string().max(200).optional(),
  method: z.string().max(100).optional(),
  year: z.coerce.number().int().optional(),
});

export const schoolVerdictSchema = verdictSchema.extend({
  school: z.object({ id: z.string(), name: z.string(), kind: z.string().nullable() }),
  /** The cluster the school has in the register now. */
  current: z.string(),
  caseId: z.string().nullable(),
});
export type SchoolVerdict = z.infer<typeof schoolVerdictSchema>;
export const verdictPageSchema = pageOf(schoolVerdictSchema);
export const verdictQuerySchema = pageQuerySchema.extend({
  cluster: z.enum([...schoolStatuses, 'unknown']).optional(),
  q: z.string().max(200).optional(),
});

export const verdictChangeSchema = z.object({
  school: z.object({ id: z.string(), name: z.string() }),
  from: clusterSchema.nullable(),
  to: clusterSchema.nullable(),
  change: z.enum(['enters', 'leaves', 'moves']),
  /** Why it is where it is in the second run. */
  reasons: z.array(z.string()),
});
export type SchoolVerdictChange = z.infer<typeof verdictChangeSchema>;

export const runPreviewSchema = z.object({
  totals: runTotalsSchema,
  changes: z.array(verdictChangeSchema),
});
export type RunPreview = z.infer<typeof runPreviewSchema>;
export const compareQuerySchema = z.object({ with: z.uuid() });
export const runComparisonSchema = z.object({
  from: runSchema,
  to: runSchema,
  changes: z.array(verdictChangeSchema),
});
export type RunComparison = z.infer<typeof runComparisonSchema>;

/** `POST /api/identification/runs/:id/apply`: gives the clusters to the schools of the register. */
export const applyRunSchema = z.object({ reason: reasonSchema });

/** Years for which a district has results, newest first. */
export const resultYearSchema = z.object({
  year: z.number().int(),
  schools: z.number().int(),
  works: z.number().int(),
});
export type ResultYear = z.infer<typeof resultYearSchema>;
export const resultYearPageSchema = pageOf(resultYearSchema);
/** One work of one school in one year. */
export const workRowSchema = z.object({
  school: z.object({ id: z.string(), name: z.string() }),
  procedure: z.string(),
  subject: z.string(),
  grade: z.number().int(),
  participants: z.number().int(),
  belowMinimum: z.number().int(),
  mean: z.number(),
  /** Counts of the marks 2, 3, 4 and 5; null: not known. */
  marks: z.array(z.number().int()).nullable(),
});
export type WorkRow = z.infer<typeof workRowSchema>;
export const workPageSchema = pageOf(workRowSchema);
/** `GET /api/identification/results`: `q` is looked for in names of schools and subjects. */
export const workQuerySchema = pageQuerySchema.extend({
  district: z.string().min(1).max(200),
  year: z.coerce.number().int().min(2000).max(2100),
  procedure: z.enum(['ВПР', 'ОГЭ', 'ЕГЭ']).optional(),
  q: z.string().max(200).optional(),
});
export const resultYearQuerySchema = z.object({ district: z.string().min(1).max(200) });
