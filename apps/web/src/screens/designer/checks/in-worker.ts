import { savedLanguage } from '../saved-language.ts';
import type { Check } from '../editor.ts';
import type { ModelProblem } from '../model-problem.ts';
import { otherFolders } from '../other-folders.ts';
import { ask } from './ask.ts';
import { folderOf } from './folder-of.ts';
import type { Tasks } from './tasks.ts';

/** Kinds of files that are checked by one task of the worker. */
type FileTask = Exclude<keyof Tasks, 'diagram' | 'write'>;

/** Which other files a check looks at: of the same folder, and of all others. */
interface Needs {
  here?: RegExp;
  elsewhere?: RegExp;
}

/** A check off the main thread, not repeated while neither the file nor those that it needs change. */
export function inWorker(task: FileTask, { here, elsewhere }: Needs = {}): Check {
  const kept = new Map<string, { world: string; problems: Promise<ModelProblem[]> }>();
  return async (path, text, files) => {
    const others = Object.entries(files).filter(([name]) => name !== path && here?.test(name));
    if (elsewhere)
      for (const file of await otherFolders(folderOf(files)).catch(() => []))
        if (elsewhere.test(file.path)) others.push([file.path, file.text]);
    const language = savedLanguage();
    const world = [language, text, ...others.flat()].join('\0');
    const before = kept.get(path);
    if (before?.world === world) return before.problems;
    const problems = ask(task, { path, text, files: Object.fromEntries(others), language });
    kept.set(path, { world, problems });
    problems.catch(() => kept.delete(path));
    return problems;
  };
}
