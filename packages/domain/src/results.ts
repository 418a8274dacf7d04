import { z } from 'zod';
import { idSchema } from './id.ts';

/** The result of one work (subject × procedure × grade) in one school; counts of pupils, never names. */
export const assessmentResultSchema = z
  .strictObject({
    procedure: z.enum(['ВПР', 'ОГЭ', 'ЕГЭ']),
    subject: z.string().min(1),
    grade: z.int().min(1).max(11),
    year: z.int().min(2000).max(2100),
    participants: z.int().nonnegative(),
    /** How many did not reach the minimum (mark «2»). */
    belowMinimum: z.int().nonnegative(),
    /** Mean of the school and of its district on the same scale. */
    mean: z.number(),
    districtMean: z.number(),
    /** Share below the minimum in the same work a year before, 0…100; absent: unknown. */
    previousShare: z.number().min(0).max(100).optional(),
  })
  .refine((result) => result.belowMinimum <= result.participants, {
    message: 'belowMinimum cannot exceed participants',
    path: ['belowMinimum'],
  });
/** The result of one work in one school. */
export type AssessmentResult = z.infer<typeof assessmentResultSchema>;

/** Results of a school, with a mark where they are invented for a demonstration. */
export const schoolResultsSchema = z.strictObject({
  schoolId: idSchema,
  /** True: invented for the demonstration, never taken from a document. */
  demo: z.boolean(),
  items: z.array(assessmentResultSchema).min(1),
});
/** Results of a school. */
export type SchoolResults = z.infer<typeof schoolResultsSchema>;
