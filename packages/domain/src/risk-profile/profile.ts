import { riskFactors, type Significance } from '../risk-factor.ts';
import type { ProfileConfig, ProfileParameter, ProfileSource } from './config.ts';

/** The parameter under which a factor's score (0 to 3) is kept. */
export const scoreParameter = 'score';

/** One value of a profile: a score, or a share in percent. */
export interface ProfileValue {
  factor: string;
  parameter: string;
  source: ProfileSource;
  value: number;
}

/** What the decision on significance is asked: nothing known is null. */
export interface FactorInput {
  id: string;
  score: number | null;
  /** The worst of the measured shares, turned so that more is worse. */
  share: number | null;
}

/** What the decision answers. */
export interface FactorVerdict {
  significance: Significance;
  label: string;
  basis: string;
}

/** Significance of one factor by one source, or by all together (`source` null). */
export interface JudgedFactor {
  factor: string;
  source: ProfileSource | null;
  /** Null where the source says nothing of the factor. */
  verdict: FactorVerdict | null;
  input: FactorInput;
}

/** How bad a share is, in percent: where less of it is worse, it is turned round. */
export const badness = ({ worse }: ProfileParameter, value: number): number =>
  worse === 'more' ? value : 100 - value;

/** What is asked of the decision for a factor; the verified score counts before the school's own. */
export function factorInput(
  config: ProfileConfig,
  factor: string,
  values: readonly ProfileValue[],
  source: ProfileSource | null,
): FactorInput {
  const own = values.filter(
    (value) => value.factor === factor && (source === null || value.source === source),
  );
  const scores = own.filter(({ parameter }) => parameter === scoreParameter);
  const score = scores.find((value) => value.source === 'verified') ?? scores[0];
  const shares = config.parameters
    .filter((parameter) => parameter.factor === factor)
    .flatMap((parameter) => {
      const found = own.filter((value) => value.parameter === parameter.id);
      // What somebody has verified stands for the others.
      const counted = found.some((value) => value.source === 'verified')
        ? found.filter((value) => value.source === 'verified')
        : found;
      return counted.map(({ value }) => badness(parameter, value));
    });
  return { id: factor, score: score?.value ?? null, share: shares.length > 0 ? Math.max(...shares) : null };
}

/** Judges the ten factors by each source and by all together. */
export function judgeProfile(
  config: ProfileConfig,
  values: readonly ProfileValue[],
  decide: (input: FactorInput) => FactorVerdict,
): JudgedFactor[] {
  const sources: (ProfileSource | null)[] = [null, 'school', 'survey', 'audit', 'verified'];
  return riskFactors.flatMap(({ id }) =>
    sources.map((source) => {
      const input = factorInput(config, id, values, source);
      const silent = input.score === null && input.share === null;
      return { factor: id, source, input, verdict: silent ? null : decide(input) };
    }),
  );
}

/** What became of a factor between two diagnoses. */
export type FactorChange = 'better' | 'same' | 'worse' | 'unknown';

const weight: { [significance in Significance]: number } = { low: 1, medium: 2, high: 3 };

/** Compares two diagnoses factor by factor, by all sources together. */
export function compareProfiles(
  before: readonly JudgedFactor[],
  after: readonly JudgedFactor[],
): { factor: string; from: Significance | null; to: Significance | null; change: FactorChange }[] {
  const of = (judged: readonly JudgedFactor[], factor: string): Significance | null =>
    judged.find((one) => one.factor === factor && one.source === null)?.verdict?.significance ?? null;
  return riskFactors.map(({ id }) => {
    const [from, to] = [of(before, id), of(after, id)];
    if (from === null || to === null) return { factor: id, from, to, change: 'unknown' };
    const step = weight[to] - weight[from];
    return { factor: id, from, to, change: step < 0 ? 'better' : step > 0 ? 'worse' : 'same' };
  });
}

/** The values that the variables of a diagnosis hold. */
export function valuesOfCase(config: ProfileConfig, variables: { [name: string]: unknown }): ProfileValue[] {
  const sourceOf: { [variable: string]: ProfileSource } = {
    selfAnalysis: 'school',
    teacherAudit: 'audit',
    survey: 'survey',
  };
  const at = (path: string): number | null => {
    let value: unknown = variables;
    for (const part of path.split('.'))
      value =
        typeof value === 'object' && value !== null
          ? (value as { [name: string]: unknown })[part]
          : undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  const found = (factor: string, parameter: string, path: string): ProfileValue[] => {
    const value = at(path);
    const source = sourceOf[path.split('.')[0]!];
    return value === null || source === undefined ? [] : [{ factor, parameter, source, value }];
  };
  return [
    ...Object.entries(config.scores).flatMap(([factor, path]) => found(factor, scoreParameter, path)),
    ...config.parameters.flatMap(({ id, factor, variable }) => (variable ? found(factor, id, variable) : [])),
  ];
}
