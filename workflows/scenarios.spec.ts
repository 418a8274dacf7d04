import { runScenario, type Deployed } from '@opora/modeling';
import { deployFolders } from './runner/deploy.ts';
import { readStageFolders } from './runner/folders.ts';

const folders = readStageFolders();
let deployed: Deployed;

beforeAll(async () => {
  deployed = await deployFolders(folders);
});

/** Tasks that were opened without a due date, by process and element. */
const undated = ({ moments, host }: ReturnType<typeof runScenario>): string[] =>
  moments.flatMap(({ caseId, entry }) =>
    entry.kind === 'wait.opened' && entry.wait.kind === 'task' && !entry.wait.task.dueDate
      ? [`${host.cases.get(caseId)!.state.processId}/${entry.wait.node}`]
      : [],
  );

describe.each(folders.map((folder) => [folder.id, folder] as const))('%s', (id, { scenarios }) => {
  it.each(scenarios.map(({ file, scenario }) => [scenario.title, file, scenario] as const))(
    '%s (%s)',
    (_title, _file, scenario) => {
      expect(undated(runScenario(scenario, scenario.process ?? id, deployed))).toEqual([]);
    },
  );

  it('has at least four scenarios', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(4);
  });
});
