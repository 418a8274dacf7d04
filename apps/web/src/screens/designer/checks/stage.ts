import { stageSchema } from '@opora/domain';
import { brokenPlace } from '../broken-place.ts';
import type { ModelProblem } from '../model-problem.ts';
import type { FileCheck } from './file-check.ts';

/** What is wrong with stage.json: the same that a deployment refuses. Other JSON files are not read by the engine. */
export const checkStage: FileCheck = ({ path, text }) => {
  if (path !== 'stage.json') return [];
  try {
    const { error } = stageSchema.safeParse(JSON.parse(text));
    return (error?.issues ?? []).map(({ path: place, message }): ModelProblem => ({
      message: `${place.join('.')}: ${message}`,
      severity: 'error',
      rule: 'stage',
    }));
  } catch (error) {
    return [{ ...brokenPlace(error, text), severity: 'error', rule: 'json' }];
  }
};
