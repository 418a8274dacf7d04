import { decisionChanges } from './decision.ts';
import { diagramChanges, type ElementChange } from './diagram.ts';
import { formChanges } from './form.ts';
import { decisionWords, elementWords, fieldWords, ruleWords, type Language } from './words.ts';

/** One difference in words; `elementId` where it can be shown on a diagram. */
export interface Difference {
  title: string;
  lines: string[];
  kind: ElementChange['kind'];
  elementId?: string;
}

/** What differs in a file by its kind; undefined: nothing but its text can be compared. */
export async function fileDifferences(
  path: string,
  before: string,
  after: string,
  language: Language = 'ru',
): Promise<Difference[] | undefined> {
  try {
    if (path.endsWith('.bpmn'))
      return (await diagramChanges(before, after)).map((each) => ({
        ...elementWords(each, language),
        kind: each.kind,
        elementId: each.elementId,
      }));
    if (path.endsWith('.form'))
      return formChanges(before, after).map((each) => ({ ...fieldWords(each, language), kind: each.kind }));
    if (path.endsWith('.dmn')) {
      const { rules, decisions } = decisionChanges(before, after);
      return [
        ...decisions.map((each) => decisionWords(each, language)),
        ...rules.map((each) => ({ ...ruleWords(each, language), kind: each.kind })),
      ];
    }
  } catch {
    // A broken text is compared as a text.
  }
  return undefined;
}
