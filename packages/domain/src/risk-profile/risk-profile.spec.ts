import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { profileConfigSchema } from './config.ts';
import { goldenThread, type ThreadParts } from './golden-thread.ts';
import {
  compareProfiles,
  factorInput,
  judgeProfile,
  valuesOfCase,
  type FactorVerdict,
  type ProfileValue,
} from './profile.ts';
import { surveyResults, surveyValues } from './survey.ts';

const config = profileConfigSchema.parse(
  JSON.parse(
    readFileSync(new URL('../../../../workflows/risk-profile/profile.json', import.meta.url), 'utf8'),
  ),
);
const decide = ({ score, share }: { score: number | null; share: number | null }): FactorVerdict =>
  (score ?? 0) >= 3 || (share ?? 0) >= 60
    ? { significance: 'high', label: 'высокая', basis: 'много' }
    : { significance: 'low', label: 'низкая', basis: 'мало' };
const value = (
  factor: string,
  parameter: string,
  source: ProfileValue['source'],
  number: number,
): ProfileValue => ({
  factor,
  parameter,
  source,
  value: number,
});

describe('the configuration', () => {
  it('asks about every parameter that a survey gives', () => {
    const asked = Object.values(config.surveys).flatMap((questions) =>
      questions.map(({ parameter }) => parameter),
    );
    const wanted = config.parameters.filter(({ sources }) => sources.includes('survey')).map(({ id }) => id);
    expect(wanted.filter((id) => !asked.includes(id))).toEqual([]);
  });

  it('refuses a question about nothing and an answer that is not there', () => {
    const question = { ...config.surveys.pupils[0]!, parameter: 'nothing', counts: [9] };
    const broken = profileConfigSchema.safeParse({
      ...config,
      surveys: { ...config.surveys, pupils: [question] },
    });
    expect(broken.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'surveys.pupils.0.parameter',
      'surveys.pupils.0.counts',
    ]);
  });
});

describe('a profile', () => {
  it('turns shares of which less is worse, and takes the worst', () => {
    const values = [
      value('in-school-training', 'mentoring', 'audit', 30),
      value('in-school-training', 'fitting-courses', 'survey', 90),
    ];
    expect(factorInput(config, 'in-school-training', values, null)).toEqual({
      id: 'in-school-training',
      score: null,
      share: 70,
    });
    expect(factorInput(config, 'in-school-training', values, 'survey').share).toBe(10);
  });

  it('lets what was verified stand for what was said', () => {
    const values = [
      value('special-needs', 'score', 'school', 0),
      value('special-needs', 'score', 'verified', 3),
      value('special-needs', 'special-needs-share', 'school', 80),
      value('special-needs', 'special-needs-share', 'verified', 12),
    ];
    expect(factorInput(config, 'special-needs', values, null)).toMatchObject({ score: 3, share: 12 });
    expect(factorInput(config, 'special-needs', values, 'school')).toMatchObject({ score: 0, share: 80 });
  });

  it('is judged by each source side by side and says nothing where a source is silent', () => {
    const judged = judgeProfile(config, [value('school-climate', 'bullying', 'survey', 70)], decide);
    const climate = judged.filter(({ factor }) => factor === 'school-climate');
    expect(climate.map(({ source, verdict }) => [source, verdict?.significance ?? null])).toEqual([
      [null, 'high'],
      ['school', null],
      ['survey', 'high'],
      ['audit', null],
      ['verified', null],
    ]);
  });

  it('is compared between two diagnoses', () => {
    const before = judgeProfile(
      config,
      [value('equipment', 'score', 'school', 3), value('adaptability', 'score', 'school', 1)],
      decide,
    );
    const after = judgeProfile(
      config,
      [value('equipment', 'score', 'school', 1), value('adaptability', 'score', 'school', 3)],
      decide,
    );
    const changes = Object.fromEntries(
      compareProfiles(before, after).map(({ factor, change }) => [factor, change]),
    );
    expect(changes).toMatchObject({ equipment: 'better', adaptability: 'worse', 'special-needs': 'unknown' });
  });

  it('takes the variables of a diagnosis by their source', () => {
    const values = valuesOfCase(config, {
      selfAnalysis: { equipment: 2, specialNeedsShare: 18, comment: 'да' },
      teacherAudit: { mentoringShare: 40 },
      survey: { bullyingShare: null },
    });
    expect(values).toEqual([
      value('equipment', 'score', 'school', 2),
      value('in-school-training', 'mentoring', 'audit', 40),
      value('special-needs', 'special-needs-share', 'school', 18),
    ]);
  });
});

describe('a survey', () => {
  it('shows nothing of a question that fewer than five answered', () => {
    const [clear, help] = surveyResults(config, 'pupils', { clear: [1, 1, 1, 1], help: [4, 0, 0, 1] });
    expect(clear).toMatchObject({ answered: null, shares: [], value: null });
    expect(help).toMatchObject({ answered: 5, value: 80 });
    expect(help!.shares[0]).toEqual({ answer: 'Никогда', share: 80 });
  });

  it('never gives the profile a value that rests on fewer than five people', () => {
    const counts = fc.array(fc.nat({ max: 6 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(counts, counts, counts, (pupils, parents, teachers) => {
        const sums = { pupils, parents, teachers };
        const values = surveyValues(
          config,
          (['pupils', 'parents', 'teachers'] as const).map((audience) => ({
            audience,
            sums: { equipment: sums[audience] },
          })),
        );
        const enough = [pupils, parents, teachers].filter((one) => one.reduce((a, b) => a + b, 0) >= 5);
        expect(values).toHaveLength(enough.length > 0 ? 1 : 0);
        if (values[0]) {
          const all = enough.flat().reduce((a, b) => a + b, 0);
          const bad = enough.reduce((sum, one) => sum + one[2]!, 0);
          expect(values[0].value).toBeCloseTo((bad / all) * 100, 0);
        }
      }),
    );
  });
});

describe('the golden thread', () => {
  const measure = (
    id: string,
    more: Partial<ThreadParts['measures'][number]> = {},
  ): ThreadParts['measures'][number] => ({
    id,
    number: id,
    title: `мероприятие ${id}`,
    indicator: 'доля уроков',
    status: 'planned',
    evidence: 0,
    due: '2031-12-31',
    ...more,
  });
  const parts: ThreadParts = {
    today: '2031-10-01',
    factors: [
      { factor: 'equipment', significance: 'high' },
      { factor: 'adaptability', significance: 'medium' },
      { factor: 'special-needs', significance: 'low' },
    ],
    programmes: [
      {
        id: 'p1',
        factor: 'equipment',
        title: 'Оснащение',
        measures: ['m1', 'm2'],
        mark: { value: 2, remark: null },
      },
      { id: 'p2', factor: 'special-needs', title: 'ОВЗ', measures: [], mark: null },
    ],
    measures: [
      measure('m1', { evidence: 1, status: 'done' }),
      measure('m2', { indicator: ' ' }),
      measure('m3', { due: '2031-09-01' }),
      measure('m4', { status: 'cancelled', indicator: '' }),
    ],
  };

  it('leads from every factor to the proof of its measures and to the mark', () => {
    const { factors, loose } = goldenThread(parts);
    expect(factors).toHaveLength(10);
    expect(factors[0]).toMatchObject({
      factor: 'equipment',
      programmes: [{ id: 'p1', mark: { value: 2 }, measures: [{ id: 'm1', evidence: 1 }, { id: 'm2' }] }],
    });
    expect(loose.map(({ id }) => id)).toEqual(['m3', 'm4']);
  });

  it('lists its holes in the order of the thread', () => {
    expect(goldenThread(parts).holes.map(({ hole, id }) => [hole, id])).toEqual([
      ['factor-without-programme', 'adaptability'],
      ['programme-without-factor', 'p2'],
      ['programme-without-measure', 'p2'],
      ['measure-without-programme', 'm3'],
      ['measure-without-indicator', 'm2'],
      ['indicator-without-evidence', 'm3'],
      ['programme-without-mark', 'p2'],
    ]);
  });

  it('follows a measure to the indicator of the monitoring, its value and its documents', () => {
    const indicator = { id: 'i', code: '1', title: 'Доля', unit: '%', mark: 'none', reason: '', evidence: 0 };
    const holesOf = (linked: ThreadParts['measures'][number]['linked']): string[] =>
      goldenThread({
        today: '2031-10-01',
        monitored: true,
        factors: [],
        programmes: [],
        measures: [measure('m', { status: 'checked', evidence: 0, linked })],
      }).holes.map(({ hole }) => hole);
    expect(holesOf(null)).toEqual([
      'measure-without-programme',
      'indicator-not-linked',
      'indicator-without-evidence',
    ]);
    expect(holesOf({ ...indicator, value: null })).toEqual([
      'measure-without-programme',
      'indicator-without-value',
      'indicator-without-evidence',
    ]);
    expect(holesOf({ ...indicator, value: 85, evidence: 1 })).toEqual(['measure-without-programme']);
  });

  it('has no hole where everything is there', () => {
    const whole = goldenThread({
      today: '2031-10-01',
      factors: [{ factor: 'equipment', significance: 'high' }],
      programmes: [
        { id: 'p', factor: 'equipment', title: 't', measures: ['m'], mark: { value: 3, remark: null } },
      ],
      measures: [measure('m', { status: 'checked', evidence: 2 })],
    });
    expect(whole.holes).toEqual([]);
    expect(whole.loose).toEqual([]);
  });
});
