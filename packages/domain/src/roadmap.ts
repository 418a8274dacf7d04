import { z } from 'zod';

/** Number of a row as documents write it: `3.15`, `2.1.12`. */
export const measureNumberSchema = z.string().regex(/^\d+(\.\d+)*$/, 'expected a number such as «3.15»');

/** One row of a roadmap; `term.text` is the term as people wrote it, however odd. */
export const measureSchema = z.strictObject({
  number: measureNumberSchema,
  block: measureNumberSchema,
  title: z.string().min(1),
  /** Empty where the source names nobody. */
  responsible: z.array(z.string().min(1)),
  term: z.strictObject({ text: z.string() }),
  /** Expected result; empty where the source leaves the cell empty. */
  result: z.string(),
  /** What is counted. */
  indicator: z.string().optional(),
  /** Planned value of the indicator, with its unit. */
  plan: z.string().optional(),
  /** Parts of the measure that have plans of their own. */
  items: z
    .array(z.strictObject({ title: z.string().min(1), plan: z.array(z.string().min(1)).min(1) }))
    .optional(),
});
/** One row of a roadmap. */
export type Measure = z.infer<typeof measureSchema>;

/** A section of a roadmap. */
export const roadmapBlockSchema = z.strictObject({
  number: measureNumberSchema,
  title: z.string().min(1),
  /** Who leads it, where the document names somebody. */
  curator: z.string().min(1).optional(),
});
/** A section of a roadmap. */
export type RoadmapBlock = z.infer<typeof roadmapBlockSchema>;

/** A numbered table of measures in blocks. */
export interface Roadmap {
  blocks: RoadmapBlock[];
  measures: Measure[];
}

/** Orders numbers of measures by their parts, so that 3.2 stands before 3.15. */
export function compareMeasureNumbers(left: string, right: string): number {
  const a = left.split('.').map(Number);
  const b = right.split('.').map(Number);
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** An order or directive that makes a step legal. */
export const orderSchema = z.strictObject({
  kind: z.enum(['приказ', 'распоряжение', 'постановление']),
  number: z.string().min(1),
  date: z.iso.date(),
  authority: z.string().min(1),
  place: z.string().optional(),
  title: z.string().min(1),
  annexes: z.array(z.string().min(1)).default([]),
  basis: z.array(z.string().min(1)).default([]),
});
/** An order or directive that makes a step legal. */
export type Order = z.infer<typeof orderSchema>;
