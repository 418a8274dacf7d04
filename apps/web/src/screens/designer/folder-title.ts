import type { ModelFolder } from '@opora/contracts';

/** A method of identification: decisions without a process. Its name begins with its sign, which the small id repeats. */
export const isMethod = ({ folder, title, files }: ModelFolder): boolean =>
  title !== folder &&
  files.some(({ path }) => path.endsWith('.dmn')) &&
  !files.some(({ path }) => path.endsWith('.bpmn'));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** What people call a folder: of a method, its name without its sign. */
export const folderTitle = (item: ModelFolder): string =>
  isMethod(item) && item.title.toLowerCase().startsWith(`${item.folder}: `)
    ? capital(item.title.slice(item.folder.length + 2))
    : item.title;
