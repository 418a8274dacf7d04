import { z } from 'zod';
import { idSchema } from './common.ts';
import { schoolStatusSchema } from './schools.ts';

/** Filters of `GET /api/processes/:id/statistics`: whose cases are counted. */
export const statisticsQuerySchema = z.object({
  /** All versions unless one is named. */
  version: z.coerce.number().int().min(1).optional(),
  district: idSchema.optional(),
  /** Cluster of the schools. */
  status: schoolStatusSchema.optional(),
  /** Cases begun on or after this day, YYYY-MM-DD in the district's own time. */
  from: z.iso.date().optional(),
  /** Cases begun on or before this day. */
  to: z.iso.date().optional(),
});
export type StatisticsQuery = z.input<typeof statisticsQuerySchema>;

/** One step of a process over all counted cases; lengths in seconds, of runs that have come to their end. */
export const elementStatisticsSchema = z.object({
  elementId: z.string(),
  name: z.string().nullable(),
  type: z.string().nullable(),
  /** The newest version whose cases came here; the version that is shown may have no such step any more. */
  version: z.number().int(),
  /** How many stand here now, and for how long the oldest of them has. */
  standing: z.number().int(),
  standingLongest: z.number().nullable(),
  incidents: z.number().int(),
  /** Open tasks here that are past their term. */
  overdue: z.number().int(),
  completed: z.number().int(),
  terminated: z.number().int(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
});
export type ElementStatistics = z.infer<typeof elementStatisticsSchema>;

/** Where cases of a process stand and how long its steps take; only cases that the caller may see are counted. */
export const statisticsSchema = z.object({
  process: z.string(),
  name: z.string().nullable(),
  /** The version whose diagram shows it: the one asked for, else the latest. */
  version: z.number().int(),
  cases: z.object({
    total: z.number().int(),
    active: z.number().int(),
    incident: z.number().int(),
    suspended: z.number().int(),
    ended: z.number().int(),
    /** From start to end, in seconds. */
    median: z.number().nullable(),
    p90: z.number().nullable(),
  }),
  elements: z.array(elementStatisticsSchema),
});
export type Statistics = z.infer<typeof statisticsSchema>;
