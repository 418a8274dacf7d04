import { z } from 'zod';
import { jsonSchema, pageOf, pageQuerySchema, timeSchema } from './common.ts';

/** What a deployment made; content deployed before keeps its version. */
export const deploymentSchema = z.object({
  id: z.string(),
  processes: z.array(
    z.object({
      id: z.string(),
      version: z.number().int(),
      hash: z.string(),
      name: z.string().nullable(),
      new: z.boolean(),
    }),
  ),
  decisions: z.array(
    z.object({
      id: z.string(),
      version: z.number().int(),
      hash: z.string(),
      name: z.string().nullable(),
      new: z.boolean(),
    }),
  ),
  forms: z.array(z.object({ id: z.string(), version: z.number().int(), hash: z.string(), new: z.boolean() })),
  stage: z.string().nullable(),
  /** Warnings; errors refuse the deployment with 422. */
  problems: z.array(z.lazy(() => deploymentProblemSchema)),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** One problem of a deployed file. */
export const deploymentProblemSchema = z.object({
  file: z.string(),
  elementId: z.string().nullable(),
  elementType: z.string().nullable().optional(),
  rule: z.string(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
  line: z.number().int().optional(),
});
export type DeploymentProblem = z.infer<typeof deploymentProblemSchema>;

/** The 422 answer of a refused deployment: a problem document with every problem of every file. */
export const deploymentRefusedSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.literal(422),
  detail: z.string(),
  errors: z.array(deploymentProblemSchema.extend({ path: z.string() })),
});
export type DeploymentRefused = z.infer<typeof deploymentRefusedSchema>;

/** `GET /api/deployments`. */
export const deploymentRowSchema = z.object({
  id: z.string(),
  createdAt: timeSchema,
  createdBy: z.string().nullable(),
  processes: z.array(z.object({ id: z.string(), version: z.number().int() })),
  files: z.array(z.string()),
});
export const deploymentQuerySchema = pageQuerySchema;
export const deploymentPageSchema = pageOf(deploymentRowSchema);
export type DeploymentRow = z.infer<typeof deploymentRowSchema>;

/** `GET /api/forms/:id`: the schema of the latest version, for form-js. */
export const formSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  hash: z.string(),
  schema: z.record(z.string(), jsonSchema),
  createdAt: timeSchema,
});
export type Form = z.infer<typeof formSchema>;

/** One row of `GET /api/forms`. */
export const formRowSchema = formSchema.omit({ schema: true });
export const formPageSchema = pageOf(formRowSchema);
