import type { Method, Run, SchoolVerdictChange } from '@opora/contracts';
import { countedUnit } from '@opora/domain/indicators';

/** The thresholds that a kept selection was made with, each as «name: value unit»; those that were not set are left out. */
export function thresholdsOf(
  run: Pick<Run, 'parameters'>,
  method: Method | undefined,
  locale: string,
): string[] {
  return (method?.parameters ?? []).flatMap(({ id, title, unit, choices }) => {
    const value = run.parameters[id] ?? null;
    if (value === null) return [];
    const said =
      typeof value === 'number'
        ? [new Intl.NumberFormat(locale).format(value), unit && countedUnit(value, unit)]
            .filter(Boolean)
            .join('\u00a0')
        : (choices?.find((choice) => choice.value === value)?.title ?? value);
    return [`${title}: ${said}`];
  });
}

/** What a method counts of a school, as people write it: two digits behind the comma at most. */
export const measureOf = (measure: number | null, locale: string): string =>
  measure === null ? '—' : new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(measure);

/** How many schools enter a list, leave it and go to another cluster. */
export function countChanges(
  changes: readonly Pick<SchoolVerdictChange, 'change'>[],
): Record<SchoolVerdictChange['change'], number> {
  const of = (kind: SchoolVerdictChange['change']): number =>
    changes.filter(({ change }) => change === kind).length;
  return { enters: of('enters'), leaves: of('leaves'), moves: of('moves') };
}
