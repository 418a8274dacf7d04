import { problemText, type DiagramProblem, type Known, type ProjectFile } from '@opora/modeling';
import { otherFolders } from '../other-folders.ts';
import type { ModelProblem } from '../model-problem.ts';
import { knownOf } from './known.ts';

type Answer = { n: number; problems?: DiagramProblem[]; error?: string };
const waiting = new Map<
  number,
  { done: (found: DiagramProblem[]) => void; failed: (error: Error) => void }
>();
let worker: Worker | undefined;
let last = 0;

function ask(xml: string, known: Known): Promise<DiagramProblem[]> {
  worker ??= begin();
  const n = ++last;
  return new Promise((done, failed) => {
    waiting.set(n, { done, failed });
    worker!.postMessage({ n, xml, known });
  });
}
function begin(): Worker {
  const made = new Worker(new URL('./lint-worker.ts', import.meta.url), { type: 'module' });
  made.onmessage = ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.n);
    waiting.delete(data.n);
    if (data.problems) asked?.done(data.problems);
    else asked?.failed(new Error(data.error));
  };
  made.onerror = (event) => {
    for (const { failed } of waiting.values()) failed(new Error(event.message));
    waiting.clear();
    worker = undefined;
  };
  return made;
}

/** What was found in each diagram the last time: it holds as long as neither the diagram nor what it may refer to changes. */
const found = new Map<string, { text: string; world: string; problems: Promise<DiagramProblem[]> }>();

function askOnce(path: string, xml: string, known: Known): Promise<DiagramProblem[]> {
  const world = JSON.stringify(known);
  const before = found.get(path);
  if (before?.text === xml && before.world === world) return before.problems;
  const problems = ask(xml, known);
  found.set(path, { text: xml, world, problems });
  problems.catch(() => found.delete(path));
  return problems;
}

/** Everything that is wrong or unwise in a diagram, in the language of the user, found off the main thread. */
export async function checkDiagram(
  path: string,
  text: string,
  files: { readonly [path: string]: string },
): Promise<ModelProblem[]> {
  const own: ProjectFile[] = Object.entries(files).map(([name, content]) => ({ path: name, text: content }));
  const others = await otherFolders(folderOf(files)).catch(() => undefined);
  const known: Known = knownOf([...own, ...(others ?? [])]);
  // What other folders hold is not known without the server: then only roles are checked.
  const problems = await askOnce(path, text, others ? known : { roles: known.roles! });
  const language = localStorage.getItem('opora.language') === 'en' ? 'en' : 'ru';
  return problems.map((problem) => ({
    elementId: problem.elementId ?? null,
    message: problemText(problem, language),
    severity: problem.severity,
    rule: problem.rule,
    ...(problem.line === undefined ? {} : { line: problem.line }),
    ...(problem.fix ? { fix: problem.fix } : {}),
  }));
}

/** The folder that these files are of, by its stage.json; texts that are on the screen count, not the server's. */
function folderOf(files: { readonly [path: string]: string }): string {
  return /"id"\s*:\s*"([^"]+)"/.exec(files['stage.json'] ?? '')?.[1] ?? '';
}
