import { z } from 'zod';
import { flagSchema, idSchema, pageQuerySchema, refSchema, timeSchema } from './common.ts';
import { schoolStatusSchema } from './schools.ts';
import { stageSchema } from './stages.ts';

/** Where one school stands in one stage: its last round of it. */
export const boardCellSchema = z.object({
  stage: z.string(),
  state: z.enum(['none', 'active', 'completed', 'cancelled', 'suspended', 'incident']),
  caseId: z.string().nullable(),
  since: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
  /** The nearest due date of its open tasks. */
  due: timeSchema.nullable(),
  overdue: z.number().int(),
  openTasks: z.number().int(),
  completedTasks: z.number().int(),
  /** Names of the open tasks, at most five. */
  waitingFor: z.array(z.string()),
  /** How often the school has been in this stage. */
  rounds: z.number().int(),
  incident: z.boolean(),
  outcome: z.string().nullable(),
});
export type BoardCell = z.infer<typeof boardCellSchema>;

/** One school's row of the board. */
export const boardRowSchema = z.object({
  school: refSchema.extend({ shortName: z.string(), status: schoolStatusSchema }),
  district: refSchema,
  partner: refSchema.nullable(),
  /** The support case (root), if any. */
  caseId: z.string().nullable(),
  caseState: z.string().nullable(),
  startedAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
  outcome: z.string().nullable(),
  /** Stage that runs now. */
  currentStage: z.string().nullable(),
  overdue: z.number().int(),
  incident: z.boolean(),
  cells: z.array(boardCellSchema),
});
export type BoardRow = z.infer<typeof boardRowSchema>;

/** What the board is narrowed by; the words of `q` may stand in any order in school, district and partner. */
export const boardQuerySchema = pageQuerySchema.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  district: idSchema.optional(),
  programme: idSchema.optional(),
  q: z.string().trim().max(200).optional(),
  /** A stage that goes on now. */
  stage: idSchema.optional(),
  /** Only schools with work that is overdue. */
  overdue: flagSchema.optional(),
});
export type BoardQuery = z.input<typeof boardQuerySchema>;

/** `GET /api/board`: a page of the schools in the programme that the caller may see, by district and name. */
export const boardSchema = z.object({
  stages: z.array(stageSchema),
  rows: z.array(boardRowSchema),
  /** How many schools the filter fits. */
  found: z.number().int(),
  /** Of all schools of the district and programme that the caller may see, whatever else the page is narrowed by. */
  totals: z.object({
    schools: z.number().int(),
    active: z.number().int(),
    completed: z.number().int(),
    overdue: z.number().int(),
    incidents: z.number().int(),
  }),
  next: z.string().nullable(),
});
export type Board = z.infer<typeof boardSchema>;
