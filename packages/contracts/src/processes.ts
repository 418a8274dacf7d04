import { z } from 'zod';
import { flagSchema, idSchema, pageOf, pageQuerySchema, timeSchema, variablesSchema } from './common.ts';
import { taskSchema } from './tasks.ts';
import { caseStateSchema } from './case-state.ts';

/** A deployed process: its latest version and how much of it runs. */
export const processSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  version: z.number().int(),
  hash: z.string(),
  versionTag: z.string().nullable(),
  stage: z.string().nullable(),
  deployedAt: timeSchema,
  deployedBy: z.string().nullable(),
  /** Name of who deployed it; null where the program itself did. */
  deployedByName: z.string().nullable(),
  cases: z.object({ active: z.number().int(), incident: z.number().int(), completed: z.number().int() }),
});
export type Process = z.infer<typeof processSchema>;
export const processPageSchema = pageOf(processSchema);
export const processQuerySchema = pageQuerySchema.extend({
  q: z.string().max(200).optional(),
  startable: flagSchema.optional(),
});

/** `GET /api/processes/:id` with its versions, newest first. */
export const processDetailsSchema = processSchema.extend({
  versions: z.array(
    z.object({
      version: z.number().int(),
      hash: z.string(),
      versionTag: z.string().nullable(),
      deployedAt: timeSchema,
      deployedBy: z.string().nullable(),
      /** Name of who deployed it; null where the program itself did. */
      deployedByName: z.string().nullable(),
      /** What the deployer said of it. */
      note: z.string().nullable(),
      activeCases: z.number().int(),
    }),
  ),
  /** The form of the none start event, if it names one. */
  startFormId: z.string().nullable(),
  /** What a case reads when it starts, as stage.json says; empty where the process is no stage. */
  input: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      required: z.boolean(),
      title: z.string().nullable(),
      titleEn: z.string().nullable(),
    }),
  ),
  references: z.object({
    forms: z.array(z.string()),
    decisions: z.array(z.string()),
    processes: z.array(z.string()),
    groups: z.array(z.string()),
    jobTypes: z.array(z.string()),
  }),
});
export type ProcessDetails = z.infer<typeof processDetailsSchema>;

/** `GET /api/processes/:id/versions`. */
export const processVersionsSchema = pageOf(processDetailsSchema.shape.versions.element);

/** `POST /api/processes/:id/start`. */
export const startCaseSchema = z.object({
  variables: variablesSchema.default({}),
  businessKey: z.string().trim().min(1).max(200).optional(),
  version: z.number().int().min(1).optional(),
});
export type StartCaseRequest = z.input<typeof startCaseSchema>;

/** The case when it has come to its first wait. */
export const startedCaseSchema = z.object({
  caseId: idSchema,
  state: caseStateSchema,
  tasks: z.array(taskSchema),
});
export type StartedCase = z.infer<typeof startedCaseSchema>;
