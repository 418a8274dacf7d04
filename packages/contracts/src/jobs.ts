import { z } from 'zod';
import { idSchema, timeSchema, variablesSchema } from './common.ts';

/** `POST /api/jobs/activate`; `timeout` in milliseconds is how long the jobs are kept for this worker. */
export const activateJobsSchema = z.object({
  type: z.string().trim().min(1).max(200),
  maxJobs: z.number().int().min(1).max(100).default(1),
  worker: z.string().trim().min(1).max(200),
  timeout: z.number().int().min(1000).max(86_400_000).default(60_000),
});
export type ActivateJobsRequest = z.input<typeof activateJobsSchema>;

/** A job given to a worker. */
export const jobSchema = z.object({
  id: idSchema,
  type: z.string(),
  caseId: idSchema,
  processId: z.string(),
  elementId: z.string(),
  retries: z.number().int(),
  headers: z.record(z.string(), z.string()),
  variables: variablesSchema,
  lockedUntil: timeSchema,
});
export type Job = z.infer<typeof jobSchema>;
export const activatedJobsSchema = z.object({ jobs: z.array(jobSchema) });

const dateOrNone = z.union([z.literal(''), timeSchema]);
/** What the job of a task listener says about what is to happen to the task; an empty text takes away. */
export const listenerResultSchema = z.object({
  denied: z.boolean().optional(),
  deniedReason: z.string().trim().max(5000).optional(),
  corrections: z
    .object({
      assignee: z.string().max(200).optional(),
      dueDate: dateOrNone.optional(),
      followUpDate: dateOrNone.optional(),
      priority: z.number().int().min(0).max(100).optional(),
      candidateUsers: z.array(z.string().min(1).max(200)).max(1000).optional(),
      candidateGroups: z.array(z.string().min(1).max(200)).max(1000).optional(),
    })
    .optional(),
});
export type ListenerResult = z.output<typeof listenerResultSchema>;

/** `POST /api/jobs/:id/complete`; `result` only for the job of a task listener. */
export const completeJobSchema = z.object({
  variables: variablesSchema.default({}),
  result: listenerResultSchema.optional(),
});
/** `POST /api/jobs/:id/fail`; without `retries` one attempt is taken off; `backoff` in milliseconds, by default what the model says. */
export const failJobSchema = z.object({
  message: z.string().trim().min(1).max(5000),
  retries: z.number().int().min(0).max(100).optional(),
  backoff: z.number().int().min(0).max(86_400_000).optional(),
});
/** `POST /api/jobs/:id/error`: a BPMN error. */
export const throwJobErrorSchema = z.object({
  code: z.string().trim().min(1).max(200),
  message: z.string().max(5000).optional(),
  variables: variablesSchema.optional(),
});
/** `POST /api/jobs/:id/escalation`: the work goes on unless an interrupting event catches it. */
export const throwJobEscalationSchema = throwJobErrorSchema.pick({ code: true, variables: true });
export type ThrowJobEscalationRequest = z.input<typeof throwJobEscalationSchema>;
export type CompleteJobRequest = z.input<typeof completeJobSchema>;
export type FailJobRequest = z.input<typeof failJobSchema>;
export type ThrowJobErrorRequest = z.input<typeof throwJobErrorSchema>;
