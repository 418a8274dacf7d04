import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runDmnFolder } from './dmn.ts';
import { findCases, titleOf } from './find-cases.ts';
import { outsideFolder, ownFolder } from './folders.ts';

const outside = outsideFolder();
const collected = outside && join(outside, 'dmn');
const failures = async (folder: string): Promise<string[]> =>
  (await Promise.all(findCases(folder).decisions.map((one) => runDmnFolder(one, titleOf(folder, one)))))
    .flat()
    .filter(({ result }) => result !== 'passed')
    .map(({ name, reason }) => `${name}: ${reason}`);

describe('DMN', () => {
  test('gives the results of its own cases', async () => {
    expect(await failures(ownFolder('dmn'))).toEqual([]);
  });

  (collected && existsSync(collected) ? test : test.skip)(
    'gives the results of the collected cases, where their folder is there',
    async () => {
      expect(await failures(collected!)).toEqual([]);
    },
  );
});
