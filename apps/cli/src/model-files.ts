import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { readArchive } from '@opora/modeling';

/** A folder of models read from the disk or an archive: texts by path inside it. */
export interface ModelFolder {
  folder: string;
  /** Where it was read from, as it was named. */
  from: string;
  files: { [path: string]: string };
}

/** Models cannot be read; the message is for people. */
export class ModelFilesError extends Error {}

const known = new Set(['.bpmn', '.dmn', '.form', '.yaml', '.yml', '.md', '.json']);
const skipped = new Set(['node_modules', 'dist', '.git']);

/**
 * Folders of models below the paths given: a folder with a diagram or stage.json is one, a folder of such folders is all
 * of them, a zip archive or a single file is one by its name.
 */
export async function readModelFolders(paths: readonly string[]): Promise<ModelFolder[]> {
  const folders = (await Promise.all(paths.map(readPath))).flat();
  if (folders.length === 0)
    throw new ModelFilesError(
      `Моделей не найдено в ${paths.map((path) => `«${path}»`).join(', ')}. Ожидались папки с .bpmn или stage.json.`,
    );
  return folders;
}

/** Folders of models that stand beside those given and may be called from them. */
export async function readNeighbors(folders: readonly ModelFolder[]): Promise<ModelFolder[]> {
  const known = new Set(folders.map(({ from }) => resolve(from)));
  const parents = new Set(folders.map(({ from }) => dirname(resolve(from))));
  const found = await Promise.all(
    [...parents].map(async (parent) => {
      const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
      const beside = entries.filter((entry) => entry.isDirectory() && !known.has(join(parent, entry.name)));
      return Promise.all(beside.map((entry) => oneFolder(join(parent, entry.name))));
    }),
  );
  return found
    .flat()
    .filter((folder) => folder !== undefined && 'stage.json' in folder.files) as ModelFolder[];
}

async function readPath(path: string): Promise<ModelFolder[]> {
  const info = await stat(path).catch(() => {
    throw new ModelFilesError(`Нет такого файла или папки: ${path}.`);
  });
  if (info.isFile()) {
    if (extname(path) === '.zip')
      return [{ folder: basename(path, '.zip'), from: path, files: readArchive(await readFile(path)).files }];
    return [
      {
        folder: basename(path, extname(path)),
        from: path,
        files: { [basename(path)]: await readFile(path, 'utf8') },
      },
    ];
  }
  const whole = await oneFolder(path);
  if (whole) return [whole];
  const entries = await readdir(path, { withFileTypes: true });
  const inner = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() && !skipped.has(entry.name) && !entry.name.startsWith('.'))
      .map((entry) => oneFolder(join(path, entry.name))),
  );
  return inner.filter((each) => each !== undefined).sort((a, b) => a.folder.localeCompare(b.folder));
}

/** The folder itself, where it has a stage.json or a diagram at its top. */
async function oneFolder(path: string): Promise<ModelFolder | undefined> {
  const top = await readdir(path).catch((): string[] => []);
  if (!top.includes('stage.json') && !top.some((name) => name.endsWith('.bpmn'))) return undefined;
  const names = (await readdir(path, { recursive: true })).filter(
    (name) =>
      known.has(extname(name)) && !name.split(sep).some((part) => skipped.has(part) || part.startsWith('.')),
  );
  const texts = await Promise.all(names.map((name) => readFile(join(path, name), 'utf8')));
  return {
    folder: basename(resolve(path)),
    from: relative(process.cwd(), resolve(path)) || '.',
    files: Object.fromEntries(names.map((name, index) => [name.split(sep).join('/'), texts[index]!])),
  };
}
