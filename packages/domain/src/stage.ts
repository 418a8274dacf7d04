import { z } from 'zod';
import { idSchema } from './id.ts';
import { roleSchema } from './role.ts';

const bilingual = z.strictObject({ ru: z.string().min(1), en: z.string().min(1) });

/** Description of a stage folder (`stage.json`): what it needs, who takes part, how it may end. */
export const stageSchema = z.strictObject({
  /** Process id, the same as the name of the folder. */
  id: idSchema,
  title: bilingual,
  /** Place on the board: 0 for the parent process, 1… for stages. */
  order: z.int().nonnegative(),
  roles: z.array(roleSchema).min(1),
  /** Variables a case reads when it starts. */
  input: z.array(
    z.strictObject({
      name: z.string().min(1),
      /** What a person who starts a case is asked for. */
      title: bilingual.optional(),
      type: z.enum(['string', 'number', 'boolean', 'object', 'array']),
      required: z.boolean(),
      description: z.string().min(1),
    }),
  ),
  /** Values that the variable `outcome` may have at the end. */
  outcomes: z.array(z.strictObject({ id: idSchema, title: bilingual })).min(1),
});
/** Description of a stage folder. */
export type Stage = z.infer<typeof stageSchema>;
