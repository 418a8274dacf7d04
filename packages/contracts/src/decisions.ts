import { z } from 'zod';
import { jsonSchema, pageOf, timeSchema, variablesSchema } from './common.ts';

/** `POST /api/decisions/:id/evaluate`. */
export const evaluateDecisionSchema = z.object({
  variables: variablesSchema.default({}),
  version: z.number().int().min(1).optional(),
});
export type EvaluateDecisionRequest = z.input<typeof evaluateDecisionSchema>;

/** The result and why: every rule that matched, with what it read and what it gave. */
export const decisionResultSchema = z.object({
  decisionId: z.string(),
  version: z.number().int(),
  result: jsonSchema,
  matchedRules: z.array(
    z.object({
      decisionId: z.string(),
      ruleIndex: z.number().int(),
      ruleId: z.string(),
      inputs: z.array(jsonSchema),
      outputs: z.record(z.string(), jsonSchema),
    }),
  ),
});
export type DecisionResult = z.infer<typeof decisionResultSchema>;

/** One row of `GET /api/decisions`. */
export const decisionSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  version: z.number().int(),
  hash: z.string(),
  deployedAt: timeSchema,
});
export type Decision = z.infer<typeof decisionSchema>;
export const decisionPageSchema = pageOf(decisionSchema);
