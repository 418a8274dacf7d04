import { z } from 'zod';
import { idSchema, refSchema, timeSchema } from './common.ts';
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

export const boardQuerySchema = z.strictObject({
  district: idSchema.optional(),
  programme: idSchema.optional(),
});
/** `GET /api/board`: all schools in the programme that the caller may see. */
export const boardSchema = z.object({
  stages: z.array(stageSchema),
  rows: z.array(boardRowSchema),
  totals: z.object({
    schools: z.number().int(),
    active: z.number().int(),
    completed: z.number().int(),
    overdue: z.number().int(),
    incidents: z.number().int(),
  }),
});
export type Board = z.infer<typeof boardSchema>;
