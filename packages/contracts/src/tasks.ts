import { z } from 'zod';
import { caseStateSchema } from './case-state.ts';
import {
  flagSchema,
  idSchema,
  jsonSchema,
  pageOf,
  pageQuerySchema,
  refSchema,
  timeSchema,
  variablesSchema,
} from './common.ts';

/** A collegial decision in progress, as the caller may see it. */
export const voteSchema = z.object({
  choices: z.array(z.string()),
  size: z.number().int(),
  quorum: z.number().int(),
  rule: z.enum(['majority', 'two-thirds', 'unanimous', 'first-refusal']),
  secret: z.boolean(),
  voters: z.array(z.string()),
  /** How many have voted. */
  cast: z.number().int(),
  /** The caller's own vote. */
  own: z.object({ choice: z.string(), remark: z.string().nullable(), at: timeSchema }).nullable(),
  /** Who voted; in a secret vote without choices and remarks. */
  votes: z.array(
    z.object({
      voter: z.string(),
      voterName: z.string(),
      choice: z.string().nullable(),
      remark: z.string().nullable(),
      at: timeSchema,
    }),
  ),
  /** Votes per choice; in a secret vote only when it is closed. */
  counts: z.record(z.string(), z.number().int()).nullable(),
});
export type Vote = z.infer<typeof voteSchema>;

export const taskStateSchema = z.enum(['open', 'completed', 'cancelled']);
export type TaskState = z.infer<typeof taskStateSchema>;

/** A user task as the inbox shows it. */
export const taskSchema = z.object({
  id: idSchema,
  caseId: idSchema,
  rootCaseId: idSchema,
  caseTitle: z.string().nullable(),
  businessKey: z.string().nullable(),
  process: z.object({ id: z.string(), name: z.string().nullable(), version: z.number().int() }),
  elementId: z.string(),
  name: z.string(),
  /** What tells it from others of its name: the text of the variable that the task's header `about` names. */
  about: z.string().nullable(),
  state: taskStateSchema,
  assignee: z.string().nullable(),
  assigneeName: z.string().nullable(),
  candidateGroups: z.array(z.string()),
  candidateUsers: z.array(z.string()),
  dueAt: timeSchema.nullable(),
  overdue: z.boolean(),
  followUpAt: timeSchema.nullable(),
  priority: z.number().int(),
  formId: z.string().nullable(),
  school: refSchema.nullable(),
  district: refSchema.nullable(),
  stage: refSchema.nullable(),
  createdAt: timeSchema,
  completedAt: timeSchema.nullable(),
  completedBy: z.string().nullable(),
  completedByName: z.string().nullable(),
  completedRole: z.string().nullable(),
  remark: z.string().nullable(),
  vote: voteSchema.nullable(),
});
export type Task = z.infer<typeof taskSchema>;
export const taskPageSchema = pageOf(taskSchema);

/** What the caller may do with this task now. */
export const taskActionSchema = z.enum(['claim', 'release', 'assign', 'complete']);
export type TaskAction = z.infer<typeof taskActionSchema>;

/** `GET /api/tasks/:id`: the task with what its screen needs. */
export const taskDetailsSchema = taskSchema.extend({
  headers: z.record(z.string(), z.string()),
  /** Variables visible at the task. */
  variables: variablesSchema,
  /** Schema of the deployed form, for form-js; null where the task names none. */
  form: z
    .object({ id: z.string(), version: z.number().int(), schema: z.record(z.string(), jsonSchema) })
    .nullable(),
  documentation: z.string().nullable(),
  actions: z.array(taskActionSchema),
  /** What around the task the caller may open: of a case that asks them whether they will be its partner only the task. */
  opens: z.array(z.enum(['case', 'school'])),
});
export type TaskDetails = z.infer<typeof taskDetailsSchema>;

export const taskSortSchema = z.enum([
  'created',
  '-created',
  'due',
  '-due',
  'priority',
  '-priority',
  'name',
  '-name',
  'completed',
  '-completed',
]);

/** Filters of the inbox. */
export const taskQuerySchema = pageQuerySchema.extend({
  status: z.enum(['open', 'completed', 'cancelled', 'all']).default('open'),
  case: idSchema.optional(),
  rootCase: idSchema.optional(),
  process: z.string().max(200).optional(),
  elementId: z.string().max(200).optional(),
  /** A login, `me` or `none`. */
  assignee: z.string().max(100).optional(),
  candidateGroup: z.string().max(100).optional(),
  school: idSchema.optional(),
  district: idSchema.optional(),
  stage: z.string().max(100).optional(),
  overdue: flagSchema.optional(),
  /** Only what the caller may do: assigned to them, or unassigned with them among the candidates. */
  forMe: flagSchema.optional(),
  /** Only what the caller completed. */
  completedBy: z.string().max(100).optional(),
  q: z.string().max(200).optional(),
  sort: taskSortSchema.default('-created'),
});
export type TaskQuery = z.input<typeof taskQuerySchema>;

/** `POST /api/tasks/:id/assign`; null gives the task back to its candidates. */
export const assignTaskSchema = z.object({
  assignee: z.string().trim().min(1).max(100).nullable(),
  reason: z.string().trim().max(2000).optional(),
});
export type AssignTaskRequest = z.input<typeof assignTaskSchema>;

/** `POST /api/tasks/:id/complete`; a vote is completed with `variables: { choice }`. */
export const completeTaskSchema = z.object({
  variables: variablesSchema.default({}),
  remark: z.string().trim().max(5000).optional(),
});
export type CompleteTaskRequest = z.input<typeof completeTaskSchema>;

/** The whole case (its root) after the act, with all its open tasks that the caller may see. */
export const completedTaskSchema = z.object({
  case: z.object({ id: idSchema, state: caseStateSchema }),
  tasks: z.array(taskSchema),
});
export type CompletedTask = z.infer<typeof completedTaskSchema>;
