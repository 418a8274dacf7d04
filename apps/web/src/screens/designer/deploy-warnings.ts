import type { ScenarioRun } from '../../play/scenario-runs.ts';
import type { ScenarioState } from '../../play/use-scenarios.ts';
import type { ModelProblem } from './model-problem.ts';

/** A check that found something a person may accept, with the file it is in. */
export type WarnedProblem = ModelProblem & { file: string };

/** What speaks against deploying a draft without forbidding it. */
export interface DeployWarnings {
  problems: WarnedProblem[];
  /** Scenarios that do not pass. */
  failing: ScenarioRun[];
  /** How many scenarios there are. */
  scenarios: number;
  /** Why nothing is known of the scenarios: still running, could not run, or there are none. */
  unknown: 'running' | 'broken' | 'none' | undefined;
}

/** Puts together warnings of the checks (by file) and what the scenarios say of the draft as it is now. */
export function warningsOf(
  byPath: { readonly [path: string]: readonly ModelProblem[] },
  { report, running, problem }: ScenarioState,
): DeployWarnings {
  const problems = Object.entries(byPath).flatMap(([file, list]) =>
    list.filter(({ severity }) => severity === 'warning').map((each) => ({ ...each, file })),
  );
  const runs = running || problem ? [] : (report?.runs ?? []);
  return {
    problems,
    failing: runs.filter(({ ok }) => !ok),
    scenarios: report?.runs.length ?? 0,
    unknown: running
      ? 'running'
      : problem
        ? 'broken'
        : !report
          ? 'running'
          : report.runs.length
            ? undefined
            : 'none',
  };
}

/** Whether deploying in spite of these is a choice to be made knowingly. */
export const isChoice = ({ problems, failing, unknown }: DeployWarnings): boolean =>
  problems.length > 0 || failing.length > 0 || unknown === 'running' || unknown === 'broken';
