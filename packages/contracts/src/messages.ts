import { z } from 'zod';
import { idSchema, variablesSchema } from './common.ts';

const isoDuration = z
  .string()
  .regex(
    /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/,
    'Ожидается длительность ISO 8601, например PT1H или P3D',
  );

/** `POST /api/messages`. Without `timeToLive` a message nobody waits for is not kept. */
export const publishMessageSchema = z.object({
  name: z.string().trim().min(1).max(200),
  correlationKey: z.string().max(400).default(''),
  variables: variablesSchema.default({}),
  timeToLive: isoDuration.optional(),
  /** The same id is taken once. */
  messageId: z.string().max(200).optional(),
});
export type PublishMessageRequest = z.input<typeof publishMessageSchema>;

/** What became of a message. */
export const publishedMessageSchema = z.object({
  id: z.string(),
  outcome: z.enum(['correlated', 'started', 'buffered', 'expired']),
  /** The cases that got it. */
  cases: z.array(idSchema),
});
export type PublishedMessage = z.infer<typeof publishedMessageSchema>;

/** `POST /api/signals`. */
export const broadcastSignalSchema = z.object({
  name: z.string().trim().min(1).max(200),
  variables: variablesSchema.default({}),
});
export type BroadcastSignalRequest = z.input<typeof broadcastSignalSchema>;
export const broadcastedSignalSchema = z.object({ cases: z.array(idSchema), started: z.array(idSchema) });
export type BroadcastedSignal = z.infer<typeof broadcastedSignalSchema>;
