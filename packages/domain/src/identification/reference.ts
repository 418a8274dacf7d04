import type { School } from '../school.ts';

/** The result of one work in one school and year, as a method needs it; counts of pupils, never names. */
export interface WorkResult {
  schoolId: string;
  procedure: 'ВПР' | 'ОГЭ' | 'ЕГЭ';
  subject: string;
  grade: number;
  year: number;
  participants: number;
  /** How many did not reach the minimum. */
  belowMinimum: number;
  mean: number;
  /** Pupils by mark from «2» to «5», where the work gives marks. */
  marks?: readonly [number, number, number, number];
}

/** What of a school the comparison with others depends on. */
export type ComparedSchool = Pick<School, 'id' | 'kind' | 'districtId'>;

/** Name of a work over the years: procedure, subject, grade. */
export const workKey = (work: Pick<WorkResult, 'procedure' | 'subject' | 'grade'>): string =>
  `${work.procedure}|${work.subject}|${work.grade}`;

/** Rating groups of schools: those with grades 10–11 are compared apart from those without (Republic of Altai, order 520). */
export const ratingGroup = (kind: School['kind']): 'СОШ' | 'ООШ' =>
  kind === 'ООШ' || kind === 'НОШ' ? 'ООШ' : 'СОШ';

interface Sum {
  participants: number;
  total: number;
}
const sum = (): Sum => ({ participants: 0, total: 0 });
const add = (to: Sum, work: WorkResult): void => {
  to.participants += work.participants;
  to.total += work.mean * work.participants;
};
/** A mean to nine digits: taken apart and put together again it is the mean it was, so that no school is below itself. */
export const exactMean = (mean: number): number => Number(mean.toFixed(9));
const meanOf = (of: Sum | undefined): number | null =>
  of && of.participants > 0 ? exactMean(of.total / of.participants) : null;

/** A place in a rating, 1 the best, and how many schools stand at it. */
interface Place {
  place: number;
  of: number;
  equal: number;
}

/**
 * What a school's results are compared with: means of district and region, the lower quartile of marks, ratings.
 * Filled by one pass over all results (`add`), asked in a second one; keeps sums, not results. A work that fewer than
 * `minParticipants` wrote counts in the means of all, but gives no place in a rating.
 */
export class Reference {
  private readonly means = new Map<string, Sum>();
  private readonly marks = new Map<string, [number, number, number, number]>();
  /** Group × procedure × year → school → sum. */
  private readonly ratings = new Map<string, Map<string, Sum>>();
  private readonly places = new Map<string, Map<string, Place>>();

  constructor(private readonly minParticipants = 1) {}

  add(work: WorkResult, school: ComparedSchool): void {
    if (work.participants === 0) return;
    const key = `${workKey(work)}|${work.year}`;
    add(this.of(this.means, key, sum), work);
    add(this.of(this.means, `${key}|${school.districtId}`, sum), work);
    if (work.marks) {
      const pooled = this.of(this.marks, key, (): [number, number, number, number] => [0, 0, 0, 0]);
      work.marks.forEach((count, index) => (pooled[index]! += count));
    }
    if (work.participants < this.minParticipants) return;
    const rating = this.of(
      this.ratings,
      `${ratingGroup(school.kind)}|${work.procedure}|${work.year}`,
      () => new Map<string, Sum>(),
    );
    const own = this.of(rating, work.schoolId, sum);
    own.participants += work.participants;
    own.total += work.participants - work.belowMinimum;
    this.places.clear();
  }

  /** Mean of all pupils of the region in this work, weighted by participants; null: nobody wrote it. */
  regionMean(work: WorkResult): number | null {
    return meanOf(this.means.get(`${workKey(work)}|${work.year}`));
  }

  /** Mean of all pupils of the district in this work. */
  districtMean(work: WorkResult, districtId: string): number | null {
    return meanOf(this.means.get(`${workKey(work)}|${work.year}|${districtId}`));
  }

  /**
   * Share (0…100) of the school's pupils among the weakest quarter of all who wrote the work. Where the quarter ends
   * inside a mark, that mark counts by the part of it that belongs to the quarter. Null without marks.
   */
  lowerQuartileShare(work: WorkResult): number | null {
    const pooled = this.marks.get(`${workKey(work)}|${work.year}`);
    if (!pooled || !work.marks) return null;
    const all = pooled.reduce((left, right) => left + right, 0);
    const own = work.marks.reduce((left, right) => left + right, 0);
    if (all === 0 || own === 0) return null;
    let left = all / 4;
    let inside = 0;
    for (const [index, count] of pooled.entries()) {
      if (count === 0) continue;
      const part = Math.min(1, left / count);
      inside += work.marks[index]! * part;
      left -= count * part;
      if (left <= 0) break;
    }
    return (100 * inside) / own;
  }

  /** Place of the school among its group by the share of pupils who reached the minimum in the procedure: 1 is the best; equal shares share a place. */
  place(school: ComparedSchool, procedure: WorkResult['procedure'], year: number): Place | null {
    const key = `${ratingGroup(school.kind)}|${procedure}|${year}`;
    let places = this.places.get(key);
    if (!places) {
      places = new Map();
      const rating = [...(this.ratings.get(key) ?? [])]
        .map(([id, { participants, total }]) => ({ id, share: total / participants }))
        .sort((left, right) => right.share - left.share);
      let place = 0;
      rating.forEach((entry, index) => {
        if (index === 0 || rating[index - 1]!.share !== entry.share) place = index + 1;
        places!.set(entry.id, { place, of: rating.length, equal: 1 });
      });
      const equal = new Map<number, number>();
      for (const { place: at } of places.values()) equal.set(at, (equal.get(at) ?? 0) + 1);
      for (const own of places.values()) own.equal = equal.get(own.place)!;
      this.places.set(key, places);
    }
    return places.get(school.id) ?? null;
  }

  private of<V>(map: Map<string, V>, key: string, make: () => V): V {
    const found = map.get(key);
    if (found !== undefined) return found;
    const made = make();
    map.set(key, made);
    return made;
  }
}
