import { findingWords } from '@opora/contracts';
import { compileDecisions } from '@opora/engine/compile';
import { bareTexts } from './bare-text.ts';
import type { FileCheck } from './file-check.ts';

/** What the engine finds in a decision file, with the decision files of the folder that it may import. */
export const checkDecision: FileCheck = async ({ text, files, language }) => {
  const [compiled] = await compileDecisions([text, ...Object.values(files)]);
  const found = compiled!.problems.map(({ elementId, rule, message, severity }) => ({
    elementId: elementId ?? null,
    message: findingWords({ rule, message }, language),
    // As at a deployment: a file without any decision is never what its author meant.
    severity: rule === 'no-decision' ? 'error' : severity,
    rule,
  }));
  const texts = compiled!.model ? bareTexts(compiled!.model) : [];
  return [
    ...found,
    ...texts.map(({ ruleId, column, text }) => ({
      elementId: ruleId,
      message:
        language === 'en'
          ? `Column "${column}": a text stands in quotes ("${text}"); without them it is a name of data, and there is none.`
          : `Столбец «${column}»: текст пишут в кавычках ("${text}"), без них это название данных, а таких нет.`,
      severity: 'warning' as const,
      rule: 'bare-text',
    })),
  ];
};
