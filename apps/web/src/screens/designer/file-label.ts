import { diagramElements } from '../../lib/diagram-names.ts';
import type { Project } from './project.ts';
import { formOf } from './references.ts';

/** Files whose name is fixed have a word of their own. */
const fixed: { [path: string]: string } = { 'README.md': 'readme', 'stage.json': 'stageFile' };

const fileName = (path: string): string => path.split('/').at(-1)!;

/** The step of one of the diagrams that shows a form, by its name. */
function stepWith(formId: string, texts: { readonly [path: string]: string }): string | undefined {
  for (const [path, text] of Object.entries(texts)) {
    if (!path.endsWith('.bpmn')) continue;
    const before = text.split(`formId="${formId}"`);
    for (const part of before.slice(0, -1)) {
      const step = [...part.matchAll(/<(?:\w+:)?(?:userTask|startEvent)\b[^>]*?\sid="([^"]+)"/g)].at(-1)?.[1];
      const name = step && diagramElements(text).get(step)?.name;
      if (name) return name;
    }
  }
  return undefined;
}

/** What a form without a name in the list of models is called: by its heading, else by the step that shows it. */
export function formLabel(path: string, texts: { readonly [path: string]: string }): string | undefined {
  const form = formOf(texts[path] ?? '');
  if (!form) return undefined;
  return form.name === form.id ? stepWith(form.id, texts) : form.name;
}

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
  if (title || word) return title ?? t(`designer.bench.${word}`);
  const drafted = path.endsWith('.form') ? formLabel(path, project.texts(folder)) : undefined;
  return drafted ?? fileName(path);
}
