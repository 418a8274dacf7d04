import { roles } from '@opora/domain';
import type { Known, ProjectFile } from '@opora/modeling';
import { referencesOf } from '../references.ts';

const ids = (list: { id: string }[]): string[] => list.map(({ id }) => id);

/** Ids of forms, decisions and processes in files, and the roles there are. */
export function knownOf(files: ProjectFile[]): Required<Known> {
  const { forms, decisions, processes } = referencesOf(files);
  return {
    forms: ids(forms),
    decisions: ids(decisions),
    processes: ids(processes),
    roles: [...roles],
  };
}
