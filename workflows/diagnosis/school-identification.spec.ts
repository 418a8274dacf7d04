import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { evaluateDecision, type Json } from '@opora/engine';
import { compileDecision } from '@opora/engine/compile';

const file = new URL('decisions/school-identification.dmn', import.meta.url);
const compiled = compileDecision(readFileSync(file, 'utf8'));
const usual = {
  ...{ lowShare: 30, riskShare: 25, minParticipants: 10, rule: 'or' },
  ...{ underperformingShare: null, biasGap: null },
};
const work = (more: object): object => ({
  ...{ procedure: 'ВПР', subject: 'математика', grade: 5, previousShare: null },
  ...{ participants: 40, belowMinimum: 0, mean: 3.6, districtMean: 3.5, ...more },
});
const judge = async (results: object[], limits: object = {}): Promise<Json> => {
  const { model } = await compiled;
  const variables = { results: results as Json, limits: { ...usual, ...limits } as Json };
  return evaluateDecision(model!, 'school-identification', variables, { now: 0, timeZone: 'UTC' }).result;
};

describe('the identification of a school', () => {
  it('holds the share itself against the threshold, not what is written of it', async () => {
    // 599 of 2,000 are 29.95 %, which is written as 30 %.
    const almost = { participants: 2000, belowMinimum: 599, previousShare: 31 };
    expect(await judge([work(almost)])).toMatchObject({ lowProcedures: 0, cluster: 'at-risk' });
    expect(await judge([work({ ...almost, belowMinimum: 600 })])).toMatchObject({
      lowProcedures: 1,
      cluster: 'low-results',
      reasons: ['ВПР, математика, 5 класс: не прошли минимум 30 %, год назад 31 %'],
    });
  });

  it('judges no small work by its mean either, and says so', async () => {
    const small = work({ participants: 4, mean: 2.5 });
    expect(await judge([small, work({ subject: 'физика' })], { underperformingShare: 50 })).toMatchObject({
      group: 0,
      cluster: 'stable',
      reasons: ['ВПР, математика, 5 класс: участников меньше 10, не оценивается'],
    });
  });
});
