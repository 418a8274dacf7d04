import { z } from 'zod';
import { refSchema, roleSchema, timeSchema } from './common.ts';

/** `POST /api/auth/login`. */
export const loginSchema = z.object({
  login: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
});
export type LoginRequest = z.input<typeof loginSchema>;

/** The user who asks: `GET /api/auth/me` and the answer of a login. */
export const meSchema = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  district: refSchema.nullable(),
  school: refSchema.nullable(),
  /** Schools whose cases the user sees through a partnership (curators). */
  pairedSchools: z.array(refSchema),
  region: z.string().nullable(),
  /** What the screens may offer. The server decides again at every call. */
  may: z.object({
    deploy: z.boolean(),
    editModels: z.boolean(),
    startCases: z.boolean(),
    manageCases: z.boolean(),
    assignTasks: z.boolean(),
    readAudit: z.boolean(),
    manageUsers: z.boolean(),
  }),
});
export type Me = z.infer<typeof meSchema>;

/** `GET /api/auth/demo`: whether this is a demonstration, whose users the sign-in screen may name. */
export const demoSchema = z.object({
  /** Logins of the demo users that exist; empty in production and where no demonstration was loaded. */
  logins: z.array(z.string()),
  /** Their password where it is the one of the documentation; null where the operator chose another. */
  password: z.string().nullable(),
});
export type Demo = z.infer<typeof demoSchema>;

/** `POST /api/auth/tokens`. */
export const createTokenSchema = z.object({
  name: z.string().trim().min(1).max(100),
  expiresInDays: z.number().int().min(1).max(366).default(90),
});
export type CreateTokenRequest = z.input<typeof createTokenSchema>;

/** The token itself is shown only in this answer. */
export const createdTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  token: z.string(),
  expiresAt: timeSchema,
});
export type CreatedToken = z.infer<typeof createdTokenSchema>;

/** One row of `GET /api/auth/tokens`. */
export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  lastUsedAt: timeSchema.nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

/** `POST /api/auth/password`. */
export const changePasswordSchema = z.object({
  current: z.string().min(1).max(200),
  next: z.string().min(8, 'Не короче 8 знаков').max(200),
});
export type ChangePasswordRequest = z.input<typeof changePasswordSchema>;
