import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFeelCases, runFeel } from './feel.ts';
import { outsideFolder, ownFolder } from './folders.ts';

const outside = outsideFolder();
const collected = outside && join(outside, 'feel');

describe('FEEL, own cases', () => {
  test.each(readFeelCases(ownFolder('feel')).map((each) => [`${each.id} ${each.expression}`, each] as const))(
    '%s',
    (_, each) => {
      expect(runFeel(each)).toMatchObject({ result: 'passed' });
    },
  );
});

describe('FEEL, collected cases', () => {
  if (!collected || !existsSync(collected)) {
    test.skip('the folder of collected cases is absent', () => undefined);
    return;
  }
  test.each(readFeelCases(collected).map((each) => [`${each.id} ${each.expression}`, each] as const))(
    '%s',
    (_, each) => {
      expect(runFeel(each)).toMatchObject({ result: 'passed' });
    },
  );
});
