import { inRussian } from '@opora/contracts';
import { compileDecisions } from '@opora/engine/compile';
import type { ModelProblem } from '../model-problem.ts';

const kept = new Map<string, { world: string; problems: Promise<ModelProblem[]> }>();

/** What the engine finds in a decision file, with the files of the folder that it may import. */
export function checkDecision(
  path: string,
  text: string,
  files: { readonly [path: string]: string },
): Promise<ModelProblem[]> {
  const others = Object.entries(files).flatMap(([name, content]) =>
    name !== path && name.endsWith('.dmn') ? [content] : [],
  );
  const world = [text, ...others].join('\0');
  const before = kept.get(path);
  if (before?.world === world) return before.problems;
  const problems = find(text, others);
  kept.set(path, { world, problems });
  return problems;
}

async function find(text: string, others: string[]): Promise<ModelProblem[]> {
  const isEnglish = localStorage.getItem('opora.language') === 'en';
  const [compiled] = await compileDecisions([text, ...others]);
  return compiled!.problems.map(({ elementId, rule, message, severity }) => ({
    elementId: elementId ?? null,
    message: isEnglish ? message : inRussian(rule, message),
    // As at a deployment: a file without any decision is never what its author meant.
    severity: rule === 'no-decision' ? 'error' : severity,
    rule,
  }));
}
