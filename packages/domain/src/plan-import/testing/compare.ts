import { type ImportedPlan } from '../plan.ts';
import { type PlannedDocument } from './random-plan.ts';

const one = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The measures of a made-up plan, a line for each. */
export const planned = (plan: PlannedDocument): string[] =>
  plan.sections.flatMap(({ number, title, measures }) =>
    measures.map((measure) =>
      [
        measure.number,
        number ? `${number} ${title}` : title,
        measure.title,
        measure.term,
        measure.responsible.join(' + '),
        one(measure.indicator),
        one(measure.result),
      ].join(' | '),
    ),
  );

/** The measures of an imported plan in the same lines. */
export const read = (plan: ImportedPlan): string[] =>
  plan.measures.map((measure) =>
    [
      measure.number,
      measure.section,
      measure.title,
      measure.term.text,
      measure.responsible.join(' + '),
      one(measure.indicator),
      one(measure.result),
    ].join(' | '),
  );
