import type { WorkResult } from '../identification/reference.ts';
import { naturalOrder } from '../natural-order.ts';

/** One subject of a school in one year: all its works together, counts of pupils. */
export interface SubjectResult {
  subject: string;
  participants: number;
  /** Share of pupils below the minimum, 0…100. */
  share: number;
  /** Share in all schools compared with, 0…100. */
  commonShare: number;
}

/** From which share below the minimum a subject is weak: the federal mark of a low procedure (FED-30x2). */
export const WEAK_SHARE = 30;
/** Up to which share below the minimum a subject can be strong. */
export const STRONG_SHARE = 10;

/** Subjects in which a school needs help and those in which it can give it, each with the numbers that say so. */
export interface SubjectProfile {
  needs: SubjectResult[];
  strengths: SubjectResult[];
}

interface Sum {
  participants: number;
  below: number;
}

const add = (sums: Map<string, Sum>, work: WorkResult): void => {
  const sum = sums.get(work.subject) ?? { participants: 0, below: 0 };
  sum.participants += work.participants;
  sum.below += work.belowMinimum;
  sums.set(work.subject, sum);
};
const share = ({ participants, below }: Sum): number => (100 * below) / participants;

/**
 * Reads needs and strengths of every school off its results: weak is a subject with 30 % or more below the minimum,
 * strong one with at most 10 % that is also no worse than all schools together. Works that nobody wrote say nothing.
 */
export function subjectProfiles(results: readonly WorkResult[]): Map<string, SubjectProfile> {
  const common = new Map<string, Sum>();
  const schools = new Map<string, Map<string, Sum>>();
  for (const work of results) {
    if (work.participants === 0) continue;
    add(common, work);
    const own = schools.get(work.schoolId) ?? new Map<string, Sum>();
    add(own, work);
    schools.set(work.schoolId, own);
  }
  const profiles = new Map<string, SubjectProfile>();
  for (const [school, own] of schools) {
    const subjects = [...own]
      .map(([subject, sum]) => ({
        subject,
        participants: sum.participants,
        share: share(sum),
        commonShare: share(common.get(subject)!),
      }))
      .sort((left, right) => naturalOrder(left.subject, right.subject));
    profiles.set(school, {
      needs: subjects.filter((each) => each.share >= WEAK_SHARE),
      strengths: subjects.filter((each) => each.share <= STRONG_SHARE && each.share <= each.commonShare),
    });
  }
  return profiles;
}
