import { roles } from '@opora/domain';
import type { Project, ProjectProblem } from '@opora/modeling';

/** Forms, decisions, processes and roles that diagrams name and that are nowhere. */
export function referenceProblems(
  project: Project,
  around: Project,
  files: readonly { path: string; text: string }[],
): ProjectProblem[] {
  const processes = new Set([...project.models, ...around.models].map(({ processId }) => processId));
  const known = {
    form: (id: string): boolean => project.forms.has(id) || around.forms.has(id),
    decision: (id: string): boolean => project.decisions.has(id) || around.decisions.has(id),
    process: (id: string): boolean => processes.has(id),
    role: (id: string): boolean => (roles as readonly string[]).includes(id),
  };
  const words = { form: 'форма', decision: 'решение', process: 'процесс', role: 'роль' };
  return project.models.flatMap((model) => {
    const path =
      files.find(({ path: each, text }) => each.endsWith('.bpmn') && text.includes(`id="${model.processId}"`))
        ?.path ?? model.processId;
    const named: [keyof typeof known, string[]][] = [
      ['form', model.references.forms],
      ['decision', model.references.decisions],
      ['process', model.references.processes],
      ['role', model.references.groups],
    ];
    return named.flatMap(([kind, ids]) =>
      ids
        .filter((id) => !known[kind](id))
        .map((id): ProjectProblem => ({
          path,
          rule: `unknown-${kind}`,
          message: `${words[kind]} «${id}» не найдена ни здесь, ни рядом`
            .replace('решение', 'решение')
            .replace(/(решение|процесс) (.*) не найдена/, '$1 $2 не найдено'),
          severity: 'warning',
        })),
    );
  });
}
