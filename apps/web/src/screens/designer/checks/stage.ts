import { stageSchema } from '@opora/domain';
import { brokenPlace } from '../broken-place.ts';
import type { Check } from '../editor.ts';
import type { ModelProblem } from '../model-problem.ts';
import { keptCheck } from './kept.ts';

/** What is wrong with stage.json: the same that a deployment refuses. Other JSON files are not read by the engine. */
export const checkStage: Check = (path, text, files) =>
  path === 'stage.json' ? stageProblems(path, text, files) : Promise.resolve([]);

const stageProblems = keptCheck((text) => {
  try {
    const { error } = stageSchema.safeParse(JSON.parse(text));
    return (error?.issues ?? []).map(({ path, message }): ModelProblem => ({
      message: `${path.join('.')}: ${message}`,
      severity: 'error',
      rule: 'stage',
    }));
  } catch (error) {
    return [{ ...brokenPlace(error, text), severity: 'error', rule: 'json' }];
  }
});
