import { z } from 'zod';

/** `GET /api/health/live`. */
export const liveSchema = z.object({ status: z.literal('ok') });

const partSchema = z.object({ status: z.enum(['ok', 'down']), detail: z.string().optional() });

/** `GET /api/health/ready`: 200 when all is up, else 503 with the same body. */
export const readySchema = z.object({
  status: z.enum(['ok', 'down']),
  postgresql: partSchema,
  temporal: partSchema,
  worker: partSchema,
});
export type Ready = z.infer<typeof readySchema>;
