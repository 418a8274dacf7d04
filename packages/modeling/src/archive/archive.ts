import { strToU8, Unzip, UnzipInflate, unzipSync, zipSync } from 'fflate';
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
  /** Files and folders of any kind. */
  entries: 3_000,
};

/** An archive that cannot be taken, and why, in words for people. */
export class ArchiveError extends Error {}

/** Kinds of files that models consist of. */
export const isModelFile = (name: string): boolean => kept.test(name);

const kept = /\.(bpmn|xml|dmn|form|json|ya?ml|md)$/i;

/** What an archive holds for the models. */
export interface Archive {
  /** Texts of the models by path. */
  files: { [path: string]: string };
  /** Names of files that are no models: they are left out. */
  left: string[];
}

/**
 * Reads the models of a zip archive. Refused in words where it is too big, holds too many files, names a file outside of itself or
 * twice, or swells as archives made to harm do: unpacking stops at the first byte beyond what is allowed, whatever sizes it states.
 */
export function readArchive(bytes: Uint8Array): Archive {
  if (bytes.length > archiveLimits.packed) throw tooBig('архив', archiveLimits.packed);
  const { wanted, left } = listed(bytes);
  const texts: { [path: string]: string } = {};
  for (const [name, content] of unpacked(bytes, wanted))
    texts[wanted.get(name)!] = modelText(nameOf(name), content);
  if (Object.keys(texts).length === 0)
    throw new ArchiveError('В архиве нет ни одной модели (.bpmn, .dmn, .form, .yaml, .md).');
  return { files: withoutTop(texts), left };
}

/** What the directory of an archive says of it: the models, by the names of their entries, and what is left out. */
function listed(bytes: Uint8Array): { wanted: Map<string, string>; left: string[] } {
  const wanted = new Map<string, string>();
  const left: string[] = [];
  let [entries, total] = [0, 0];
  const look = ({ name, originalSize, size }: { name: string; originalSize: number; size: number }): void => {
    entries += 1;
    if (entries > archiveLimits.entries) throw tooMany(archiveLimits.entries);
    if (name.endsWith('/') || /(^|[/\\])(__MACOSX|\.(?!\.?[/\\]))/.test(name)) return;
    const shown = nameOf(name);
    if (!kept.test(shown)) {
      left.push(shown);
      return;
    }
    if (wanted.size >= archiveLimits.files) throw tooMany(archiveLimits.files);
    if (originalSize > archiveLimits.file) throw tooBig(`файл «${shown}»`, archiveLimits.file);
    total += originalSize;
    if (total > archiveLimits.total || (originalSize > 1_000_000 && originalSize > size * 200))
      throw tooBig('распакованный архив', archiveLimits.total);
    const path = safePath(shown);
    if ([...wanted.values()].includes(path))
      throw new ArchiveError(`Файл «${shown}» есть в архиве дважды: оставьте один.`);
    wanted.set(name, path);
  };
  readable(() =>
    unzipSync(bytes, {
      filter: (file) => {
        look(file);
        return false;
      },
    }),
  );
  return { wanted, left };
}

/** Bytes of an archive that are unpacked at a time: a thousandfold of it is what it can swell to before it is looked at. */
const AT_ONCE = 4_096;

/** The wanted files, unpacked bit by bit. */
function unpacked(bytes: Uint8Array, wanted: ReadonlyMap<string, string>): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  let total = 0;
  const unzip = new Unzip((file) => {
    if (!wanted.has(file.name) || found.has(file.name)) return;
    const shown = nameOf(file.name);
    const parts: Uint8Array[] = [];
    let size = 0;
    file.ondata = (error, part, final) => {
      // What is thrown below comes back as an error of the reader.
      if (error instanceof ArchiveError) throw error;
      if (error) throw new ArchiveError(`Файл «${shown}» не распаковать: он повреждён или закрыт паролем.`);
      size += part.length;
      total += part.length;
      if (size > archiveLimits.file) throw tooBig(`файл «${shown}»`, archiveLimits.file);
      if (total > archiveLimits.total) throw tooBig('распакованный архив', archiveLimits.total);
      parts.push(part);
      if (final) found.set(file.name, joined(parts, size));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  readable(() => {
    for (let at = 0; at < bytes.length; at += AT_ONCE)
      unzip.push(bytes.subarray(at, at + AT_ONCE), at + AT_ONCE >= bytes.length);
  });
  for (const name of wanted.keys())
    if (!found.has(name))
      throw new ArchiveError(`Файл «${nameOf(name)}» не распаковать: архив повреждён или обрывается.`);
  return found;
}

function joined(parts: Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function readable(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(`Архив не читается: ${(error as Error).message}.`);
  }
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

/** The path of an entry; what leads out of the archive is refused, not mended: nobody packs a folder of models so. */
function safePath(name: string): string {
  const parts = name.replace(/\\/g, '/').split('/');
  if (parts.includes('..') || parts[0] === '' || /^[a-z]:$/i.test(parts[0] ?? ''))
    throw new ArchiveError(`Файл «${name}» лежал бы вне папки моделей: такой архив не загрузить.`);
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}

const withoutTop = (texts: { [path: string]: string }): { [path: string]: string } => {
  const top = topFolder(Object.keys(texts));
  const inner = top !== undefined && !['forms', 'decisions', 'scenarios'].includes(top);
  return inner
    ? Object.fromEntries(Object.entries(texts).map(([path, text]) => [path.slice(top.length + 1), text]))
    : texts;
};

const tooMany = (limit: number): ArchiveError =>
  new ArchiveError(`В архиве больше ${limit} файлов: оставьте в нём одну папку моделей.`);
const tooBig = (what: string, limit: number): ArchiveError =>
  new ArchiveError(`Слишком большой ${what}: можно до ${Math.round(limit / 1_000_000)} МБ.`);
