import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compareMeasureNumbers,
  parseTerm,
  type Programme,
  programmeSchema,
  riskFactors,
} from '@opora/domain';
import { parseTarget } from '@opora/domain/indicators';
import { runScenario, type Deployed, type Scenario } from '@opora/modeling';
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

  /** The straight way of the support process, with what is known of a school of a programme. */
  function scenarioOf(programme: Programme, school: Programme['schools'][number]): Scenario {
    const { scenario: straight } = folders
      .flatMap(({ scenarios }) => scenarios)
      .find(({ file }) => file === 'school-support/scenarios/straight.yaml')!;
    const others = programme.schools.filter(({ id }) => id !== school.id);
    const pair = programme.pairs.find((one) => one.school === school.id);
    // Where the document names no pair, the committee proposes another school of the programme.
    const partner =
      others.find(({ id }) => id === pair?.partner) ??
      others.find(({ role }) => role !== 'shnor') ??
      others[0]!;
    return {
      ...straight,
      given: {
        ...straight.given,
        schoolId: school.id,
        variants: programme.variants as never,
        programmeGroups: programme.groups
          .filter(({ schools }) => schools.includes(school.id))
          .map(({ id }) => id),
        deadlines: programme.deadlines,
      },
      then: { ...straight.then, variables: { ...straight.then.variables, 'partner.id': partner.id } },
      when: straight.when.map((step) =>
        step.complete === 'propose'
          ? { ...step, with: { partner: { id: partner.id, name: partner.shortName, curator: 'curator-1' } } }
          : 'advance' in step
            ? { ...step, advance: programme.deadlines['roundInterval']! }
            : step,
      ),
    };
  }
  const without = (scenario: Scenario, steps: string[]): Scenario => ({
    ...scenario,
    when: scenario.when.filter((step) => !('complete' in step) || !steps.includes(step.complete as string)),
  });
  /** The steps after `call-expertise` has an interview of its own under the same id as the diagnosis. */
  const withoutSecondInterview = (scenario: Scenario): Scenario => {
    const last = scenario.when.map((step) => step.complete).lastIndexOf('interview');
    return { ...scenario, when: scenario.when.filter((_, index) => index !== last) };
  };
  const insertBefore = (scenario: Scenario, name: string, step: Scenario['when'][number]): Scenario => {
    const at = scenario.when.map(({ complete }) => complete).lastIndexOf(name);
    return { ...scenario, when: [...scenario.when.slice(0, at), step, ...scenario.when.slice(at)] };
  };
  const supported = (programme: Programme) => programme.schools.filter(({ role }) => role !== 'partner');
  const play = (scenario: Scenario): void => {
    // `then` of the scenario asks for the outcome `effective-mode`.
    expect(scenario.then!.outcome).toBe('effective-mode');
    runScenario(scenario, 'school-support', deployed);
  };

  it('bodaibo: documents go through mutual review and an interview to the exit', () => {
    const programme = programmeSchema.parse(read('bodaibo'));
    expect(supported(programme)).toHaveLength(4);
    for (const school of supported(programme)) play(scenarioOf(programme, school));
    const [first] = supported(programme);
    expect(() => play(withoutSecondInterview(scenarioOf(programme, first!)))).toThrow();
  });

  it('boksitogorsk: the cluster comes from the external diagnosis, whatever the results say', () => {
    const programme = programmeSchema.parse(read('boksitogorsk'));
    const signs = programme.groups.find(({ id }) => id === 'underperforming')!.schools;
    for (const school of programme.schools.filter(({ id }) => signs.includes(id))) {
      const scenario = withoutSecondInterview(scenarioOf(programme, school));
      const given = { ...scenario.given, results: [] };
      const variables = { ...scenario.then!.variables, 'identification.cluster': 'underperforming' };
      play({ ...scenario, given, then: { ...scenario.then!, variables } });
    }
    const stable = programme.schools.find(({ id }) => id === 'pikalevo-1')!;
    const given = { ...scenarioOf(programme, stable).given, results: [] };
    runScenario(
      {
        title: 'stable',
        given,
        when: [],
        then: { status: 'completed', outcome: 'not-shnor', passed: ['end-not-shnor'] },
      },
      'school-support',
      deployed,
    );
  });

  it('starominsky: seven monitorings by their frequencies, and the phase of the programme', () => {
    const programme = programmeSchema.parse(read('starominsky'));
    expect((programme.variants['frequencies'] as unknown[]).length).toBe(7);
    for (const school of supported(programme)) {
      const scenario = withoutSecondInterview(scenarioOf(programme, school));
      const due = [
        'эффективность управления (дистанционно)',
        'качество образования по четвертям и полугодиям',
      ];
      const variables = { ...scenario.then!.variables, dueMonitorings: due };
      play({ ...scenario, then: { ...scenario.then!, variables } });
    }
  });

  it('starominsky: every monitoring comes as often a year as the programme says', () => {
    const { frequencies, roundsPerYear } = programmeSchema.parse(read('starominsky')).variants as {
      frequencies: { title: string; perYear: number }[];
      roundsPerYear: number;
    };
    const inRound = (round: number): string[] =>
      frequencies
        .filter(
          ({ perYear }) =>
            Math.floor((round * perYear) / roundsPerYear) >
            Math.floor(((round - 1) * perYear) / roundsPerYear),
        )
        .map(({ title }) => title);
    const year = [1, 2, 3, 4].flatMap(inRound);
    for (const { title, perYear } of frequencies)
      expect([title, year.filter((one) => one === title).length]).toEqual([title, perYear]);
  });

  it('luga: an external audit by 24 criteria in every half-year round, and no interview', () => {
    const programme = programmeSchema.parse(read('luga'));
    const { criteria, marks } = programme.variants['reviewGrid'] as {
      criteria: { number: string; name: string }[];
      marks: string[];
    };
    expect([
      criteria.length,
      new Set(criteria.map(({ number }) => number.split('.')[0])).size,
      marks.length,
    ]).toEqual([24, 7, 3]);
    const auditGrid = criteria.map((criterion, index) => ({
      ...criterion,
      mark: index < 2 ? 'недост' : index < 5 ? 'недост+' : '+',
    }));
    for (const school of supported(programme)) {
      const scenario = withoutSecondInterview(scenarioOf(programme, school));
      expect(() => play(scenario)).toThrow();
      const audited = insertBefore(scenario, 'memo', {
        complete: 'external-audit',
        times: 1,
        as: 'method',
        with: { auditGrid },
      });
      const variables = {
        ...audited.then!.variables,
        audit: {
          round: 1,
          marks: [
            { mark: '+', count: 19 },
            { mark: 'недост+', count: 3 },
            { mark: 'недост', count: 2 },
          ],
          weak: [criteria[0]!.name, criteria[1]!.name],
        },
      };
      play({ ...audited, then: { ...audited.then!, variables } });
    }
  });

  it('vsevolozhsk: the consilium gives mentors to the low group, and decides itself for new and weak schools', () => {
    const programme = programmeSchema.parse(read('vsevolozhsk'));
    const partnerSteps = ['propose', 'consent', 'joint-plan', 'agreement', 'approve-plan', 'tutors'];
    for (const school of supported(programme)) {
      const scenario = withoutSecondInterview(scenarioOf(programme, school));
      if (programme.groups[0]!.schools.includes(school.id)) {
        play(scenario);
        continue;
      }
      const alone = without(scenario, partnerSteps);
      // What is left of the partner stage: its vote and its order come before the concept.
      const concept = alone.when.findIndex(({ complete }) => complete === 'concept');
      const memo = alone.when.findIndex(({ complete }) => complete === 'memo');
      const { 'partner.id': _, ...variables } = alone.then!.variables ?? {};
      play({
        ...alone,
        when: [
          ...alone.when.slice(0, memo),
          { complete: 'memo', times: 1, as: 'method', expect: { waiting: ['support-plan'] } },
          { complete: 'support-plan', times: 1, as: 'coordinator' },
          ...alone.when.slice(concept),
        ],
        then: { ...alone.then!, variables, passed: ['support-plan', 'call-expertise', 'end-effective'] },
      });
    }
  });

  it.each([
    ['boksitogorsk', 54, 0],
    ['luga', 42, 5],
    ['starominsky', 84, 0],
    ['bodaibo', 43, 4],
    ['vsevolozhsk', 23, 4],
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

  it('starominsky: the three phases lie as the document has them, the last quarter for summing up', () => {
    const { calendar, variants } = programmeSchema.parse(read('starominsky'));
    expect(calendar.map(({ term }) => term)).toEqual([
      '4 квартал 2022 года',
      '2023-2025 годы',
      '4 квартал 2025 года',
    ]);
    expect((variants['phases'] as { until: string }[]).map(({ until }) => until)).toEqual([
      '2022-12-31',
      '2025-09-30',
      '2025-12-31',
    ]);
  });

  it.each([
    ['starominsky', 13],
    ['boksitogorsk', 4],
  ])('%s measures %i indicators whose targets can be read', (id, count) => {
    const measured = programmeSchema
      .parse(read(id))
      .passport!.indicators.filter(({ frequency }) => frequency);
    expect(measured).toHaveLength(count);
    expect(measured.filter(({ target }) => parseTarget(target).value === null)).toEqual([]);
  });

  it('keeps the groups of the documents', () => {
    const sizes = (id: string) => programmeSchema.parse(read(id)).groups.map(({ schools }) => schools.length);
    expect(sizes('starominsky')).toEqual([2, 1, 1, 1, 1, 2, 1]);
    expect(sizes('boksitogorsk')).toEqual([3, 7, 10]);
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
