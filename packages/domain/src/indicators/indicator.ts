import { z } from 'zod';
import { frequencies, type Frequency, parseFrequency } from './period.ts';
import { parseTarget } from './target.ts';

/** What a school is asked: the value itself, a part and its whole, or nothing because the system knows it. */
export const indicatorAsks = ['value', 'parts', 'nothing'] as const;
/** One of {@link indicatorAsks}. */
export type IndicatorAsk = (typeof indicatorAsks)[number];

/** An indicator of a district's programme as it is defined. */
export const indicatorShape = z.strictObject({
  /** Number or short name in the programme, unique in the district: «1.2». */
  code: z.string().trim().min(1).max(40),
  title: z.string().trim().min(1).max(1000),
  /** The planned value as people write it. */
  target: z.string().trim().min(1).max(500),
  /** `%`, «семинаров»…; empty: taken from the target. */
  unit: z.string().trim().max(60).default(''),
  frequency: z.enum(frequencies),
  asks: z.enum(indicatorAsks).default('value'),
  /** What the part and the whole are, where they are asked. */
  partTitle: z.string().trim().max(300).default(''),
  wholeTitle: z.string().trim().max(300).default(''),
  /** FEEL over `part`, `whole` and what the system knows (`results`, `roadmap`, `school`); empty: the share of the part, in percent. */
  formula: z.string().trim().max(2000).default(''),
  /** How near to the plan is amber, in percent of it. */
  tolerance: z.number().min(0).max(100).default(10),
});
/** An indicator as it is defined. */
export type IndicatorDefinition = z.output<typeof indicatorShape>;

/** The FEEL text by which the value is counted; null: it is asked as it is. */
export function formulaOf({ asks, formula }: Pick<IndicatorDefinition, 'asks' | 'formula'>): string | null {
  if (asks === 'value') return null;
  if (formula !== '') return formula;
  return asks === 'parts' ? 'if whole = 0 then null else 100 * part / whole' : null;
}

/** What is wrong with a definition as a whole, by field, in Russian. */
export function indicatorProblems(indicator: IndicatorDefinition): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  if (indicator.asks === 'nothing' && indicator.formula === '')
    problems.push({
      path: 'formula',
      message: 'Если значение не спрашивают, нужна формула, по которой его считает система',
    });
  const target = parseTarget(indicator.target);
  if (target.certainty === 'unreadable') problems.push({ path: 'target', message: target.problems[0]! });
  return problems;
}

/** How often a programme's indicator is measured: as it says itself, else as its words say, else twice a year. */
export const frequencyOf = (said: Frequency | undefined, text: string): Frequency =>
  said ?? parseFrequency(text) ?? 'half-year';
