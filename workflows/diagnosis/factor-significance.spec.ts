import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { FactorInput, ProfileConfig } from '@opora/domain';
import { evaluateDecision, type Json } from '@opora/engine';
import { compileDecision } from '@opora/engine/compile';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const compiled = compileDecision(read('decisions/factor-significance.dmn'));
const config = JSON.parse(read('../risk-profile/profile.json')) as ProfileConfig;
const judge = async (factor: FactorInput): Promise<Json> => {
  const { model } = await compiled;
  const environment = { now: 0, timeZone: 'UTC' };
  return evaluateDecision(model!, config.decision, { factor: factor as unknown as Json }, environment).result;
};

describe('the significance of a factor', () => {
  it('is high where a measured share is as bad as it can be, whatever the factor', async () => {
    for (const id of new Set(config.parameters.map(({ factor }) => factor)))
      expect([id, await judge({ id, score: null, share: 100 })]).toEqual([
        id,
        expect.objectContaining({ significance: 'high' }),
      ]);
  });

  it('claims no more than is known: who gave the score, or that there was one', async () => {
    for (const score of [null, 0, 2, 3])
      expect(await judge({ id: 'adaptability', score, share: score ? null : 28.6 })).toEqual(
        expect.objectContaining({ basis: expect.not.stringMatching(/сам|школа|низкие/) }),
      );
  });
});
