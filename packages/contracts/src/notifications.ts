import { z } from 'zod';
import { pageQuerySchema, refSchema, timeSchema } from './common.ts';

/** Something the caller should know: a task for them, one overdue, an incident of their district, a notice of a process. */
export const notificationSchema = z.object({
  id: z.string(),
  kind: z.enum(['task', 'due-soon', 'overdue', 'incident', 'notice', 'profile-returned']),
  at: timeSchema,
  title: z.string(),
  /** Null: it is outside a case (a risk profile that was sent back). */
  caseId: z.string().nullable(),
  taskId: z.string().nullable(),
  school: refSchema.nullable(),
  read: z.boolean(),
});
export type Notification = z.infer<typeof notificationSchema>;
export const notificationQuerySchema = pageQuerySchema;
export const notificationPageSchema = z.object({
  items: z.array(notificationSchema),
  total: z.number().int(),
  next: z.string().nullable(),
  unread: z.number().int(),
});
export type NotificationPage = z.infer<typeof notificationPageSchema>;
