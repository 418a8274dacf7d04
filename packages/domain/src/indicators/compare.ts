/** A school's value among others. */
export interface SchoolValue {
  schoolId: string;
  value: number;
}

const sorted = (values: readonly number[]): number[] => [...values].sort((left, right) => left - right);

/** The middle value; null of nothing. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const order = sorted(values);
  const half = Math.floor(order.length / 2);
  return order.length % 2 === 1 ? order[half]! : (order[half - 1]! + order[half]!) / 2;
}

/** From how many values on an outlier can be told. */
export const LEAST_FOR_OUTLIERS = 5;
/** The usual bound of the modified z-score (Iglewicz and Hoaglin). */
const BOUND = 3.5;
/** Where most values are equal, what lies within this share of the middle value is no outlier, in percent. */
const EQUAL_ENOUGH = 10;

/**
 * Values that stand far apart from the others: modified z-score above 3.5, on the median and the median deviation, which
 * a few wild values do not move. Where most values are equal that deviation is zero: then the mean deviation stands for it,
 * and a value must also differ from the middle by more than a tenth of it. Fewer than five values tell nothing.
 */
export function outliers(
  values: readonly SchoolValue[],
): { schoolId: string; side: 'high' | 'low'; middle: number }[] {
  if (values.length < LEAST_FOR_OUTLIERS) return [];
  const middle = median(values.map(({ value }) => value))!;
  const deviations = values.map(({ value }) => Math.abs(value - middle));
  const spread = median(deviations)!;
  const mean = deviations.reduce((left, right) => left + right, 0) / deviations.length;
  // 0.6745 and 1.2533: how both deviations relate to the standard one of a normal distribution.
  const far = (off: number): boolean =>
    spread > 0
      ? (0.6745 * off) / spread > BOUND
      : off > (Math.abs(middle) * EQUAL_ENOUGH) / 100 && off / (1.2533 * mean) > BOUND;
  return values
    .filter(({ value }) => far(Math.abs(value - middle)))
    .map(({ schoolId, value }) => ({
      schoolId,
      side: value > middle ? ('high' as const) : ('low' as const),
      middle,
    }));
}

/** How a value moved against the one before. */
export type Movement = 'better' | 'worse' | 'same' | 'none';

/** Tells whether the last step was for the better; without a direction or a value before it tells nothing. */
export function movement(previous: number | null, value: number | null, way: 'up' | 'down' | null): Movement {
  if (previous === null || value === null) return 'none';
  if (previous === value) return 'same';
  if (way === null) return 'none';
  return value > previous === (way === 'up') ? 'better' : 'worse';
}

/** What of a school decides which others are like it. */
export interface AlikeSchool {
  id: string;
  kind: string | null;
  pupils: number | null;
}
/** How few schools are no group to compare with. */
export const LEAST_ALIKE = 3;

/**
 * Schools like this one: the same kind and, where the number of pupils is known, between two thirds and one and a half of
 * it. Fewer than three are taken for none: then the kind alone counts, and below that there is no comparison.
 */
export function schoolsAlike(
  school: AlikeSchool,
  all: readonly AlikeSchool[],
): { ids: string[]; by: 'size' | 'kind' | null } {
  const others = all.filter(({ id, kind }) => id !== school.id && kind === school.kind);
  const near = others.filter(
    ({ pupils }) =>
      pupils && school.pupils && pupils / school.pupils >= 2 / 3 && pupils / school.pupils <= 1.5,
  );
  const chosen = near.length >= LEAST_ALIKE ? near : others.length >= LEAST_ALIKE ? others : [];
  const by = chosen.length === 0 ? null : chosen === near ? 'size' : 'kind';
  return { ids: chosen.map(({ id }) => id), by };
}
