import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareMeasureNumbers, programmeSchema, riskFactors } from '@opora/domain';

const folder = new URL('.', import.meta.url).pathname;
const read = (id: string): unknown => JSON.parse(readFileSync(join(folder, id, 'programme.json'), 'utf8'));
const ids = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

it.each(ids)('%s fits the schema with all its references', (id) => {
  expect(programmeSchema.safeParse(read(id)).error?.issues ?? []).toEqual([]);
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
