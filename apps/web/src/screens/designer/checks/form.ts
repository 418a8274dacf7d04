import { readForm } from '@opora/contracts';
import { brokenPlace } from '../broken-place.ts';
import type { ModelProblem } from '../model-problem.ts';
import type { FileCheck } from './file-check.ts';

/** What keeps a form from being shown: the same that a deployment refuses. */
export const checkForm: FileCheck = ({ text }) => {
  try {
    JSON.parse(text);
  } catch (error) {
    return [{ ...brokenPlace(error, text), severity: 'error', rule: 'json' }];
  }
  return readForm(text).faults.map(({ rule, fieldId, message }): ModelProblem => ({
    elementId: fieldId,
    message,
    severity: 'error',
    rule,
  }));
};
