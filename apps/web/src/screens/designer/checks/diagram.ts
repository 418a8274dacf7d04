import { problemText, type DiagramProblem, type Known, type ProjectFile } from '@opora/modeling';
import { savedLanguage } from '../saved-language.ts';
import { otherFolders, otherFoldersNow } from '../other-folders.ts';
import type { ModelProblem } from '../model-problem.ts';
import { ask } from './ask.ts';
import { folderOf } from './folder-of.ts';
import { knownOf } from './known.ts';

type Files = { readonly [path: string]: string };

/** What was found in each diagram the last time: it holds as long as neither the diagram nor what it may refer to changes. */
const found = new Map<string, { text: string; world: string; problems: Promise<DiagramProblem[]> }>();
/** The same of drawings, by how they stood. */
const inDrawing = new Map<string, { drawn: string; world: string; problems: Promise<DiagramProblem[]> }>();

/** Everything that is wrong or unwise in a diagram, in the language of the user, found off the main thread. */
export async function checkDiagram(path: string, text: string, files: Files): Promise<ModelProblem[]> {
  const known = await knownHere(files);
  const world = JSON.stringify(known);
  const before = found.get(path);
  if (before?.text === text && before.world === world) return told(await before.problems);
  const problems = ask('diagram', { text, known });
  found.set(path, { text, world, problems });
  problems.catch(() => found.delete(path));
  return told(await problems);
}

/**
 * The same of a diagram as it is being drawn (`treeOf`, as JSON), without writing it out. The worker is asked before this returns,
 * if only possible: the page has more to do after a change, and it does it meanwhile.
 */
export async function checkDrawing(path: string, drawn: string, files: Files): Promise<ModelProblem[]> {
  const others = otherFoldersNow(folderOf(files));
  const known = others ? knownAmong(files, others) : await knownHere(files);
  const problems = ask('diagram', { drawn, known });
  inDrawing.set(path, { drawn, world: JSON.stringify(known), problems });
  return told(await problems);
}

/** Writes a drawing as a file; what was found in it holds for the file. */
export async function writeDrawing(path: string, drawn: string): Promise<string> {
  const text = await ask('write', { drawn });
  const checked = inDrawing.get(path);
  if (checked?.drawn === drawn) found.set(path, { text, ...checked });
  return text;
}

/** What elements may refer to. What other folders hold is not known without the server: then only roles are checked. */
async function knownHere(files: Files): Promise<Known> {
  const others = await otherFolders(folderOf(files)).catch(() => undefined);
  return others ? knownAmong(files, others) : { roles: knownOf([]).roles };
}

function knownAmong(files: Files, others: ProjectFile[]): Known {
  const own: ProjectFile[] = Object.entries(files).map(([path, text]) => ({ path, text }));
  return knownOf([...own, ...others]);
}

function told(problems: DiagramProblem[]): ModelProblem[] {
  const language = savedLanguage();
  return problems.map((problem) => ({
    elementId: problem.elementId ?? null,
    message: problemText(problem, language),
    severity: problem.severity,
    rule: problem.rule,
    ...(problem.line === undefined ? {} : { line: problem.line }),
    ...(problem.fix ? { fix: problem.fix } : {}),
  }));
}
