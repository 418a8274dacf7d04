import { inRussian } from '@opora/contracts';
import { checkScenario, type ProjectProblem, scenarioText } from '@opora/modeling';

/** What is wrong with the text of a scenario needs no diagrams. */
const nowhere = {
  process: '',
  processes: new Set<string>(),
  elements: new Map(),
  messages: undefined,
  forms: new Map(),
};

/** Problems of a project in Russian; a scenario that cannot be read is told line by line. */
export function problemsInRussian(
  problems: readonly ProjectProblem[],
  files: readonly { path: string; text: string }[],
): ProjectProblem[] {
  return problems.flatMap((problem) => {
    if (problem.rule !== 'scenario')
      return [{ ...problem, message: inRussian(problem.rule, problem.message) }];
    const text = files.find(({ path }) => path === problem.path)?.text ?? '';
    return checkScenario(text, nowhere).map((found) => ({
      ...problem,
      line: found.line,
      message: scenarioText(found, 'ru'),
    }));
  });
}
