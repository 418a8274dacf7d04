import type { Check } from '../editor.ts';
import type { ModelProblem } from '../model-problem.ts';
import { ask } from './ask.ts';
import { languageNow } from './language.ts';
import type { Tasks } from './tasks.ts';

/** Kinds of files that are checked by one task of the worker. */
type FileTask = Exclude<keyof Tasks, 'diagram' | 'write'>;

/** A check off the main thread, not repeated while neither the file nor those that it needs change. */
export function inWorker(task: FileTask, needs: (path: string) => boolean = () => false): Check {
  const kept = new Map<string, { world: string; problems: Promise<ModelProblem[]> }>();
  return (path, text, files) => {
    const others = Object.entries(files).filter(([name]) => name !== path && needs(name));
    const language = languageNow();
    const world = [language, text, ...others.flat()].join('\0');
    const before = kept.get(path);
    if (before?.world === world) return before.problems;
    const problems = ask(task, { path, text, files: Object.fromEntries(others), language });
    kept.set(path, { world, problems });
    problems.catch(() => kept.delete(path));
    return problems;
  };
}
