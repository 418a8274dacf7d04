import { z } from 'zod';
import { caseStateSchema } from './case-state.ts';
import { schoolStatusSchema } from './schools.ts';
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

/** A case as lists show it. */
export const caseRowSchema = z.object({
  id: idSchema,
  /** Process id. */
  process: z.string(),
  processName: z.string().nullable(),
  version: z.number().int(),
  state: caseStateSchema,
  title: z.string().nullable(),
  businessKey: z.string().nullable(),
  /** Id of the calling case. */
  parent: idSchema.nullable(),
  root: idSchema,
  school: refSchema.nullable(),
  district: refSchema.nullable(),
  stage: refSchema.nullable(),
  startedAt: timeSchema,
  startedBy: z.string().nullable(),
  endedAt: timeSchema.nullable(),
  outcome: z.string().nullable(),
  incidents: z.number().int(),
  openTasks: z.number().int(),
  overdueTasks: z.number().int(),
});
export type CaseRow = z.infer<typeof caseRowSchema>;
export const casePageSchema = pageOf(caseRowSchema);

/** `GET /api/cases/:id`. */
export const caseSchema = caseRowSchema.extend({
  modelHash: z.string(),
  /** Ids of the cases that this one called, oldest first; `GET /api/cases/:id/tree` has them whole. */
  children: z.array(idSchema),
  activeElements: z.array(
    z.object({
      elementId: z.string(),
      elementInstanceId: z.number().int(),
      name: z.string().nullable(),
      type: z.string().nullable(),
      since: timeSchema,
    }),
  ),
  /** How often each element was completed, for the diagram. */
  completedElements: z.array(z.object({ elementId: z.string(), times: z.number().int() })),
  takenFlows: z.array(z.string()),
  /** Variables of the process scope. */
  variables: variablesSchema,
  /** Variables of inner scopes by element instance. */
  localVariables: z.array(
    z.object({ elementId: z.string(), elementInstanceId: z.number().int(), variables: variablesSchema }),
  ),
  actions: z.array(z.enum(['cancel', 'suspend', 'resume', 'variables', 'modify', 'migrate'])),
});
export type Case = z.infer<typeof caseSchema>;

/** A case with the cases it called: `GET /api/cases/:id/tree` starts at the root. */
export interface CaseNode extends CaseRow {
  /** Call activity in the calling case. */
  elementId: string | null;
  children: CaseNode[];
}
export const caseNodeSchema: z.ZodType<CaseNode> = caseRowSchema.extend({
  elementId: z.string().nullable(),
  get children(): z.ZodArray<z.ZodType<CaseNode>> {
    return z.array(caseNodeSchema);
  },
});

/** Which cases are meant. */
export const caseFilterSchema = z.object({
  process: z.string().max(200).optional(),
  version: z.coerce.number().int().min(1).optional(),
  state: caseStateSchema.optional(),
  school: idSchema.optional(),
  district: idSchema.optional(),
  stage: z.string().max(100).optional(),
  businessKey: z.string().max(200).optional(),
  parent: idSchema.optional(),
  /** Only cases that stand at this element. */
  elementId: z.string().max(200).optional(),
  /** Cluster of the schools. */
  schoolStatus: schoolStatusSchema.optional(),
  /** Cases begun on or after this day, YYYY-MM-DD in the district's own time. */
  from: z.iso.date().optional(),
  /** Cases begun on or before this day. */
  to: z.iso.date().optional(),
  /** Only cases that no other called. */
  root: z.union([z.boolean(), flagSchema]).optional(),
  q: z.string().max(200).optional(),
});

/** Filters of `GET /api/cases`. */
export const caseQuerySchema = pageQuerySchema.extend(caseFilterSchema.shape).extend({
  sort: z.enum(['started', '-started', 'ended', '-ended']).default('-started'),
});
export type CaseQuery = z.input<typeof caseQuerySchema>;

/** One line of the journal, ready to be told in words: who, when, what, with what remark. */
export const journalLineSchema = z.object({
  number: z.number().int(),
  at: timeSchema,
  /** `element.activated`, `flow.taken`, `variables.set`, `stimulus`, … (see the engine's Fact). */
  kind: z.string(),
  elementId: z.string().nullable(),
  elementName: z.string().nullable(),
  elementType: z.string().nullable(),
  elementInstanceId: z.number().int().nullable(),
  flowId: z.string().nullable(),
  /** Who acted, in which role; null for what followed by itself. */
  actor: z.object({ user: z.string(), name: z.string(), role: z.string().nullable() }).nullable(),
  remark: z.string().nullable(),
  reason: z.string().nullable(),
  /** The entry as the engine wrote it. */
  entry: jsonSchema,
});
export type JournalLine = z.infer<typeof journalLineSchema>;
export const journalQuerySchema = pageQuerySchema.extend({
  after: z.coerce.number().int().min(0).default(0),
  /** Several kinds by commas. */
  kinds: z.string().max(500).optional(),
});
export const journalPageSchema = pageOf(journalLineSchema);

/** `POST /api/cases/:id/{cancel,suspend,resume}`. */
export const caseReasonSchema = z.object({ reason: reasonSchema });
export type CaseReasonRequest = z.input<typeof caseReasonSchema>;

/** `PATCH /api/cases/:id/variables`; `elementInstanceId` names an inner scope. */
export const patchVariablesSchema = z.object({
  variables: variablesSchema,
  elementInstanceId: z.number().int().min(1).optional(),
  reason: reasonSchema.optional(),
});
export type PatchVariablesRequest = z.input<typeof patchVariablesSchema>;

/** `POST /api/cases/:id/modify`. */
export const modifyCaseSchema = z
  .object({
    activate: z
      .array(z.object({ elementId: z.string().min(1), variables: variablesSchema.optional() }))
      .max(100)
      .default([]),
    terminate: z
      .array(z.object({ elementInstanceId: z.number().int().min(1) }))
      .max(1000)
      .default([]),
    reason: reasonSchema,
  })
  .refine((body) => body.activate.length + body.terminate.length > 0, {
    message: 'Укажите, что запустить (activate) или прекратить (terminate)',
    path: ['activate'],
  });
export type ModifyCaseRequest = z.input<typeof modifyCaseSchema>;

/** `POST /api/cases/:id/adhoc/:elementInstanceId/activate`: what to do next in an ad-hoc subprocess. */
export const activateAdhocSchema = z.object({
  elements: z.array(z.string().min(1)).min(1).max(100),
  variables: variablesSchema.optional(),
  reason: reasonSchema.optional(),
});
export type ActivateAdhocRequest = z.input<typeof activateAdhocSchema>;

/** `POST /api/cases/:id/adhoc/:elementInstanceId/complete`: enough is done; what runs inside ends. */
export const completeAdhocSchema = z.object({ reason: reasonSchema.optional() });
export type CompleteAdhocRequest = z.input<typeof completeAdhocSchema>;

/** `POST /api/cases/:id/migrate`. */
export const migrateCaseSchema = z.object({
  version: z.number().int().min(1),
  mapping: z.record(z.string(), z.string()).default({}),
  dryRun: z.boolean().default(false),
  reason: reasonSchema.optional(),
});
export type MigrateCaseRequest = z.input<typeof migrateCaseSchema>;

/** What a migration does or, with `dryRun`, would do. */
export const migratedCaseSchema = z.object({
  case: z.object({ id: idSchema, state: caseStateSchema, version: z.number().int() }),
  dryRun: z.boolean(),
  /** True when the migration is possible. */
  possible: z.boolean(),
  problems: z.array(
    z.object({
      elementId: z.string().nullable(),
      elementInstanceId: z.number().int().nullable(),
      message: z.string(),
    }),
  ),
  /** Where each token goes. */
  moves: z.array(z.object({ elementInstanceId: z.number().int(), from: z.string(), to: z.string() })),
});
export type MigratedCase = z.infer<typeof migratedCaseSchema>;

/** Answer of an act on a case. */
export const caseActSchema = z.object({ case: z.object({ id: idSchema, state: caseStateSchema }) });
export type CaseAct = z.infer<typeof caseActSchema>;
