import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInMemory } from './bpmn.ts';
import { readCases } from './case-format.ts';
import { outsideFolder } from './folders.ts';

const outside = outsideFolder();
const folders = ['cases', 'extra']
  .flatMap((name) => (outside ? [join(outside, name)] : []))
  .filter((folder) => existsSync(folder));

if (folders.length === 0) {
  test.skip('the folder of collected cases is absent', () => undefined);
} else {
  describe('the collected BPMN cases pass on the pure engine', () => {
    const cases = folders.flatMap((folder) => readCases(folder)).map((one) => [one.name, one] as const);
    test.each(cases)('%s', async (_name, one) => {
      expect(await runInMemory(one)).toEqual({ name: one.name, feature: one.feature, result: 'passed' });
    });
  });
}
