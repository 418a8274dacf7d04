import { z } from 'zod';
import { schoolStatuses } from '../school.ts';

/** What a method's decision answers about one school. */
export const verdictSchema = z.object({
  /** Null: the method cannot say, because nothing can be judged or no threshold is set. */
  cluster: z.enum(schoolStatuses).nullable(),
  /** Which rule decided, in words. */
  rule: z.string(),
  /** The number the method counts: low works, subjects below the mean, the largest share. */
  measure: z.number().nullable(),
  /** Works with their numbers that led to the answer. */
  reasons: z.array(z.string()),
  /** Works that were too small to be judged. */
  flags: z.array(z.string()),
  /** False: nothing could be judged. */
  judged: z.boolean(),
});
/** What a method answers about one school. */
export type Verdict = z.output<typeof verdictSchema>;

/** Verdicts of two runs by school: who enters and who leaves the list, who changes the cluster. */
export interface VerdictChange {
  schoolId: string;
  from: Verdict['cluster'];
  to: Verdict['cluster'];
  /** `enters` and `leaves` the list of schools with low results; `moves` between other clusters. */
  change: 'enters' | 'leaves' | 'moves';
}

/** Differences between two runs; schools that stand in one of them only are compared with «cannot say». */
export function compareVerdicts(
  before: ReadonlyMap<string, Pick<Verdict, 'cluster'>>,
  after: ReadonlyMap<string, Pick<Verdict, 'cluster'>>,
): VerdictChange[] {
  const changes: VerdictChange[] = [];
  for (const schoolId of new Set([...before.keys(), ...after.keys()])) {
    const from = before.get(schoolId)?.cluster ?? null;
    const to = after.get(schoolId)?.cluster ?? null;
    if (from === to) continue;
    const change = to === 'low-results' ? 'enters' : from === 'low-results' ? 'leaves' : 'moves';
    changes.push({ schoolId, from, to, change });
  }
  return changes;
}
