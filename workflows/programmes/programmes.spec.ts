import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareMeasureNumbers, parseTerm, programmeSchema, riskFactors } from '@opora/domain';
import { runScenario, type Deployed } from '@opora/modeling';
import { deployFolders } from '../runner/deploy.ts';
import { readStageFolders } from '../runner/folders.ts';

const folder = new URL('.', import.meta.url).pathname;
const read = (id: string): unknown => JSON.parse(readFileSync(join(folder, id, 'programme.json'), 'utf8'));
const ids = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

it.each(ids)('%s fits the schema with all its references', (id) => {
  expect(programmeSchema.safeParse(read(id)).error?.issues ?? []).toEqual([]);
});

describe('each programme on the engine', () => {
  const folders = readStageFolders();
  let deployed: Deployed;
  beforeAll(async () => {
    deployed = await deployFolders(folders);
  });

  it.each(ids)('%s starts a case for every supported school, and each reaches its exit', (id) => {
    const programme = programmeSchema.parse(read(id));
    const straight = folders
      .flatMap(({ scenarios }) => scenarios)
      .find(({ file }) => file === 'school-support/scenarios/straight.yaml')!.scenario;
    const supported = programme.schools.filter(({ role }) => role !== 'partner');
    const helpers = programme.schools.filter(({ role }) => role !== 'shnor');
    expect(supported.length).toBeGreaterThan(0);
    for (const school of supported) {
      const pair = programme.pairs.find((one) => one.school === school.id);
      // Where the document names no pair, the committee proposes another school of the programme.
      const partner =
        programme.schools.find((one) => one.id === pair?.partner) ??
        [...helpers, ...supported].find((one) => one.id !== school.id)!;
      const scenario = {
        ...straight,
        given: { ...straight.given, schoolId: school.id, variants: programme.variants as never },
        then: { ...straight.then, variables: { ...straight.then.variables, 'partner.id': partner.id } },
        when: straight.when.map((step) =>
          step.complete === 'propose'
            ? {
                ...step,
                with: { partner: { id: partner.id, name: partner.shortName, curator: 'curator-1' } },
              }
            : step,
        ),
      };
      // `then` of the scenario asks for the outcome `effective-mode`.
      expect(scenario.then.outcome).toBe('effective-mode');
      expect(() => runScenario(scenario, 'school-support', deployed)).not.toThrow();
    }
  });

  it.each([
    ['boksitogorsk', 54, 0],
    ['luga', 42, 5],
    ['starominsky', 84, 0],
    ['bodaibo', 43, 4],
    ['vsevolozhsk', 8, 4],
  ])('%s has %i measures and %i pairs, its terms can be read', (id, count, pairs) => {
    const programme = programmeSchema.parse(read(id));
    expect([programme.measures.length, programme.pairs.length]).toEqual([count, pairs]);
    const unreadable = programme.measures.filter(
      ({ term }) =>
        term.text && parseTerm(term.text, { period: programme.period }).certainty === 'unreadable',
    );
    expect(unreadable).toEqual([]);
    expect(programme.calendar.filter(({ term }) => parseTerm(term).certainty !== 'read')).toEqual([]);
  });

  it('keeps the groups of the documents', () => {
    const sizes = (id: string) => programmeSchema.parse(read(id)).groups.map(({ schools }) => schools.length);
    expect(sizes('starominsky')).toEqual([2, 1, 1, 1, 1, 2, 1]);
    expect(sizes('boksitogorsk')).toEqual([3, 7]);
    expect(sizes('vsevolozhsk')).toEqual([4, 6, 2]);
  });
});

describe('bodaibo', () => {
  const {
    order,
    blocks,
    measures,
    schools,
    pairs,
    riskFactors: factors,
    users,
    results = [],
  } = programmeSchema.parse(read('bodaibo'));
  const numbers = measures.map(({ number }) => number);

  it('names the order', () => {
    expect(order).toMatchObject({ number: '338', date: '2023-04-20' });
  });

  it('has 43 measures in six blocks, in order', () => {
    const range = (block: number, count: number): string[] =>
      Array.from({ length: count }, (_one, index) => `${block}.${index + 1}`);
    expect(blocks).toHaveLength(6);
    expect(numbers).toEqual(
      [range(1, 7), range(2, 7), range(3, 15), range(4, 7), range(5, 3), range(6, 4)].flat(),
    );
    expect([...numbers].sort(compareMeasureNumbers)).toEqual(numbers);
  });

  it('keeps terms as they are written, even those that cannot be', () => {
    const term = (number: string) => measures.find((measure) => measure.number === number)!.term.text;
    expect([term('1.1'), term('4.1'), term('5.3'), term('2.3')]).toEqual([
      'апрель 2023',
      'декабрь 2023-февраль 2023',
      'Ежегодно',
      'Октябрь 2023',
    ]);
  });

  it('holds the eleven subject associations of 3.15 with their plans', () => {
    expect(measures.find(({ number }) => number === '3.15')!.items).toHaveLength(11);
  });

  it('has four pairs, one of them across districts', () => {
    const name = (id: string) => schools.find((school) => school.id === id)!.shortName;
    expect(pairs.map(({ school, partner }) => [name(school), name(partner)])).toEqual([
      ['СОШ № 3', 'Мамаканская СОШ'],
      ['ООШ № 4', 'СОШ № 1'],
      ['Артемовская СОШ', 'Тутурская СОШ'],
      ['Перевозовская СОШ', 'Кропоткинская СОШ'],
    ]);
    expect(pairs.map(({ crossDistrict }) => crossDistrict)).toEqual([false, false, true, false]);
  });

  it('has the ten risk factors of the domain', () => {
    expect(factors).toEqual(riskFactors);
  });

  it('has users of every role, a director per school and a curator per partner', () => {
    expect(users.map(({ login }) => login).sort()).toEqual(
      [
        'admin',
        'region',
        'coordinator',
        'method',
        ...[1, 2, 3].flatMap((n) => [`committee${n}`, `expert${n}`]),
        ...[1, 2, 3, 4].flatMap((n) => [`director-${n}`, `curator-${n}`]),
      ].sort(),
    );
    const schoolOf = (login: string) => users.find((user) => user.login === login)!.roles[0]!.schoolId;
    pairs.forEach(({ school, partner }, index) =>
      expect([schoolOf(`director-${index + 1}`), schoolOf(`curator-${index + 1}`)]).toEqual([
        school,
        partner,
      ]),
    );
  });

  it('marks invented results and has them for each supported school', () => {
    expect(results.map(({ schoolId }) => schoolId)).toEqual(pairs.map(({ school }) => school));
    expect(results.every(({ demo }) => demo)).toBe(true);
  });
});
