import { z } from 'zod';

/** Names of the server-sent events of `GET /api/events`; `sync` says that events may have been missed: read again. */
export const eventTypeSchema = z.enum(['case', 'task', 'incident', 'deployment', 'sync']);
export type EventType = z.infer<typeof eventTypeSchema>;

/** The data of an event: what changed, not how; the screens read it again. */
export const serverEventSchema = z.object({
  type: eventTypeSchema,
  caseId: z.string().optional(),
  rootCaseId: z.string().optional(),
  taskIds: z.array(z.string()).optional(),
  schoolId: z.string().nullable().optional(),
  districtId: z.string().nullable().optional(),
  stage: z.string().nullable().optional(),
});
export type ServerEvent = z.infer<typeof serverEventSchema>;
