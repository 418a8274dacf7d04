import { runScenario, type Deployed } from '@opora/modeling';
import { deployFolders } from './runner/deploy.ts';
import { readStageFolders } from './runner/folders.ts';

const folders = readStageFolders();
let deployed: Deployed;

beforeAll(async () => {
  deployed = await deployFolders(folders);
});

describe.each(folders.map((folder) => [folder.id, folder] as const))('%s', (id, { scenarios }) => {
  it.each(scenarios.map(({ file, scenario }) => [scenario.title, file, scenario] as const))(
    '%s (%s)',
    (_title, _file, scenario) => {
      expect(() => runScenario(scenario, scenario.process ?? id, deployed)).not.toThrow();
    },
  );

  it('has at least four scenarios', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(4);
  });
});
