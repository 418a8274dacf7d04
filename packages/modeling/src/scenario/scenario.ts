import { z } from 'zod';

const variables = z.record(z.string(), z.json());

/** What has to hold at a point of a scenario; everything named is checked, nothing else. */
export const expectationSchema = z.strictObject({
  /** Open user tasks of all cases, in any order; a task that is open twice stands twice. */
  waiting: z.array(z.string()).optional(),
  /** Status of the case that the scenario started. */
  status: z.enum(['active', 'completed', 'terminated', 'cancelled', 'failed']).optional(),
  outcome: z.string().nullable().optional(),
  /** Values by path (`identification.cluster`); objects may name a part of their keys. */
  variables: variables.optional(),
  /** Process whose latest case `variables` are read from; the started one unless named. */
  in: z.string().optional(),
  /** Elements that were completed at least once, in any case. */
  passed: z.array(z.string()).optional(),
  /** Elements that were never entered. */
  untouched: z.array(z.string()).optional(),
  /** Texts sent by `opora.notify`, in order. */
  notified: z.array(z.string()).optional(),
});
/** What has to hold at a point of a scenario. */
export type Expectation = z.infer<typeof expectationSchema>;

/** One act of a scenario and what has to hold after it. */
export const scenarioStepSchema = z.strictObject({
  /** Completes an open task: its form is filled in with sample answers, then `with` is laid over them. */
  complete: z.string().optional(),
  /** Login of who acts; the role is the login without its number. */
  as: z.string().optional(),
  with: variables.optional(),
  /** Chooses among several open tasks of the element by who it is given to. */
  assignee: z.string().optional(),
  /** Completes this many open tasks of the element. */
  times: z.int().positive().default(1),
  /** Casts votes in the open task: login → choice. */
  vote: z.strictObject({ task: z.string(), cast: z.record(z.string(), z.string()) }).optional(),
  /** Moves the clock on by an ISO 8601 duration. */
  advance: z.string().optional(),
  message: z
    .strictObject({ name: z.string(), key: z.string().optional(), variables: variables.default({}) })
    .optional(),
  signal: z.strictObject({ name: z.string(), variables: variables.default({}) }).optional(),
  /** Completes the work of an outside worker that waits at the element. */
  job: z.strictObject({ at: z.string(), with: variables.default({}) }).optional(),
  /** Throws a BPMN error from the open work or task of the element. */
  error: z.strictObject({ at: z.string(), code: z.string(), message: z.string().optional() }).optional(),
  /** Throws an escalation from the open work or task of the element. */
  escalation: z.strictObject({ at: z.string(), code: z.string() }).optional(),
  /** Changes variables of the latest case of a process (`in`) or of the started one. */
  set: z.strictObject({ in: z.string().optional(), variables }).optional(),
  /** Tries again what stopped at the element. */
  retry: z.string().optional(),
  /** The act may leave the case standing at an incident; without this an incident fails the scenario. */
  incidents: z.boolean().optional(),
  expect: expectationSchema.optional(),
});
/** One act of a scenario and what has to hold after it. */
export type ScenarioStep = z.infer<typeof scenarioStepSchema>;

/** A scenario: given these variables, when this happens, then that holds. */
export const scenarioSchema = z.strictObject({
  title: z.string().min(1),
  process: z.string().optional(),
  /** Start event to begin at; the plain one unless named. */
  start: z.string().optional(),
  given: variables,
  when: z.array(scenarioStepSchema),
  then: expectationSchema,
});
/** A scenario: given these variables, when this happens, then that holds. */
export type Scenario = z.infer<typeof scenarioSchema>;
