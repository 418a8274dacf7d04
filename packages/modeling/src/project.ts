import { compile, compileDecisions } from '@opora/engine/compile';
import { parse } from 'yaml';
import type { Form } from './scenario/form.ts';
import type { Deployed } from './scenario/playing.ts';
import { scenarioSchema, type Scenario } from './scenario/scenario.ts';
import { startedProcess } from './scenario/started-process.ts';

/** A file of a project: `expertise/forms/expert-review.form` with its text. */
export interface ProjectFile {
  path: string;
  text: string;
}

/** What is wrong with a file of a project. */
export interface ProjectProblem {
  path: string;
  elementId?: string;
  rule: string;
  message: string;
  severity: 'error' | 'warning';
  line?: number;
}

/** A scenario with the file it stands in and the process that it starts. */
export interface ProjectScenario {
  path: string;
  processId: string;
  scenario: Scenario;
}

/** All files of a project compiled together, as one deployment. A file that is broken is missing here and named in `problems`. */
export interface Project extends Deployed {
  scenarios: ProjectScenario[];
  problems: ProjectProblem[];
}

/** Compiles the diagrams and decisions and reads the forms and scenarios of a project. */
export async function readProject(files: ProjectFile[]): Promise<Project> {
  const project: Project = {
    models: [],
    decisions: new Map(),
    forms: new Map(),
    scenarios: [],
    problems: [],
  };
  const drawn: Drawn[] = [];
  for (const file of files) await readers[endingOf(file.path)]?.(file, project, drawn);
  for (const each of project.scenarios) each.processId = startedBy(each, drawn);
  await readDecisions(
    files.filter(({ path }) => endingOf(path) === 'dmn'),
    project,
  );
  return project;
}

/** Decisions may import each other, so they are compiled together. */
async function readDecisions(files: ProjectFile[], project: Project): Promise<void> {
  const compiled = await compileDecisions(files.map(({ text }) => text));
  for (const [i, { model, problems }] of compiled.entries()) {
    project.problems.push(...problems.map((problem) => ({ path: files[i]!.path, ...problem })));
    if (model) for (const id of Object.keys(model.decisions)) project.decisions.set(id, model);
  }
}

/** A process and the file in which it is drawn. */
interface Drawn {
  path: string;
  processId: string;
}

function startedBy({ path, scenario }: ProjectScenario, drawn: readonly Drawn[]): string {
  const folder = path.split('scenarios/')[0]!;
  const own = drawn.filter((each) => each.path.startsWith(folder)).map(({ processId }) => processId);
  const all = new Set(drawn.map(({ processId }) => processId));
  return startedProcess(scenario.process, folder.split('/').at(-2) ?? '', own, all);
}

type Reader = (file: ProjectFile, project: Project, drawn: Drawn[]) => void | Promise<void>;
const endingOf = (path: string): string => /\.([a-z]+)$/.exec(path)?.[1] ?? '';

const readers: { [ending: string]: Reader } = {
  bpmn: async ({ path, text }, project, drawn) => {
    const { models, problems } = await compile(text);
    project.models.push(...models);
    drawn.push(...models.map(({ processId }) => ({ path, processId })));
    project.problems.push(...problems.map((problem) => ({ path, ...problem })));
  },
  form: ({ path, text }, project) => {
    try {
      const form = JSON.parse(text) as Form;
      if (typeof form.id !== 'string' || !Array.isArray(form.components))
        throw new Error('expected a form with an id and components');
      project.forms.set(form.id, form);
    } catch (error) {
      project.problems.push({ path, rule: 'form', message: (error as Error).message, severity: 'error' });
    }
  },
  yaml: ({ path, text }, project) => {
    if (!path.includes('scenarios/')) return;
    try {
      const scenario = readScenario(text);
      // Which process it starts is known when all diagrams are read.
      project.scenarios.push({ path, processId: '', scenario });
    } catch (error) {
      project.problems.push({ path, rule: 'scenario', message: (error as Error).message, severity: 'error' });
    }
  },
};

/** Reads the text of a scenario's file; an error names the place that is wrong. */
export function readScenario(text: string): Scenario {
  const read = scenarioSchema.safeParse(parse(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${issue?.path.join('.') || 'file'}: ${issue?.message}`);
}
