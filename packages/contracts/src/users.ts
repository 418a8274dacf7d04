import { z } from 'zod';
import { flagSchema, pageOf, pageQuerySchema, refSchema, roleSchema, timeSchema } from './common.ts';

/** A user as the administrator sees it. */
export const userSchema = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  district: refSchema.nullable(),
  school: refSchema.nullable(),
  region: z.string().nullable(),
  disabled: z.boolean(),
  createdAt: timeSchema,
});
export type User = z.infer<typeof userSchema>;
export const userPageSchema = pageOf(userSchema);
export const userQuerySchema = pageQuerySchema.extend({
  role: roleSchema.optional(),
  district: z.string().optional(),
  school: z.string().optional(),
  q: z.string().max(200).optional(),
  disabled: flagSchema.optional(),
});

/** `POST /api/users`. */
export const createUserSchema = z.object({
  login: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{1,63}$/, 'Строчные латинские буквы, цифры, точка, дефис и «_»'),
  name: z.string().trim().min(1).max(200),
  password: z.string().min(8, 'Не короче 8 знаков').max(200),
  roles: z.array(roleSchema).min(1),
  districtId: z.string().nullable().default(null),
  schoolId: z.string().nullable().default(null),
  region: z.string().nullable().default(null),
});
export type CreateUserRequest = z.input<typeof createUserSchema>;

/** `PATCH /api/users/:id`. */
export const updateUserSchema = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  password: z.string().min(8, 'Не короче 8 знаков').max(200).optional(),
  roles: z.array(roleSchema).min(1).optional(),
  districtId: z.string().nullable().optional(),
  schoolId: z.string().nullable().optional(),
  region: z.string().nullable().optional(),
  disabled: z.boolean().optional(),
});
export type UpdateUserRequest = z.input<typeof updateUserSchema>;

/** `GET /api/people`: whom a task can be assigned to. */
export const personSchema = z.object({
  login: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  school: refSchema.nullable(),
});
export type Person = z.infer<typeof personSchema>;
export const peopleSchema = pageOf(personSchema);
