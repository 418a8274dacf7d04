import type { ElementStatistics } from '@opora/contracts';
import type { Translate } from '../../lib/translate.ts';

/** What the color of an element tells of. */
export type HeatMode = 'standing' | 'length';

/** Warmth of elements from 1 to 5, the warmest having the most; elements with nothing to show are left out. */
export function heatOf(elements: ElementStatistics[], mode: HeatMode): Map<string, number> {
  const figure = (one: ElementStatistics): number =>
    mode === 'standing' ? one.standing : isWork(one) ? (one.median ?? 0) : 0;
  const most = Math.max(0, ...elements.map(figure));
  return new Map(
    elements.flatMap((one) => {
      const value = figure(one);
      // Lengths run from seconds to months, so their warmth goes by orders of magnitude.
      const share = mode === 'standing' ? value / most : Math.log1p(value) / Math.log1p(most);
      return value > 0 ? [[one.elementId, Math.max(1, Math.ceil(share * 5))] as const] : [];
    }),
  );
}

/** True for elements at which time passes: a gateway or an end takes none worth telling. */
export function isWork({ type }: ElementStatistics): boolean {
  return !type || /(Task|CallActivity|SubProcess|CatchEvent|Transaction)$/.test(type);
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A length of time in one unit: `40 мин`, `3,5 ч`, `12 дн.`. */
export function spanText(seconds: number | null, t: Translate, locale: string): string {
  if (seconds === null) return t('flow.span.none');
  const [unit, size] =
    seconds < 90
      ? (['seconds', 1] as const)
      : seconds < 90 * MINUTE
        ? (['minutes', MINUTE] as const)
        : seconds < 36 * HOUR
          ? (['hours', HOUR] as const)
          : seconds < 90 * DAY
            ? (['days', DAY] as const)
            : (['months', 30.4 * DAY] as const);
  const number = seconds / size;
  const digits = number < 10 && size > MINUTE ? 1 : 0;
  return t(`flow.span.${unit}`, {
    n: new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(number),
  });
}
