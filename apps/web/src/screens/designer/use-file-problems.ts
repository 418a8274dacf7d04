import { failureText } from '@opora/modeling/failure-text';
import { computed } from 'vue';
import { useWords } from '../../components/use-words.ts';
import type { ScenarioState } from '../../play/use-scenarios.ts';
import type { ModelProblem } from './model-problem.ts';
import type { Tab } from './tabs.ts';

/** What is wrong with the file that is looked at: as its editor, the checks and, of a scenario, its last run say. */
export function useFileProblems(
  tab: () => Tab | undefined,
  world: {
    /** Why its own editor could not read the file. */
    unread: () => ModelProblem | undefined;
    found: () => { [path: string]: ModelProblem[] };
    scenarios: () => ScenarioState;
  },
) {
  const { language } = useWords();
  const ofRun = ({ folder, path }: Tab): ModelProblem[] => {
    const { report, running } = world.scenarios();
    const failure = running
      ? undefined
      : report?.runs.find((run) => run.path === `${folder}/${path}`)?.failure;
    if (failure?.line === undefined) return [];
    const message = failureText(failure, language.value);
    return [{ message, severity: 'warning', line: failure.line, rule: 'scenario-run' }];
  };
  return computed<ModelProblem[]>(() => {
    const now = tab();
    if (!now) return [];
    const found = world.found()[now.path] ?? [];
    const unread = world.unread();
    // That it cannot be read is said once, with its place.
    if (unread) return [unread, ...found.filter(({ rule }) => rule !== 'xml')];
    // What the checks name at a line is why the run stopped there.
    const run = ofRun(now).filter(({ line }) => !found.some((one) => one.line === line));
    return [...found, ...run];
  });
}
