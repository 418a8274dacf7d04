import type { Project } from './project.ts';

/** Files whose name is fixed have a word of their own. */
const fixed: { [path: string]: string } = { 'README.md': 'readme', 'stage.json': 'stageFile' };

const fileName = (path: string): string => path.split('/').at(-1)!;

/** What people call a file: the name that it gives itself, a word for a fixed one, else the file's name. */
export function fileLabel(
  project: Project,
  t: (key: string) => string,
  folder: string,
  path: string,
): string {
  const row = project.folders.value
    .find((item) => item.folder === folder)
    ?.files.find((file) => file.path === path);
  const title = project.file(folder, path)?.server?.title ?? row?.title;
  const word = fixed[path];
  return title ?? (word ? t(`designer.bench.${word}`) : fileName(path));
}
