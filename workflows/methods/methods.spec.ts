import { describe, expect, it } from '@jest/globals';
import {
  methodParameters,
  Reference,
  schoolFacts,
  verdictSchema,
  type ComparedSchool,
  type Verdict,
  type WorkResult,
} from '@opora/domain';
import { evaluateDecision, type Json } from '@opora/engine';
import { compileDecision } from '@opora/engine/compile';
import { readMethodFolders } from '../runner/methods.ts';

const folders = readMethodFolders();
const schools: ComparedSchool[] = [
  { id: 'a', kind: 'СОШ', districtId: 'd' },
  { id: 'b', kind: 'СОШ', districtId: 'd' },
  { id: 'c', kind: 'ООШ', districtId: 'd' },
  { id: 'g', kind: 'гимназия', districtId: 'e' },
];
const work = (
  schoolId: string,
  name: string,
  year: number,
  participants: number,
  belowMinimum: number,
  mean = 3,
  marks?: WorkResult['marks'],
): WorkResult => {
  const [procedure, subject, grade] = name.split(', ') as [WorkResult['procedure'], string, string];
  return {
    schoolId,
    procedure,
    subject,
    grade: Number(grade),
    year,
    participants,
    belowMinimum,
    mean,
    marks,
  };
};

/** What the method says of a school, given results of all. */
async function judge(
  id: string,
  results: WorkResult[],
  given: Record<string, unknown> = {},
  schoolId = 'a',
): Promise<Verdict> {
  const { method, dmn } = folders.find((folder) => folder.method.id === id)!;
  const { values, problems } = methodParameters(method, given);
  expect(problems).toEqual([]);
  const minParticipants = Number(values['minParticipants'] ?? 1);
  const reference = new Reference(minParticipants);
  const byId = new Map(schools.map((school) => [school.id, school]));
  for (const result of results) reference.add(result, byId.get(result.schoolId)!);
  const facts = schoolFacts(
    byId.get(schoolId)!,
    results.filter((result) => result.schoolId === schoolId),
    reference,
    { year: 2025, minParticipants },
  );
  const compiled = await compileDecision(dmn);
  const answer = evaluateDecision(
    compiled.model!,
    method.decision,
    { school: facts as unknown as Json, parameters: values },
    { now: 0, timeZone: 'UTC' },
  );
  expect(answer.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  return verdictSchema.parse(answer.result);
}

describe('identification methods', () => {
  it.each(folders.map((folder) => [folder.method.key, folder] as const))(
    '%s compiles without problems and has the decision that it names',
    async (_key, { method, dmn }) => {
      const { model, problems } = await compileDecision(dmn);
      expect(problems.filter((problem) => problem.severity !== 'warning')).toEqual([]);
      expect(Object.keys(model!.decisions)).toContain(method.decision);
    },
  );

  it('has the six methods of the sources', async () => {
    expect(folders.map((folder) => folder.method.key).sort()).toEqual(
      ['ALT-520', 'FED-30x2', 'OBJ-VPR', 'RISK-25', 'SPB-Q1', 'STAR-N'].sort(),
    );
  });

  it('refuses to run without a threshold that no document gives, and invents none', async () => {
    const { method } = folders.find((folder) => folder.method.id === 'alt-520')!;
    const { values, problems } = methodParameters(method, {});
    expect(problems.map((problem) => problem.parameter)).toEqual(['tailShare', 'minRatings']);
    expect(problems[0]?.message).toContain('порог не подтверждён документом');
    expect(values['tailShare']).toBeNull();
  });
});

describe('FED-30x2', () => {
  const twoLow = [
    work('a', 'ОГЭ, математика, 9', 2025, 20, 6),
    work('a', 'ВПР, русский язык, 5', 2025, 30, 12),
  ];

  it('lists a school with two low works, one of them low for the second year', async () => {
    const verdict = await judge('fed-30x2', [...twoLow, work('a', 'ОГЭ, математика, 9', 2024, 20, 7)]);
    expect(verdict.cluster).toBe('low-results');
    expect(verdict.measure).toBe(2);
    expect(verdict.reasons).toContain('ОГЭ, математика, 9 класс: не преодолели минимум 30 %, год назад 35 %');
  });

  it('does not list a school whose low works are new, unless any one condition is enough', async () => {
    const once = await judge('fed-30x2', twoLow);
    expect(once.cluster).toBe('stable');
    // Whether it was so a year ago is not known: that is no clean bill.
    expect(once.rule).toContain('повтор проверить не по чему');
    const better = await judge('fed-30x2', [...twoLow, work('a', 'ОГЭ, математика, 9', 2024, 20, 1)]);
    expect(better.rule).toBe('условия списка не выполнены');
    expect((await judge('fed-30x2', twoLow, { rule: 'or' })).cluster).toBe('low-results');
  });

  it('takes 30 % exactly as low and 29,9 % not', async () => {
    const at = (below: number): WorkResult[] => [
      work('a', 'ОГЭ, математика, 9', 2025, 1000, below),
      work('a', 'ОГЭ, математика, 9', 2024, 1000, 300),
      work('a', 'ЕГЭ, физика, 11', 2025, 10, 3),
    ];
    expect((await judge('fed-30x2', at(300))).cluster).toBe('low-results');
    expect((await judge('fed-30x2', at(299))).cluster).toBe('stable');
  });

  it('flags works with fewer than ten participants and does not judge them', async () => {
    const verdict = await judge('fed-30x2', [work('a', 'ОГЭ, математика, 9', 2025, 9, 9)]);
    expect(verdict).toMatchObject({
      cluster: null,
      judged: false,
      flags: ['ОГЭ, математика, 9 класс: 9 чел., не оценивается'],
    });
  });

  it('knows a risk zone only where the district has set its threshold', async () => {
    expect((await judge('fed-30x2', twoLow.slice(0, 1))).cluster).toBe('stable');
    expect((await judge('fed-30x2', twoLow.slice(0, 1), { riskWorks: 1 })).cluster).toBe('at-risk');
  });
});

describe('STAR-N', () => {
  const results = [
    work('a', 'ВПР, математика, 5', 2025, 20, 1, 3.2),
    work('a', 'ВПР, математика, 6', 2025, 20, 1, 3.1),
    work('a', 'ВПР, физика, 8', 2025, 20, 1, 4.5),
    work('b', 'ВПР, математика, 5', 2025, 60, 1, 4),
    work('b', 'ВПР, математика, 6', 2025, 60, 1, 4),
    work('b', 'ВПР, физика, 8', 2025, 60, 1, 4),
  ];

  it('counts subjects, not works, below the mean of the district', async () => {
    const verdict = await judge('star-n', results);
    expect(verdict).toMatchObject({ cluster: null, measure: 1 });
    expect(verdict.reasons).toEqual([
      'математика: ВПР 5 класс, 3,2 при среднем по району 3,8; ВПР 6 класс, 3,1 при среднем по району 3,78',
    ]);
  });

  it('puts a school on the list from the group that the district has set', async () => {
    expect((await judge('star-n', results, { lowGroup: 1 })).cluster).toBe('low-results');
    expect((await judge('star-n', results, { lowGroup: 2, riskGroup: 1 })).cluster).toBe('at-risk');
  });
});

describe('numbers that stand near each other', () => {
  it('shows as many digits as tell the school from the district (STAR-N)', async () => {
    const verdict = await judge('star-n', [
      work('a', 'ВПР, математика, 5', 2025, 20, 1, 3.86),
      work('b', 'ВПР, математика, 5', 2025, 20, 1, 3.864),
    ]);
    expect(verdict.reasons).toEqual(['математика: ВПР 5 класс, 3,86 при среднем по району 3,862']);
  });

  it('holds no school for worse than the mean that it makes alone (STAR-N)', async () => {
    for (const mean of [3.86, 11 / 3])
      for (const participants of [10, 17, 34])
        expect(
          await judge('star-n', [work('a', 'ВПР, математика, 5', 2025, participants, 1, mean)]),
        ).toMatchObject({ measure: 0, reasons: [] });
  });

  it('shows a share that is above the threshold as above it (RISK-25)', async () => {
    const verdict = await judge('risk-25', [work('a', 'ВПР, химия, 8', 2025, 3001, 751)]);
    expect(verdict.reasons).toEqual(['ВПР, химия, 8 класс: не справились 25,02 %']);
  });
});

describe('SPB-Q1', () => {
  it('measures the share of pupils among the weakest quarter, a mark on its border by its part', async () => {
    const results = [
      work('a', 'ВПР, русский язык, 4', 2025, 10, 5, 2.5, [5, 5, 0, 0]),
      work('b', 'ВПР, русский язык, 4', 2025, 30, 1, 4, [1, 9, 10, 10]),
    ];
    // 40 pupils, a quarter is 10: all six marks «2» and 4 of 14 marks «3».
    const verdict = await judge('spb-q1', results, { quartileShare: 50, minWorks: 1 });
    expect(verdict.cluster).toBe('low-results');
    expect(verdict.measure).toBeCloseTo((100 * (5 + (5 * 4) / 14)) / 10, 10);
  });
});

describe('ALT-520', () => {
  it('rates schools with and without senior grades apart', async () => {
    const results = [
      work('a', 'ОГЭ, математика, 9', 2025, 20, 10),
      work('b', 'ОГЭ, математика, 9', 2025, 20, 1),
      work('g', 'ОГЭ, математика, 9', 2025, 20, 0),
      work('c', 'ОГЭ, математика, 9', 2025, 20, 19),
    ];
    const verdict = await judge('alt-520', results, { tailShare: 10, minRatings: 1 });
    expect(verdict.cluster).toBe('low-results');
    expect(verdict.reasons).toEqual(['ОГЭ: место 3 из 3 (СОШ)']);
    expect((await judge('alt-520', results, { tailShare: 10, minRatings: 1 }, 'b')).cluster).toBe('stable');
  });
});

describe('ALT-520 and schools with equal results', () => {
  it('lists none of those whom the end of the rating divides, and says how many they are', async () => {
    const results = [
      work('a', 'ОГЭ, математика, 9', 2025, 20, 10),
      work('b', 'ОГЭ, математика, 9', 2025, 40, 20),
      work('g', 'ОГЭ, математика, 9', 2025, 20, 0),
    ];
    const given = { tailShare: 30, minRatings: 1 };
    for (const school of ['a', 'b'])
      expect(await judge('alt-520', results, given, school)).toMatchObject({
        cluster: 'stable',
        reasons: [
          'ОГЭ: место 2 из 3 (СОШ); граница последней части рейтинга проходит через школы с равным результатом (их 2), ни одна из них к ней не отнесена',
        ],
      });
    expect((await judge('alt-520', results, given, 'g')).reasons).toEqual(['ОГЭ: место 1 из 3 (СОШ)']);
    // Where the end holds all of them, there is nothing to tell.
    expect(await judge('alt-520', results, { ...given, tailShare: 34 })).toMatchObject({
      cluster: 'low-results',
      reasons: ['ОГЭ: место 2 из 3 (СОШ)'],
    });
  });
});

describe('ALT-520 and small schools', () => {
  it('gives no place for works that too few wrote', async () => {
    const results = [
      work('a', 'ОГЭ, математика, 9', 2025, 4, 4),
      work('b', 'ОГЭ, математика, 9', 2025, 20, 1),
      work('g', 'ОГЭ, математика, 9', 2025, 20, 2),
    ];
    const given = { tailShare: 40, minRatings: 1 };
    expect(await judge('alt-520', results, given)).toMatchObject({
      cluster: null,
      judged: false,
      reasons: [],
      flags: ['ОГЭ, математика, 9 класс: 4 чел., не оценивается'],
    });
    expect((await judge('alt-520', results, given, 'g')).reasons).toEqual(['ОГЭ: место 2 из 2 (СОШ)']);
  });
});

describe('OBJ-VPR', () => {
  const high = (schoolId: string): WorkResult[] => [
    work(schoolId, 'ВПР, математика, 8', 2025, 20, 0, 4.9),
    work('b', 'ВПР, математика, 8', 2025, 80, 5, 3.5),
  ];

  it('marks high results that no exam confirms', async () => {
    const verdict = await judge('obj-vpr', high('a'), { gap: 0.5 });
    expect(verdict.cluster).toBe('bias-marker');
    expect(verdict.reasons[0]).toContain('экзамена по предмету нет');
  });

  it('names the exam that does not confirm them, and one that too few wrote', async () => {
    const exam = (participants: number): WorkResult[] => [
      work('a', 'ОГЭ, математика, 9', 2025, participants, 0, 3.2),
      work('b', 'ОГЭ, математика, 9', 2025, 80, 5, 3.5),
    ];
    const reason = async (participants: number) =>
      (await judge('obj-vpr', [...high('a'), ...exam(participants)], { gap: 0.5 })).reasons[0];
    expect(await reason(20)).toContain('; ОГЭ 3,2 при 3,44 — не выше региона');
    expect(await reason(5)).toContain('экзамен писали слишком немногие');
  });

  it('believes results that the exam confirms, and those of a gymnasium', async () => {
    const exam = [
      work('a', 'ОГЭ, математика, 9', 2025, 20, 0, 4.5),
      work('b', 'ОГЭ, математика, 9', 2025, 80, 5, 3.5),
    ];
    expect((await judge('obj-vpr', [...high('a'), ...exam], { gap: 0.5 })).cluster).toBe('stable');
    expect((await judge('obj-vpr', high('g'), { gap: 0.5 }, 'g')).cluster).toBe('stable');
  });
});

describe('RISK-25', () => {
  it('checks a school for one graduate below the minimum, however small the group', async () => {
    const verdict = await judge('risk-25', [work('a', 'ЕГЭ, Русский язык, 11', 2025, 3, 1)]);
    expect(verdict).toMatchObject({
      cluster: 'at-risk',
      reasons: ['ЕГЭ, Русский язык, 11 класс: ниже минимума 1 чел.'],
    });
  });

  it('calls judged what it judges: exams of any size, and no small diagnostic work', async () => {
    const small = work('a', 'ВПР, химия, 8', 2025, 4, 4);
    const flags = ['ВПР, химия, 8 класс: 4 чел., не оценивается'];
    expect(await judge('risk-25', [small])).toMatchObject({ cluster: null, judged: false, flags });
    expect(
      await judge('risk-25', [small, work('a', 'ЕГЭ, Математика (базовый уровень), 11', 2025, 3, 1)]),
    ).toMatchObject({ cluster: 'at-risk', judged: true, flags });
    expect(await judge('risk-25', [small, work('a', 'ОГЭ, русский язык, 9', 2025, 3, 0)])).toMatchObject({
      ...{ cluster: 'stable', judged: true, flags },
    });
  });

  it('checks a school when more than 25 % failed a diagnostic work, and not at 25 %', async () => {
    expect((await judge('risk-25', [work('a', 'ВПР, химия, 8', 2025, 100, 25)])).cluster).toBe('stable');
    expect((await judge('risk-25', [work('a', 'ВПР, химия, 8', 2025, 100, 26)])).cluster).toBe('at-risk');
  });
});
