import { z } from 'zod';
import { caseFilterSchema, migrateCaseSchema } from './cases.ts';
import {
  flagSchema,
  idSchema,
  jsonSchema,
  pageOf,
  pageQuerySchema,
  reasonSchema,
  refSchema,
  timeSchema,
  variablesSchema,
} from './common.ts';

/** Most cases that one batch may touch. */
export const batchLimit = 10_000;

/** What a batch may do with each of its cases. */
export const batchOperationSchema = z.enum([
  'cancel',
  'suspend',
  'resume',
  'set-variables',
  'modify',
  'migrate',
  'retry-incidents',
  'assign-tasks',
  'complete-tasks',
  'start',
]);
export type BatchOperation = z.infer<typeof batchOperationSchema>;

/** Which cases: the filters of `GET /api/cases`, and cases that stand at an element. */
export const batchFilterSchema = caseFilterSchema;
export type BatchFilter = z.input<typeof batchFilterSchema>;

/** Parameters of each operation. */
export const batchParametersSchemas = {
  cancel: z.object({}),
  suspend: z.object({}),
  resume: z.object({}),
  'set-variables': z.object({ variables: variablesSchema }),
  /** As in `POST /api/cases/:id/modify`, but what ends is named by element: every active instance of it. */
  modify: z
    .object({
      activate: z
        .array(z.object({ elementId: z.string().min(1), variables: variablesSchema.optional() }))
        .max(100)
        .default([]),
      terminate: z
        .array(z.object({ elementId: z.string().min(1) }))
        .max(100)
        .default([]),
    })
    .refine((body) => body.activate.length + body.terminate.length > 0, {
      message: 'Укажите, что запустить (activate) или прекратить (terminate)',
      path: ['activate'],
    }),
  migrate: migrateCaseSchema.pick({ version: true, mapping: true }),
  'retry-incidents': z.object({ elementId: z.string().min(1).optional() }),
  'assign-tasks': z.object({
    elementId: z.string().min(1).optional(),
    assignee: z.string().min(1).max(200).nullable(),
  }),
  'complete-tasks': z.object({ elementId: z.string().min(1), variables: variablesSchema.default({}) }),
  start: z.object({
    processId: z.string().min(1).max(200),
    version: z.number().int().min(1).optional(),
    cases: z
      .array(
        z.object({ variables: variablesSchema.default({}), businessKey: z.string().max(200).optional() }),
      )
      .min(1)
      .max(batchLimit),
  }),
} satisfies { [O in BatchOperation]: z.ZodType };

/**
 * `POST /api/batches`: the same operation over all cases of a filter, or over named ones; `start` makes cases and takes
 * neither. With `dryRun` nothing happens and the answer says what would.
 */
export const createBatchSchema = z
  .object({
    operation: batchOperationSchema,
    filter: batchFilterSchema.optional(),
    caseIds: z.array(idSchema).min(1).max(batchLimit).optional(),
    parameters: z.record(z.string(), jsonSchema).default({}),
    reason: reasonSchema,
    dryRun: z.boolean().default(false),
  })
  .refine(
    ({ operation, filter, caseIds }) =>
      operation === 'start' ? !filter && !caseIds : (filter === undefined) !== (caseIds === undefined),
    {
      message: 'Укажите либо filter, либо caseIds; для start — ни того, ни другого',
      path: ['filter'],
    },
  );
export type CreateBatchRequest = z.input<typeof createBatchSchema>;

/** `pending` has not begun yet; `paused` goes on when it is resumed; `completed` and `cancelled` are over. */
export const batchStateSchema = z.enum(['pending', 'running', 'paused', 'completed', 'cancelled']);
export type BatchState = z.infer<typeof batchStateSchema>;

/** How many cases stand where; the sum is `total`. */
export const batchCountsSchema = z.object({
  pending: z.number().int(),
  running: z.number().int(),
  done: z.number().int(),
  refused: z.number().int(),
  skipped: z.number().int(),
  /** Left out because the batch was cancelled before their turn. */
  cancelled: z.number().int(),
});
export type BatchCounts = z.infer<typeof batchCountsSchema>;

/** A batch as lists show it. */
export const batchSchema = z.object({
  id: idSchema,
  operation: batchOperationSchema,
  state: batchStateSchema,
  /** As they were sent; of a start the number of cases instead of the cases. */
  parameters: z.record(z.string(), jsonSchema),
  filter: z.record(z.string(), jsonSchema).nullable(),
  reason: z.string(),
  total: z.number().int(),
  counts: batchCountsSchema,
  createdAt: timeSchema,
  createdBy: refSchema,
  startedAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
  actions: z.array(z.enum(['pause', 'resume', 'cancel'])),
});
export type Batch = z.infer<typeof batchSchema>;
export const batchPageSchema = pageOf(batchSchema);

export const batchQuerySchema = pageQuerySchema.extend({
  state: batchStateSchema.optional(),
  operation: batchOperationSchema.optional(),
  /** Only batches of the caller. */
  mine: flagSchema.optional(),
});
export type BatchQuery = z.input<typeof batchQuerySchema>;

/** What became of one case. */
export const batchItemStateSchema = z.enum(['pending', 'running', 'done', 'refused', 'skipped', 'cancelled']);
export type BatchItemState = z.infer<typeof batchItemStateSchema>;

/** A line of a batch's report, or of its preview (then `done` means: would be done). */
export const batchItemSchema = z.object({
  /** Place in the batch, from 1. */
  number: z.number().int(),
  /** Null in the preview of a start. */
  caseId: idSchema.nullable(),
  title: z.string().nullable(),
  process: z.string().nullable(),
  version: z.number().int().nullable(),
  school: refSchema.nullable(),
  state: batchItemStateSchema,
  /** Why it was refused or skipped, in words. */
  reason: z.string().nullable(),
  /** What stands in the way, by element. */
  problems: z.array(
    z.object({
      elementId: z.string().nullable(),
      elementInstanceId: z.number().int().nullable(),
      message: z.string(),
    }),
  ),
  endedAt: timeSchema.nullable(),
});
export type BatchItem = z.infer<typeof batchItemSchema>;
export const batchItemPageSchema = pageOf(batchItemSchema);

export const batchReportQuerySchema = pageQuerySchema.extend({ state: batchItemStateSchema.optional() });
export type BatchReportQuery = z.input<typeof batchReportQuerySchema>;

/** Answer of a dry run: how many cases could, and those that could not first (at most 200). */
export const batchPreviewSchema = z.object({
  dryRun: z.literal(true),
  total: z.number().int(),
  counts: z.object({ done: z.number().int(), refused: z.number().int(), skipped: z.number().int() }),
  items: z.array(batchItemSchema),
});
export type BatchPreview = z.infer<typeof batchPreviewSchema>;

/** `POST /api/batches` answers a batch, or with `dryRun` a preview. */
export const createdBatchSchema = z.union([batchSchema, batchPreviewSchema]);
export type CreatedBatch = z.infer<typeof createdBatchSchema>;
