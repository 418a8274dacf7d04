import { inRussian } from '@opora/contracts';
import { compileDecisions } from '@opora/engine/compile';
import type { FileCheck } from './file-check.ts';

/** What the engine finds in a decision file, with the decision files of the folder that it may import. */
export const checkDecision: FileCheck = async ({ text, files, language }) => {
  const [compiled] = await compileDecisions([text, ...Object.values(files)]);
  return compiled!.problems.map(({ elementId, rule, message, severity }) => ({
    elementId: elementId ?? null,
    message: language === 'en' ? message : inRussian(rule, message),
    // As at a deployment: a file without any decision is never what its author meant.
    severity: rule === 'no-decision' ? 'error' : severity,
    rule,
  }));
};
