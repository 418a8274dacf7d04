import { runCaseFolder } from './bpmn.ts';
import { findCases, titleOf } from './find-cases.ts';
import { outsideFolder, ownFolder } from './folders.ts';
import { openMemoryHost } from './hosts/memory.ts';
import { runDiagram } from './miwg.ts';

const outside = outsideFolder();
const passedOrSkipped = expect.stringMatching(/^(passed|skipped)$/);

describe.each([
  ['own', ownFolder('')],
  ['collected', outside],
])('the %s cases', (_kind, folder) => {
  if (folder === undefined) {
    test.skip('are absent: there is no folder of collected cases', () => undefined);
    return;
  }
  const { processes, diagrams } = findCases(folder);

  test.each(processes.map((path) => [titleOf(folder, path), path] as const))(
    'of BPMN on the pure engine: %s',
    async (name, path) => {
      expect(await runCaseFolder(path, name, openMemoryHost)).toMatchObject({
        name,
        result: passedOrSkipped,
      });
    },
  );

  if (diagrams.length > 0)
    test.each(diagrams.map((path) => [titleOf(folder, path), path] as const))(
      'of import and export lose nothing: %s',
      async (name, path) => {
        expect(await runDiagram(path, name)).toMatchObject({ name, result: 'passed' });
      },
    );
});
