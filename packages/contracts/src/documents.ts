import { z } from 'zod';
import { idSchema, pageOf, pageQuerySchema, reasonSchema, refSchema, timeSchema } from './common.ts';

/** States of a document in the register. */
export const documentStatusSchema = z.enum(['draft', 'on-signature', 'signed', 'cancelled']);
export type DocumentStatus = z.infer<typeof documentStatusSchema>;

/** A field that a template may use, as it is written in Word. */
export const documentFieldSchema = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.enum(['text', 'list', 'drawing']),
  /** How it is written in a template. */
  spelling: z.string(),
  of: z.array(z.object({ name: z.string(), title: z.string(), spelling: z.string() })),
});
export type DocumentFieldInfo = z.infer<typeof documentFieldSchema>;

/** A version of a template that a district uploaded. */
export const documentTemplateSchema = z.object({
  id: z.string(),
  kind: z.string(),
  version: z.number().int(),
  fileName: z.string(),
  tags: z.array(z.string()),
  createdBy: z.string(),
  /** Name of that person; the login where the person is no longer known. */
  createdByName: z.string(),
  createdAt: timeSchema,
});
export type DocumentTemplate = z.infer<typeof documentTemplateSchema>;

/** A kind of document with its fields and the templates of a district, newest first. */
export const documentKindSchema = z.object({
  id: z.string(),
  title: z.string(),
  about: z.enum(['school', 'district']),
  heading: z.string(),
  fields: z.array(documentFieldSchema),
  /** What may follow a field after «|». */
  forms: z.array(z.string()),
  templates: z.array(documentTemplateSchema),
});
export type DocumentKindInfo = z.infer<typeof documentKindSchema>;
export const documentKindPageSchema = pageOf(documentKindSchema);
export const documentKindQuerySchema = z.object({ district: z.string().max(200).optional() });

/** Fields of the upload of a template. */
export const uploadTemplateSchema = z.strictObject({
  districtId: z.string().min(1).max(200),
  kind: z.string().min(1).max(100),
});

/** A document of the register. */
export const documentSchema = z.object({
  id: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  title: z.string(),
  district: refSchema,
  school: refSchema.nullable(),
  caseId: idSchema.nullable(),
  status: documentStatusSchema,
  number: z.string().nullable(),
  date: z.string().nullable(),
  signatory: z.string().nullable(),
  signatoryPost: z.string().nullable(),
  scan: z.string().nullable(),
  cancelReason: z.string().nullable(),
  version: z.number().int(),
  createdBy: z.string(),
  createdAt: timeSchema,
  may: z.object({ write: z.boolean(), sign: z.boolean() }),
});
export type DocumentInfo = z.infer<typeof documentSchema>;
export const documentPageSchema = pageOf(documentSchema);
export const documentQuerySchema = pageQuerySchema.extend({
  kind: z.string().max(100).optional(),
  status: documentStatusSchema.optional(),
  school: z.string().max(200).optional(),
  /** Documents that were made for a case or for another case of its tree. */
  case: z.string().max(200).optional(),
  q: z.string().trim().max(200).optional(),
});

/** A document with what its template is filled with and what happened to it. */
export const documentDetailsSchema = documentSchema.extend({
  heading: z.string(),
  basis: z.string(),
  suggested: z.object({ number: z.string(), signatory: z.string(), post: z.string() }),
  verifyUrl: z.string(),
  /** What stands blank in a document that is not signed yet, in words. */
  unfilled: z.array(z.string()),
  history: z.array(
    z.object({ at: timeSchema, who: z.string(), action: z.string(), remark: z.string().nullable() }),
  ),
});
export type DocumentDetails = z.infer<typeof documentDetailsSchema>;

const heading = z.string().trim().min(1).max(1000);
const basis = z.string().trim().max(2000);

/** `POST /api/documents`: what the system knows is filled in by itself. */
export const createDocumentSchema = z.strictObject({
  kind: z.string().min(1).max(100),
  districtId: z.string().min(1).max(200),
  schoolId: z.string().min(1).max(200).optional(),
  heading: heading.optional(),
  basis: basis.optional(),
  expert: z.string().trim().max(200).optional(),
  /** Kept matching whose pairs an order names, before they are in the register. */
  matching: z.uuid().optional(),
});

/** `PATCH /api/documents/:id`; `version` is the one that was seen. */
export const changeDocumentSchema = z.strictObject({
  version: z.int(),
  heading: heading.optional(),
  basis: basis.optional(),
  status: z.enum(['draft', 'on-signature']).optional(),
});

/** `POST /api/documents/:id/sign`. */
export const signDocumentSchema = z.strictObject({
  number: z.string().trim().min(1, 'Укажите номер').max(50),
  date: z.iso.date('Ожидается дата ГГГГ-ММ-ДД'),
  signatory: z.string().trim().min(1, 'Укажите, кто подписал').max(200),
  post: z.string().trim().max(300).default(''),
});

export const cancelDocumentSchema = z.strictObject({ reason: reasonSchema });

/** What the verification page shows to everybody: nothing of the contents. */
export const verifiedDocumentSchema = z.object({
  title: z.string(),
  number: z.string().nullable(),
  date: z.string().nullable(),
  status: documentStatusSchema,
});
export type VerifiedDocument = z.infer<typeof verifiedDocumentSchema>;
