import { roles } from '@opora/domain';
import type { Known, ProjectFile } from '@opora/modeling';

const first = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, id]) => id!);

/** Ids of forms, decisions and processes in files, without reading them whole, and the roles there are. */
export function knownOf(files: ProjectFile[]): Required<Known> {
  const known: Required<Known> = { forms: [], decisions: [], processes: [], roles: [...roles] };
  for (const { path, text } of files) {
    if (path.endsWith('.form')) {
      const id = formId(text);
      if (id) known.forms.push(id);
    }
    if (path.endsWith('.dmn'))
      known.decisions.push(...first(text, /<(?:\w+:)?decision\s[^>]*?\bid="([^"]+)"/g));
    if (path.endsWith('.bpmn'))
      known.processes.push(...first(text, /<(?:\w+:)?process\s[^>]*?\bid="([^"]+)"/g));
  }
  return known;
}

function formId(text: string): string | undefined {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
