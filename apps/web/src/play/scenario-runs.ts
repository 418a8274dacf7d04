import {
  coverageOf,
  lineOfStep,
  namedValues,
  percentOf,
  readProject,
  tryScenario,
  type ProjectFile,
  type ScenarioFailure,
} from '@opora/modeling';
import type { JournalEntry } from '@opora/engine';

/** How one scenario went. */
export interface ScenarioRun {
  path: string;
  title: string;
  processId: string;
  ok: boolean;
  failure?: {
    code: ScenarioFailure['code'];
    values: { [name: string]: string };
    step?: number;
    line?: number;
  };
}

/** How all scenarios of a project went, and what they covered of each process. */
export interface ScenarioReport {
  runs: ScenarioRun[];
  coverage: { [processId: string]: { elements: string[]; flows: string[]; percent: number } };
}

/** Plays all scenarios below `folder` on the files of the whole project. */
export async function runAllScenarios(files: ProjectFile[], folder: string): Promise<ScenarioReport> {
  const project = await readProject(files);
  const report: ScenarioReport = { runs: [], coverage: {} };
  const names = new Map(
    project.models.flatMap(({ nodes }) => Object.entries(nodes).map(([id, { name }]) => [id, name] as const)),
  );
  const nameOf = (id: string): string => names.get(id) || id;
  const texts = new Map(files.map((file) => [file.path, file.text]));
  const journals = new Map<string, JournalEntry[][]>();
  for (const { path, processId, scenario } of project.scenarios) {
    if (!path.startsWith(`${folder}/`)) continue;
    const { play, failure } = tryScenario(scenario, processId, project);
    report.runs.push({
      path,
      title: scenario.title,
      processId,
      ok: !failure,
      ...(failure
        ? {
            failure: {
              line: lineOfStep(texts.get(path) ?? '', failure.step),
              code: failure.code,
              values: namedValues(failure.values, nameOf),
              ...(failure.step === undefined ? {} : { step: failure.step }),
            },
          }
        : {}),
    });
    for (const one of play?.host.cases.values() ?? [])
      journals.set(one.model.processId, [...(journals.get(one.model.processId) ?? []), one.journal]);
  }
  for (const problem of project.problems)
    if (problem.rule === 'scenario' && problem.path.startsWith(`${folder}/`))
      report.runs.push({
        path: problem.path,
        title: problem.path.split('/').at(-1)!,
        processId: folder,
        ok: false,
        failure: { code: 'engine', values: { message: problem.message } },
      });
  for (const model of project.models) {
    const coverage = coverageOf(model, journals.get(model.processId) ?? []);
    report.coverage[model.processId] = {
      elements: [...coverage.elements],
      flows: [...coverage.flows],
      percent: percentOf(coverage),
    };
  }
  return report;
}
