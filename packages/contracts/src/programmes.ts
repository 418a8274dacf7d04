import { z } from 'zod';
import { jsonSchema, pageOf, refSchema } from './common.ts';
import { partnershipSchema } from './schools.ts';

/** A municipal programme as lists show it. */
export const programmeSchema = z.object({
  id: z.string(),
  title: z.string(),
  district: refSchema,
  /** Dates, YYYY-MM-DD. */
  from: z.string(),
  to: z.string(),
  order: z.object({ number: z.string(), date: z.string(), title: z.string().nullable() }).nullable(),
  schools: z.number().int(),
  measures: z.number().int(),
  /** The working roadmap that was made of its measures. */
  roadmapId: z.string().nullable(),
});
export type Programme = z.infer<typeof programmeSchema>;
export const programmePageSchema = pageOf(programmeSchema);

/** One row of the roadmap. */
export const measureSchema = z.object({
  id: z.string(),
  number: z.string(),
  block: z.object({ number: z.string(), title: z.string() }).nullable(),
  title: z.string(),
  /** As people write it: «апрель 2023», «ежегодно». */
  term: z.string(),
  /** What the term means, where it can be understood: dates YYYY-MM-DD. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  responsible: z.array(z.string()),
  indicator: z.string().nullable(),
  /** Planned value of the indicator, with its unit. */
  plan: z.string().nullable(),
  result: z.string().nullable(),
  /** Parts of the measure that have plans of their own. */
  items: z.array(z.object({ title: z.string(), plan: z.array(z.string()) })),
});
export type Measure = z.infer<typeof measureSchema>;

/** `GET /api/programmes/:id`. */
export const programmeDetailsSchema = programmeSchema.extend({
  /** Goal, tasks, indicators, phases and what else the programme's passport has. */
  passport: z.object({
    goal: z.string().nullable(),
    tasks: z.array(z.string()),
    indicators: z.array(
      z.object({
        ...{ id: z.string(), title: z.string(), target: z.string().nullable() },
        /** What was assumed in reading the target, or why it cannot be read. */
        problems: z.array(z.string()),
      }),
    ),
    riskFactors: z.array(z.object({ number: z.number().int(), title: z.string() })),
    /** What is known of the district, without a plan. */
    facts: z.array(z.object({ title: z.string(), value: z.string() })),
    risks: z.array(z.string()),
    swot: z
      .object({
        strengths: z.array(z.string()),
        weaknesses: z.array(z.string()),
        opportunities: z.array(z.string()),
        threats: z.array(z.string()),
      })
      .nullable(),
    /** Groups, frequencies, calendar and other tables of the programme, laid out for people. */
    tables: z.array(
      z.object({ title: z.string(), columns: z.array(z.string()), rows: z.array(z.array(z.string())) }),
    ),
    more: z.record(z.string(), jsonSchema),
  }),
  roadmap: z.array(measureSchema),
  pairs: z.array(partnershipSchema),
  participants: z.array(refSchema),
});
export type ProgrammeDetails = z.infer<typeof programmeDetailsSchema>;

/** `POST /api/programmes`: a `programme.json`; with a password its people are written too (not in production). */
export const loadProgrammeSchema = z.strictObject({
  programme: jsonSchema,
  password: z.string().min(8).max(200).optional(),
});
export const programmeLoadedSchema = z.object({
  id: z.string(),
  title: z.string(),
  schools: z.number().int(),
  measures: z.number().int(),
  /** What the logins of its people end in; null where nobody was written. */
  suffix: z.string().nullable(),
  /** What was assumed where the programme leaves a choice: a plan «80 %» is read as «не менее 80 %». */
  remarks: z.array(z.string()),
});
export type ProgrammeLoaded = z.infer<typeof programmeLoadedSchema>;
