import type { EditorKind } from './editor.ts';

const found = import.meta.glob<{ editor: EditorKind }>('./editors/*.ts', { eager: true });

/** All kinds of files in their order. */
export const editors: EditorKind[] = Object.values(found)
  .map((module) => module.editor)
  .sort((a, b) => a.order - b.order);

/** The kind of a path; whatever has no kind of its own is a text. */
export function editorOf(path: string): EditorKind {
  const fits = (kind: EditorKind): boolean => kind.extensions.some((extension) => path.endsWith(extension));
  return editors.find(fits) ?? editors.find(({ kind }) => kind === 'text')!;
}
