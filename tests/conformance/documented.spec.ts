import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const page = readFileSync(join(root, 'docs/reference/bpmn.md'), 'utf8');
const links = [...page.matchAll(/\]\((?:\.\.\/\.\.\/)([^)#]+)/g)].map(([, path]) => path!);
const namesOf = (folder: string): string[] => readdirSync(join(root, folder));

describe('the table of BPMN elements', () => {
  test('links to nothing that is not there', () => {
    expect(links.length).toBeGreaterThan(200);
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('names every case of our own', () => {
    const cases = namesOf('tests/conformance/cases');
    const named = (name: string): boolean => links.some((path) => path.includes(`/cases/${name}/`));
    expect(cases.filter((name) => !named(name))).toEqual([]);
  });

  test.each(['elements', 'triggers', 'markers'])('names every spec of the %s', (folder) => {
    const specs = namesOf(`packages/engine/src/${folder}`).filter((name) => name.endsWith('.spec.ts'));
    expect(specs.filter((name) => !links.includes(`packages/engine/src/${folder}/${name}`))).toEqual([]);
  });

  test('has a test in every row', () => {
    const rows = page
      .slice(page.indexOf('## Start events'), page.indexOf('## Limits'))
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| element') && !line.startsWith('| --'));
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter((row) => !row.includes('../../'))).toEqual([]);
  });
});
