import { readProject, type Deployed } from '@opora/modeling';
import type { StageFolder } from './folders.ts';

/** Compiles all folders together, as one deployment; a problem of severity `error` is thrown with its place. */
export async function deployFolders(folders: StageFolder[]): Promise<Deployed> {
  const project = await readProject(
    folders.flatMap(({ id, bpmn, forms, decisions }) => [
      { path: `${id}/${id}.bpmn`, text: bpmn },
      ...[...decisions].map(([file, text]) => ({ path: `${id}/decisions/${file}`, text })),
      ...[...forms].map(([file, form]) => ({ path: `${id}/forms/${file}`, text: JSON.stringify(form) })),
    ]),
  );
  const errors = project.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new Error(
      errors.map(({ path, elementId, message }) => `${path}: ${elementId ?? 'file'}: ${message}`).join('; '),
    );
  return project;
}
