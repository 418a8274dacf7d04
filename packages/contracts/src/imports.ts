import { z } from 'zod';
import { jsonSchema, pageOf, pageQuerySchema, timeSchema } from './common.ts';

/** `preview`: nothing is written yet; `undone`: what it replaced is back. */
export const importStateSchema = z.enum(['preview', 'confirmed', 'undone', 'dropped']);
export type ImportState = z.infer<typeof importStateSchema>;

/** What a row would do: make something, change it, leave it, or it cannot be taken. */
export const importChangeSchema = z.enum(['new', 'changed', 'same', 'wrong']);
export type ImportChange = z.infer<typeof importChangeSchema>;

/** A column that an import of this kind understands. */
export const importColumnSchema = z.object({
  key: z.string(),
  title: z.string(),
  required: z.boolean(),
  /** Position in the file from 0; null: not found. */
  position: z.number().int().nullable(),
});

/** An import of a table. */
export const importSchema = z.object({
  id: z.string(),
  kind: z.string(),
  districtId: z.string(),
  fileName: z.string(),
  state: importStateSchema,
  /** The header as it stands in the file. */
  header: z.array(z.string()),
  columns: z.array(importColumnSchema),
  /** What is wrong with the file or its header as a whole. */
  problems: z.array(z.string()),
  /** What to know of how it was read, none of which stops it: mixed encodings, sheets and sums left out. */
  notes: z.array(z.string()),
  totals: z.object({
    rows: z.number().int(),
    new: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    wrong: z.number().int(),
  }),
  createdBy: z.string(),
  /** Name of that person; the login where the person is no longer known. */
  createdByName: z.string(),
  createdAt: timeSchema,
  confirmedAt: timeSchema.nullable(),
  undoneAt: timeSchema.nullable(),
});
export type Import = z.infer<typeof importSchema>;
export const importPageSchema = pageOf(importSchema);

/** Fields beside the file of `POST /api/imports` (multipart). */
export const createImportSchema = z.object({
  kind: z.string().min(1).max(50),
  districtId: z.string().min(1).max(200),
});

/** `PATCH /api/imports/:id`: which column of the file is which; a key that is null is not in the file. */
export const changeImportSchema = z.object({
  columns: z.record(z.string().min(1).max(50), z.number().int().min(0).max(500).nullable()),
});

/** `POST /api/imports/:id/confirm`: wrong rows are left out only when that is asked for. */
export const confirmImportSchema = z.object({ leaveOutWrong: z.boolean().default(false) });

export const importQuerySchema = pageQuerySchema.extend({ kind: z.string().max(50).optional() });

/** One row of a preview: what stands in the file, what was understood, what is wrong. */
export const importRowSchema = z.object({
  row: z.number().int(),
  change: importChangeSchema,
  raw: z.array(z.string()),
  data: z.record(z.string(), jsonSchema).nullable(),
  problems: z.array(z.object({ column: z.string(), message: z.string() })),
  /** Of a row that changes something: what stands there now, in words, by column; only what differs. */
  before: z.record(z.string(), z.string()).optional(),
});
export type ImportRow = z.infer<typeof importRowSchema>;
export const importRowPageSchema = pageOf(importRowSchema);
export const importRowQuerySchema = pageQuerySchema.extend({
  change: importChangeSchema.optional(),
  q: z.string().max(200).optional(),
});

/** Kinds of tables that can be imported. */
export const importKindSchema = z.object({
  kind: z.string(),
  title: z.string(),
  columns: z.array(z.object({ key: z.string(), title: z.string(), required: z.boolean() })),
});
export const importKindPageSchema = pageOf(importKindSchema);
export type ImportKindInfo = z.infer<typeof importKindSchema>;

export const undoAnswerSchema = z.object({
  /** Brought back or taken away again. */
  undone: z.number().int(),
  /** Left as they are, because a later change has replaced them. */
  kept: z.number().int(),
  import: importSchema,
});
export type UndoAnswer = z.infer<typeof undoAnswerSchema>;
