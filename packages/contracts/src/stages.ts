import { z } from 'zod';
import { pageOf } from './common.ts';

/** One stage as its folder's stage.json describes it. */
export const stageSchema = z.object({
  /** Process id of the stage. */
  id: z.string(),
  /** Russian and English title. */
  title: z.string(),
  titleEn: z.string(),
  /** 1…5; the parent process has 0. */
  order: z.number().int(),
  roles: z.array(z.string()),
  outcomes: z.array(z.object({ id: z.string(), title: z.string(), titleEn: z.string() })),
  processId: z.string(),
  version: z.number().int().nullable(),
});
export type Stage = z.infer<typeof stageSchema>;
/** `GET /api/stages`: the five stages in order; the parent process is not among them. */
export const stagesSchema = pageOf(stageSchema);
