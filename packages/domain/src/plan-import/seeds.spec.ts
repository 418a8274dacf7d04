import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { importPlan, type ImportedPlan } from './index.ts';

/** Real documents lie outside of the project; without them these tests have nothing to read. */
const folder = resolve(process.env.OPORA_SEEDS ?? '../shared/seeds');
const found = existsSync(folder);
if (!found)
  process.stderr.write(`Real plans are not at ${folder} (OPORA_SEEDS): their import is not tested.\n`);
const real = found ? describe : describe.skip;

const read = (name: string): Promise<ImportedPlan> => importPlan(readFileSync(resolve(folder, name)));
const numbers = (chapter: string, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${chapter}${index + 1}`);
const row = (plan: ImportedPlan, number: string, table = 0) =>
  plan.measures.find((measure) => measure.number === number && measure.table === table);

real('real plans', () => {
  it('of Bodaibo: 43 measures in six blocks', async () => {
    const plan = await read('002_474ef37662804699.txt');
    const chapters = [7, 7, 15, 7, 3, 4];
    expect(plan.measures.map(({ number }) => number)).toEqual(
      chapters.flatMap((last, index) => numbers(`${index + 1}.`, last)),
    );
    expect(plan.report).toMatchObject({
      terms: { read: 42, doubtful: 1, unreadable: 0, empty: 0 },
      responsible: { found: 43, empty: 0 },
    });
    expect(row(plan, '1.5')).toMatchObject({ responsible: ['Руководители образовательных организаций'] });
    expect(row(plan, '4.1')?.term.problems[0]?.code).toBe('end-before-start');
    expect(row(plan, '3.15')).toMatchObject({
      title: 'Районные методические объединения (РМО)',
      term: { text: 'В соответствии с ежегодным планом работы' },
    });
    expect(
      plan.measures.every(({ title, responsible }) => title.length > 10 && responsible.length <= 4),
    ).toBe(true);
  });

  it('of Boksitogorsk: 54 measures in three levels', async () => {
    const plan = await read('000_7760ce544c6bc512.txt');
    expect(plan.measures.map(({ number }) => number)).toEqual([
      ...numbers('1.', 8),
      ...numbers('2.1.', 18),
      '2.2.1',
      '2.3.1',
      ...numbers('3.', 3),
      ...numbers('4.', 3),
      ...numbers('5.', 6),
      ...numbers('6.', 6),
      ...numbers('7.', 7),
      '8.1',
    ]);
    expect(plan.report).toMatchObject({
      terms: { read: 52, empty: 2 },
      responsible: { found: 52, empty: 2 },
    });
    expect(row(plan, '2.1.12')?.section).toMatch(/^2\. .* \/ 2\.1\. /);
    expect(row(plan, '3.1')?.items).toHaveLength(5);
    expect(row(plan, '2.2.1')?.responsible).toHaveLength(5);
  });

  it('of Luga: a calendar plan of 32 rows and a roadmap of 42', async () => {
    const plan = await read('003_9e199c818e0b82b3.txt');
    expect(plan.tables.map(({ measures }) => measures)).toEqual([32, 42]);
    expect(plan.measures.filter(({ table }) => table === 1).map(({ number }) => number)).toEqual([
      ...numbers('1.', 9),
      ...numbers('2.', 18),
      ...numbers('3.', 6),
      ...numbers('4.', 5),
      ...numbers('5.', 4),
    ]);
    expect(row(plan, '2.9', 1)?.term.parts).toMatchObject([
      { from: '2019-11-25' },
      { from: '2019-11-26' },
      { from: '2019-12-05' },
    ]);
    expect(plan.report.terms.unreadable).toBe(0);
  });

  it('of Starominsky: 84 measures whose numbers restart in every subsection', async () => {
    const plan = await read('001_1a0846a02d9b13c0.txt');
    const sections = [...new Set(plan.measures.map(({ section, table }) => `${table} ${section}`))];
    const sizes = sections.map(
      (name) => plan.measures.filter(({ section, table }) => `${table} ${section}` === name).length,
    );
    expect(sizes).toEqual([17, 7, 17, 16, 3, 5, 8, 6, 5]);
    expect(plan.report).toMatchObject({ terms: { read: 84 }, responsible: { found: 84 } });
    expect(
      plan.measures.flatMap(({ responsible }) => responsible).filter((name) => name.length > 40),
    ).toEqual([]);
  });
});
