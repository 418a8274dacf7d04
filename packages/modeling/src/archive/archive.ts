import { strToU8, unzipSync, zipSync } from 'fflate';
import { nameOf, NoText, textOf } from './text-of.ts';

/** Most that an archive of models may hold. */
export const archiveLimits = {
  /** Bytes of the archive itself. */
  packed: 10_000_000,
  /** Bytes of all files unpacked. */
  total: 30_000_000,
  /** Bytes of one file unpacked. */
  file: 4_000_000,
  files: 300,
};

/** An archive that cannot be taken, and why, in words for people. */
export class ArchiveError extends Error {}

/** Kinds of files that models consist of. */
export const isModelFile = (name: string): boolean => kept.test(name);

const kept = /\.(bpmn|xml|dmn|form|json|ya?ml|md)$/i;

/**
 * Texts of the models in a zip archive by path; whatever is no model is left out. Refused before anything is unpacked
 * where it is too big, holds too many files, or swells as archives made to harm do.
 */
export function readArchive(bytes: Uint8Array): { [path: string]: string } {
  if (bytes.length > archiveLimits.packed) throw tooBig('архив', archiveLimits.packed);
  let [count, total] = [0, 0];
  let files: { [path: string]: Uint8Array };
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize, size }) => {
        if (name.endsWith('/') || !kept.test(name) || /(^|\/)(__MACOSX|\.(?!\.?\/))/.test(name)) return false;
        count += 1;
        total += originalSize;
        if (count > archiveLimits.files)
          throw new ArchiveError(
            `В архиве больше ${archiveLimits.files} файлов: оставьте в нём одну папку моделей.`,
          );
        if (originalSize > archiveLimits.file) throw tooBig(`файл «${name}»`, archiveLimits.file);
        if (total > archiveLimits.total || (originalSize > 1_000_000 && originalSize > size * 200))
          throw tooBig('распакованный архив', archiveLimits.total);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(`Архив не читается: ${(error as Error).message}.`);
  }
  const texts: { [path: string]: string } = {};
  for (const [name, content] of Object.entries(files))
    texts[safePath(nameOf(name))] = modelText(nameOf(name), content);
  if (Object.keys(texts).length === 0)
    throw new ArchiveError('В архиве нет ни одной модели (.bpmn, .dmn, .form, .yaml, .md).');
  return withoutTop(texts);
}

/** The text of one model file; what is no text is refused in words. */
export function modelText(name: string, bytes: Uint8Array): string {
  try {
    return textOf(bytes);
  } catch (error) {
    if (error instanceof NoText)
      throw new ArchiveError(`Файл «${name}» — не текст: схемы, формы и таблицы хранят текстом.`);
    throw error;
  }
}

/** A folder of models as a zip archive with the folder inside. */
export function writeArchive(folder: string, files: { readonly [path: string]: string }): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, strToU8(text)])),
    {
      // The same files make the same archive.
      mtime: new Date('2020-01-01T00:00:00'),
    },
  );
}

/** The name of the one folder that everything in an archive lies in. */
export function topFolder(paths: readonly string[]): string | undefined {
  const [first] = paths;
  const top = first?.includes('/') ? first.split('/')[0] : undefined;
  return top !== undefined && paths.every((path) => path.startsWith(`${top}/`)) ? top : undefined;
}

const safePath = (name: string): string =>
  name
    .replace(/\\/g, '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');

const withoutTop = (texts: { [path: string]: string }): { [path: string]: string } => {
  const top = topFolder(Object.keys(texts));
  const inner = top !== undefined && !['forms', 'decisions', 'scenarios'].includes(top);
  return inner
    ? Object.fromEntries(Object.entries(texts).map(([path, text]) => [path.slice(top.length + 1), text]))
    : texts;
};

const tooBig = (what: string, limit: number): ArchiveError =>
  new ArchiveError(`Слишком большой ${what}: можно до ${Math.round(limit / 1_000_000)} МБ.`);
