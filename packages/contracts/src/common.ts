import type { Json, Variables } from '@opora/engine';
import { z } from 'zod';

/** The roles of the domain; candidate groups of diagrams are these names. */
export const roleSchema = z.enum([
  'admin',
  'region',
  'coordinator',
  'committee',
  'method',
  'expert',
  'director',
  'curator',
]);
export type Role = z.infer<typeof roleSchema>;

/** Any JSON value. Bodies come from `JSON.parse`, so there is nothing left to check. */
export const jsonSchema = z.unknown().meta({ description: 'any JSON value' }) as unknown as z.ZodType<
  Json,
  Json
>;

/** Variables by name; names are those FEEL can read. */
export const variablesSchema = z.record(
  z
    .string()
    .regex(/^[\p{L}_][\p{L}\p{N}_]*$/u, 'Имя переменной начинается с буквы и состоит из букв, цифр и «_»'),
  jsonSchema,
) as unknown as z.ZodType<Variables, Variables>;

/** ISO 8601 with offset. */
export const timeSchema = z.iso.datetime({ offset: true });

/** An id as it stands in a path. */
export const idSchema = z.string().min(1).max(400);

/** A query parameter that is `true` or `false`. */
export const flagSchema = z.stringbool();

/** `limit` and `cursor`, common to all lists; a filter that does not exist is refused, else a slip of the pen would show everything. */
export const pageQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(20),
  cursor: z.string().max(1000).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** `{ items, total, next }`: `next` is the cursor of the following page or null. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.number().int(), next: z.string().nullable() });
export type Page<T> = { items: T[]; total: number; next: string | null };

/** A problem document (RFC 9457) as every error of the API is. `detail` is Russian and may be shown to people. */
export const problemSchema = z.object({
  /** A stable slug under `https://opora.dev/problems/`. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemSchema>;

/** Somebody or something by id and name, as lists show it. */
export const refSchema = z.object({ id: z.string(), name: z.string() });
export type Ref = z.infer<typeof refSchema>;

/** A reason that goes to the audit. */
export const reasonSchema = z.string().trim().min(1, 'Укажите причину').max(2000);

/** Answer of routes that only act. */
export const okSchema = z.object({ ok: z.literal(true) });
