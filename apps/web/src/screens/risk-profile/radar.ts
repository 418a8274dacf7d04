import type { RiskProfile } from '@opora/contracts';

/** One line of a radar: its values stand in the order of the factors; 0: nothing is known. */
export interface RadarLine {
  name: string;
  values: number[];
}

const height = { low: 1, medium: 2, high: 3 } as const;

/** A diagnosis as one source sees it; null: all sources together. */
export function radarLine(
  name: string,
  profile: Pick<RiskProfile, 'judged'>,
  factors: readonly { id: string }[],
  source: RiskProfile['judged'][number]['source'],
): RadarLine {
  return {
    name,
    values: factors.map(({ id }) => {
      const found = profile.judged.find((one) => one.factor === id && one.source === source)?.verdict;
      return found ? height[found.significance] : 0;
    }),
  };
}

/** Whether a line says anything at all. */
export const speaks = ({ values }: RadarLine): boolean => values.some((value) => value > 0);
