import type { DecisionModel } from '@opora/engine';

/** A cell whose text stands without quotes, so that it is taken for a name. */
export interface BareText {
  ruleId: string;
  column: string;
  text: string;
}

/** Words as people write them; names of data that files of ours use are Latin, and others are known by the model. */
const words = /^(?=.*\p{Script=Cyrillic})\p{L}[\p{L}\p{N} _-]*$/u;

/** Cells of columns for texts that hold bare words: FEEL reads them as names of data that are not there, and answers nothing. */
export function bareTexts({ decisions, inputs, knowledge }: DecisionModel): BareText[] {
  const known = new Set(
    [decisions, inputs, knowledge].flatMap((nodes) =>
      Object.values(nodes).flatMap(({ name, variable }) => [name, variable.name]),
    ),
  );
  const bare = (text: string): boolean => words.test(text) && !known.has(text);
  return Object.values(decisions).flatMap(({ logic }) => {
    if (logic?.kind !== 'table') return [];
    return logic.rules.flatMap(({ id: ruleId, inputs: asked, outputs: answered }) => [
      ...logic.inputs.flatMap(({ label, expression, type }, at) =>
        type === 'string'
          ? (asked[at] ?? '')
              .split(',')
              .map((part) => part.trim())
              .filter(bare)
              .map((text) => ({ ruleId, column: label || expression, text }))
          : [],
      ),
      ...logic.outputs.flatMap(({ label, name = '', type }, at) => {
        const text = (answered[at] ?? '').trim();
        return type === 'string' && bare(text) ? [{ ruleId, column: label || name, text }] : [];
      }),
    ]);
  });
}
