import { z } from 'zod';
import { idSchema, refSchema, timeSchema } from './common.ts';

/** Name of a folder of models: the id of its stage or process. */
export const modelFolderIdSchema = z
  .string()
  .max(100)
  .regex(
    /^[\p{L}_][\p{L}\p{N}_.-]*$/u,
    'Имя папки начинается с буквы и состоит из букв, цифр, «-», «_» и «.»',
  );

/** Path of a file inside its folder: names joined by `/`, none of them hidden. */
export const modelPathSchema = z
  .string()
  .max(200)
  .regex(
    // eslint-disable-next-line no-control-regex
    /^(?!\.)[^\\/:*?"<>|\u0000-\u001f]+(\/(?!\.)[^\\/:*?"<>|\u0000-\u001f]+){0,3}$/u,
    'Путь файла — имена через «/», без «..» и знаков \\ : * ? " < > |',
  );

/** How a file of the draft differs from what is deployed. */
export const modelFileStateSchema = z.enum(['same', 'new', 'changed', 'deleted']);
export type ModelFileState = z.infer<typeof modelFileStateSchema>;

/** A file of the draft without its text. */
export const modelFileRowSchema = z.object({
  path: z.string(),
  /** What people call it, as its text says; null: it does not. */
  title: z.string().nullable(),
  state: modelFileStateSchema,
  /** Hash of the text: what the next change has to name. */
  revision: z.string(),
  /** Hash of the deployed text that the draft began from. */
  base: z.string().nullable(),
  /** Somebody deployed another text of this file after the draft was begun. */
  stale: z.boolean(),
  updatedAt: timeSchema.nullable(),
  updatedBy: z.object({ login: z.string(), name: z.string() }).nullable(),
});
export type ModelFileRow = z.infer<typeof modelFileRowSchema>;

/** A file of the draft. A deleted one keeps the deployed text, so that it can be brought back. */
export const modelFileSchema = modelFileRowSchema.extend({
  text: z.string(),
  /** The deployed text of now, where the draft began from an older one. */
  deployedText: z.string().nullable().optional(),
});
export type ModelFile = z.infer<typeof modelFileSchema>;

/** Who deployed a folder, when, with what note. */
export const modelVersionSchema = z.object({
  id: z.string(),
  /** Counts from 1 inside the folder. */
  number: z.number().int(),
  createdAt: timeSchema,
  createdBy: z.string().nullable(),
  /** Name of that person; the login where the person is no longer known. */
  createdByName: z.string().nullable(),
  note: z.string().nullable(),
  processes: z.array(z.object({ id: z.string(), version: z.number().int() })),
  /** Paths that differ from the version before. */
  changed: z.array(z.string()),
});
export type ModelVersion = z.infer<typeof modelVersionSchema>;

/** A folder in the tree of `GET /api/models`. */
export const modelFolderSchema = z.object({
  folder: z.string(),
  title: z.string(),
  /** Place among the stages; null: not a stage. */
  order: z.number().int().nullable(),
  /** The latest deployment; null: never deployed. */
  deployment: z.string().nullable(),
  files: z.array(modelFileRowSchema),
});
export type ModelFolder = z.infer<typeof modelFolderSchema>;
export const modelFoldersSchema = z.object({ items: z.array(modelFolderSchema) });

/** `GET /api/models/:folder`: the draft with texts. */
export const modelFolderDetailsSchema = modelFolderSchema.extend({ files: z.array(modelFileSchema) });
export type ModelFolderDetails = z.infer<typeof modelFolderDetailsSchema>;

/** Largest text of one file, in characters. */
export const MODEL_TEXT_LIMIT = 2_000_000;

/** `PUT /api/models/:folder/files`: all changes or none. */
export const changeModelSchema = z.object({
  changes: z
    .array(
      z.object({
        path: modelPathSchema,
        /** null deletes the file. */
        text: z.string().max(MODEL_TEXT_LIMIT, 'Файл больше 2 млн знаков').nullable(),
        /** Revision that the change was made on; null: there was no such file. */
        revision: z.string().max(64).nullable(),
        /** The deployed text has been seen and taken into account. */
        rebase: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(200),
});
export type ChangeModelRequest = z.input<typeof changeModelSchema>;
export const changedModelSchema = z.object({ files: z.array(modelFileSchema) });
export type ChangedModel = z.infer<typeof changedModelSchema>;

/** One difference in the 409 answer of a change or deployment that somebody was ahead of. */
export interface ModelConflict {
  path: string;
  message: string;
  /** The file as it is now; null: there is none. */
  current: ModelFile | null;
}

/** `GET /api/models-search`. */
export const modelSearchQuerySchema = z.object({ q: z.string().trim().min(2).max(100) });
export const modelHitSchema = z.object({
  folder: z.string(),
  path: z.string(),
  /** Counts from 1; null: the name itself matches. */
  line: z.number().int().nullable(),
  excerpt: z.string(),
});
export type ModelHit = z.infer<typeof modelHitSchema>;
export const modelHitsSchema = z.object({ items: z.array(modelHitSchema), total: z.number().int() });

/** `GET /api/models/:folder/versions`. */
export const modelVersionsSchema = z.object({ items: z.array(modelVersionSchema) });
/** `GET /api/models/:folder/versions/:id`: the files as they were deployed. */
export const modelVersionDetailsSchema = modelVersionSchema.extend({
  files: z.array(z.object({ path: z.string(), text: z.string(), revision: z.string() })),
});
export type ModelVersionDetails = z.infer<typeof modelVersionDetailsSchema>;

/** `POST /api/models/:folder/deploy`: what the caller has seen of the draft. */
export const deployModelSchema = z.object({
  note: z.string().trim().max(2000).optional(),
  /** Revisions by path, without deleted files. */
  revisions: z.record(modelPathSchema, z.string().max(64)),
  /** The latest deployment that the caller knows of. */
  basedOn: idSchema.nullable(),
});
export type DeployModelRequest = z.input<typeof deployModelSchema>;

/** `POST /api/models/:folder/consequences`: mappings by the version that cases are on, of what changes its id. */
export const consequencesQuerySchema = z.object({
  process: idSchema,
  mappings: z.record(z.string().regex(/^\d+$/), z.record(idSchema, idSchema)).default({}),
});
export type ConsequencesQuery = z.input<typeof consequencesQuerySchema>;

/** What deploying the draft means for the cases that run and that the caller may see. */
export const consequencesSchema = z.object({
  process: z.string(),
  /** Versions that have running cases, newest first, and where these stand. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      cases: z.number().int(),
      elements: z.array(z.object({ elementId: z.string(), cases: z.number().int() })),
    }),
  ),
  total: z.number().int(),
  /** How many could be carried over with these mappings. */
  possible: z.number().int(),
  /** Those that could not first; at most 200. */
  cases: z.array(
    z.object({
      caseId: z.string(),
      title: z.string().nullable(),
      school: refSchema.nullable(),
      version: z.number().int(),
      elements: z.array(z.string()),
      possible: z.boolean(),
      problems: z.array(z.object({ elementId: z.string().nullable(), message: z.string() })),
    }),
  ),
});
export type Consequences = z.infer<typeof consequencesSchema>;
