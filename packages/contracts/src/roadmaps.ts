import { z } from 'zod';
import { pageOf, pageQuerySchema, refSchema } from './common.ts';

/** States of a measure; `checked` is given by the authority alone. */
export const measureStatusSchema = z.enum(['planned', 'in-progress', 'done', 'checked', 'cancelled']);
export type MeasureStatus = z.infer<typeof measureStatusSchema>;

/** A roadmap as lists show it; without a school it is the municipal one. */
export const roadmapSchema = z.object({
  id: z.string(),
  title: z.string(),
  district: refSchema,
  school: refSchema.nullable(),
  parent: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  measures: z.number().int(),
  done: z.number().int(),
  overdue: z.number().int(),
  /** The plan import it came from, for whoever may take it back. */
  importId: z.string().nullable(),
  /** What the caller may do with it. */
  may: z.object({ edit: z.boolean(), report: z.boolean(), start: z.boolean() }),
});
export type RoadmapInfo = z.infer<typeof roadmapSchema>;
export const roadmapPageSchema = pageOf(roadmapSchema);

/** One measure of a roadmap. */
export const roadmapMeasureSchema = z.object({
  id: z.string(),
  number: z.string(),
  section: z.string(),
  title: z.string(),
  term: z.string(),
  /** What was understood of the term, in words. */
  termMeans: z.string(),
  /** `read`, `doubtful` or `unreadable`. */
  termCertainty: z.string(),
  from: z.string().nullable(),
  due: z.string().nullable(),
  /** Working days until the day it is due; negative when that is past. */
  workingDaysLeft: z.number().int().nullable(),
  responsible: z.array(z.string()),
  indicator: z.string(),
  result: z.string(),
  status: measureStatusSchema,
  checkedBy: z.string().nullable(),
  checkedByName: z.string().nullable(),
  version: z.number().int(),
  evidence: z.number().int(),
  comments: z.number().int(),
});
export type RoadmapMeasure = z.infer<typeof roadmapMeasureSchema>;

/** `GET /api/roadmaps/:id`. */
export const roadmapDetailsSchema = roadmapSchema.extend({
  rows: z.array(roadmapMeasureSchema),
  /** Roadmaps of schools that came from this one. */
  schools: z.array(
    z.object({
      id: z.string(),
      school: refSchema,
      done: z.number(),
      measures: z.number(),
      overdue: z.number(),
    }),
  ),
});
export type RoadmapDetails = z.infer<typeof roadmapDetailsSchema>;

/** Cells of a measure that people write. */
const cells = {
  number: z.string().min(1).max(30),
  section: z.string().max(1000),
  title: z.string().min(1).max(4000),
  term: z.string().max(2000),
  responsible: z.array(z.string().min(1).max(500)).max(50),
  indicator: z.string().max(4000),
  result: z.string().max(4000),
};

/** `PATCH /api/roadmaps/measures/:id`; `version` is the one that was seen. */
export const changeMeasureSchema = z
  .strictObject({ ...cells, status: measureStatusSchema })
  .partial()
  .extend({ version: z.int() });

/**
 * `PATCH /api/roadmaps/:id/measures`: cells, rows and what else was done to the table in one go; all of it happens, or none.
 * A new row stands behind the measure `after`, or at the beginning; several behind the same one keep their order. `restore`
 * brings measures back that were removed from this roadmap: the same ones, with their history.
 */
export const editRoadmapSchema = z
  .strictObject({
    change: z
      .array(changeMeasureSchema.extend({ id: z.uuid() }))
      .max(2000)
      .default([]),
    add: z
      .array(
        z
          .strictObject(cells)
          .partial()
          .required({ number: true, title: true })
          .extend({ after: z.uuid().nullable() }),
      )
      .max(500)
      .default([]),
    remove: z
      .array(z.strictObject({ id: z.uuid(), version: z.int() }))
      .max(500)
      .default([]),
    restore: z
      .array(z.strictObject({ id: z.uuid(), after: z.uuid().nullable() }))
      .max(500)
      .default([]),
  })
  .refine(
    ({ change, add, remove, restore }) => change.length + add.length + remove.length + restore.length > 0,
    { message: 'Нужно хотя бы одно изменение: change, add, remove или restore' },
  );

/** `GET /api/roadmaps/:id/removed`: a measure that was taken out of the table and can be brought back by `restore`. */
export const removedMeasureSchema = z.object({
  id: z.string(),
  number: z.string(),
  section: z.string(),
  title: z.string(),
  term: z.string(),
  responsible: z.array(z.string()),
  removedAt: z.string(),
  removedByName: z.string().nullable(),
});
export type RemovedMeasure = z.infer<typeof removedMeasureSchema>;
export const removedMeasurePageSchema = pageOf(removedMeasureSchema);
/** `q`: words that stand in its number, section, name, term or responsible people. */
export const removedMeasureQuerySchema = pageQuerySchema.extend({ q: z.string().trim().max(200).optional() });

/** `POST /api/roadmaps/measures/:id/process`: carries the measure out as a process of its own. */
export const beginMeasureSchema = z.strictObject({ version: z.int(), process: z.string().min(1).max(200) });

/** What happened to a measure. */
export const measureStorySchema = z.object({
  measure: roadmapMeasureSchema,
  changes: z.array(
    z.object({
      at: z.string(),
      login: z.string(),
      name: z.string(),
      field: z.string(),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
  comments: z.array(z.object({ at: z.string(), login: z.string(), name: z.string(), text: z.string() })),
  evidence: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      size: z.number(),
      login: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  /** Cases by which the measure is carried out, the newest first. */
  cases: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: z.string(),
      startedAt: z.string(),
      endedAt: z.string().nullable(),
    }),
  ),
});
export type MeasureStory = z.infer<typeof measureStorySchema>;
export const measureCommentSchema = z.strictObject({ text: z.string().trim().min(1).max(4000) });

/** Fields of the upload of a plan. */
export const uploadPlanSchema = z.strictObject({
  districtId: z.string().min(1),
  /** «2023-2024 учебный год»: for terms without a year. */
  period: z.string().max(100).optional(),
});

/** One row of a plan before it is confirmed, with what is doubtful about it. */
export const planRowSchema = z.object({
  number: z.string(),
  section: z.string(),
  title: z.string(),
  term: z.string(),
  termMeans: z.string(),
  responsible: z.array(z.string()),
  indicator: z.string(),
  result: z.string(),
  certainty: z.enum(['read', 'doubtful']),
  leftOut: z.boolean(),
  problems: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['info', 'warning']),
      message: z.string(),
      column: z.string().nullable(),
      suggestion: z.string().nullable(),
    }),
  ),
});
export type PlanRow = z.infer<typeof planRowSchema>;

/** A plan as it was read; nothing is written before it is confirmed. */
export const planImportSchema = z.object({
  id: z.string(),
  districtId: z.string(),
  fileName: z.string(),
  state: z.enum(['preview', 'confirmed', 'undone', 'dropped']),
  title: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  rows: z.array(planRowSchema),
  problems: z.array(z.string()),
  roadmapId: z.string().nullable(),
});
export type PlanImport = z.infer<typeof planImportSchema>;

/** Corrections of rows before the plan is confirmed. */
export const correctPlanSchema = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        index: z.int().nonnegative(),
        number: z.string().max(30).optional(),
        section: z.string().max(1000).optional(),
        title: z.string().max(4000).optional(),
        term: z.string().max(2000).optional(),
        responsible: z.array(z.string().min(1).max(500)).max(50).optional(),
        indicator: z.string().max(4000).optional(),
        result: z.string().max(4000).optional(),
        leftOut: z.boolean().optional(),
        /** A person has looked at the row: what was in doubt is settled. */
        checked: z.literal(true).optional(),
      }),
    )
    .min(1)
    .max(5000),
});

/** What a confirmed plan becomes. */
export const confirmPlanSchema = z
  .strictObject({ title: z.string().trim().min(1).max(500), from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Окончание раньше начала' });

/** `POST /api/roadmaps/from-programme`: the measures of a programme become the district's working roadmap. */
export const programmeRoadmapSchema = z.strictObject({ programmeId: z.string().min(1).max(200) });

/** Schools that get a roadmap of their own from the municipal one. */
export const cascadeSchema = z.strictObject({ schools: z.array(z.string().min(1)).min(1).max(1000) });
/** Roadmaps made and those that were there; measures that those got, that were brought up to the municipal one, that went off and came back with it. */
export const cascadeAnswerSchema = z.object({
  created: z.number().int(),
  existed: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  cancelled: z.number().int(),
  restored: z.number().int(),
});
