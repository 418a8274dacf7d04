import type { Check } from '../editor.ts';
import type { ModelProblem } from '../model-problem.ts';

/** A check that depends on one text only: it is not repeated while the text stays the same. */
export function keptCheck(find: (text: string) => ModelProblem[] | Promise<ModelProblem[]>): Check {
  const kept = new Map<string, { text: string; problems: Promise<ModelProblem[]> }>();
  return (path, text) => {
    const before = kept.get(path);
    if (before?.text === text) return before.problems;
    const problems = Promise.resolve(find(text));
    kept.set(path, { text, problems });
    return problems;
  };
}
