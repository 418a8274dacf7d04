import { z } from 'zod';

/** A stable name in kebab-case, such as `bodaibo-3` or `teacher-shortage`. */
export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected an id in kebab-case, such as «bodaibo-3»');

/** A calendar date as `YYYY-MM-DD`. */
export const dateSchema = z.iso.date();
