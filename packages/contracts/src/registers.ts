import type { RecordValues, RegisterId } from '@opora/domain';
import { z } from 'zod';
import { flagSchema, jsonSchema, pageOf, pageQuerySchema, reasonSchema, timeSchema } from './common.ts';

/** Ids of the registers, as paths have them. */
export const registerIdSchema = z.enum([
  'schools',
  'partnerships',
  'people',
  'posts',
  'associations',
  'subjects',
  'districts',
] satisfies RegisterId[]);

/** Values by key of field; the fields of each register are in `GET /api/registers`. */
const valuesSchema = z.record(z.string().max(50), jsonSchema) as unknown as z.ZodType<
  RecordValues,
  Record<string, unknown>
>;

/** A register with its fields, and what the caller may do in it. */
export const registerSchema = z.object({
  id: registerIdSchema,
  title: z.string(),
  fields: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      kind: z.enum(['text', 'whole', 'number', 'date', 'choice', 'subjects', 'ref']),
      required: z.boolean(),
      /** Values of a `choice` with their words. */
      choices: z.record(z.string(), z.string()).nullable(),
      /** Register of what a `ref` names. */
      ref: registerIdSchema.nullable(),
    }),
  ),
  /** Districts in which the caller may add and change records; null: everywhere. */
  writes: z.array(z.string()).nullable(),
});
export type Register = z.infer<typeof registerSchema>;
export const registerPageSchema = pageOf(registerSchema);

/** A record; `names` holds the names of what its refs lead to, by key of field. */
export const registerRecordSchema = z.object({
  id: z.string(),
  label: z.string(),
  values: valuesSchema,
  names: z.record(z.string(), z.string()),
  version: z.number().int(),
  archivedAt: timeSchema.nullable(),
  updatedAt: timeSchema,
  /** Whether the caller may change it. */
  mayChange: z.boolean(),
});
export type RegisterRecord = z.infer<typeof registerRecordSchema>;
export const registerRecordPageSchema = pageOf(registerRecordSchema);

/** `filter` is `key:value`, once or several times; records put away are shown on wish only. */
export const registerQuerySchema = pageQuerySchema.extend({
  q: z.string().max(200).optional(),
  filter: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => (typeof given === 'string' ? [given] : given))
    .pipe(
      z
        .array(
          z
            .string()
            .max(300)
            .regex(/^[A-Za-z]+:.+$/, 'Ожидается поле:значение'),
        )
        .max(20),
    )
    .optional(),
  archived: flagSchema.default(false),
});

/** `POST /api/registers/:register`; `id` only where another program needs a known one. */
export const createRecordSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/, 'Строчные латинские буквы, цифры и дефис')
    .optional(),
  values: valuesSchema,
});
/** `PATCH /api/registers/:register/:id`: only what is named changes; `version` is the one that was read. */
export const changeRecordSchema = z.strictObject({
  values: valuesSchema,
  version: z.number().int().min(1),
  reason: reasonSchema,
});
/** `POST /api/registers/:register/:id/archive`: puts a record away, or takes it back. */
export const archiveRecordSchema = z.strictObject({
  archived: z.boolean(),
  version: z.number().int().min(1),
  reason: reasonSchema,
});

/** One change of a record: who, when, why, and what differs. */
export const recordChangeSchema = z.object({
  id: z.string(),
  at: timeSchema,
  login: z.string(),
  name: z.string(),
  action: z.enum(['create', 'update', 'archive', 'restore', 'import', 'undo']),
  reason: z.string().nullable(),
  version: z.number().int(),
  before: valuesSchema.nullable(),
  after: valuesSchema.nullable(),
});
export type RecordChange = z.infer<typeof recordChangeSchema>;
export const recordChangePageSchema = pageOf(recordChangeSchema);
