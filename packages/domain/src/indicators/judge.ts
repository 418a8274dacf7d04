import { amountText, describeTarget, parseTarget, type Target } from './target.ts';

/** Green: reached; amber: close to it; red: far from it; none: cannot be said. */
export type Mark = 'green' | 'amber' | 'red' | 'none';
/** A mark with the reason that stands beside it, in Russian. */
export interface Judgement {
  mark: Mark;
  reason: string;
}

/** How near to the plan still counts as close, in percent of the planned value, unless the indicator says otherwise. */
export const USUAL_TOLERANCE = 10;

const unitOfGap = (unit: string | null): string | null => (unit === '%' ? 'п. п.' : unit);

/** Marks a value against its plan; `previous` is the value of the period before. */
export function judge(
  value: number | null,
  target: Target,
  { tolerance = USUAL_TOLERANCE, previous = null }: { tolerance?: number; previous?: number | null } = {},
): Judgement {
  if (target.comparison === null)
    return { mark: 'none', reason: `План не читается: ${target.problems[0] ?? 'проверьте его.'}` };
  if (value === null) return { mark: 'none', reason: 'Значения ещё нет.' };
  if (target.comparison === 'rise' || target.comparison === 'fall')
    return judgeChange(value, target, previous);
  if (target.comparison === 'present')
    return value >= 1 ? { mark: 'green', reason: 'Есть.' } : { mark: 'red', reason: 'Нет, а должно быть.' };
  const { unit } = target;
  const plan = `план ${describeTarget(target)}`;
  const gap = gapTo(value, target);
  const digits = gap ? digitsApart(value, gap.bound) : 2;
  const now = amountText(round(value, digits), unit);
  if (gap === null) return { mark: 'green', reason: `${now}: ${plan} выполнен.` };
  const allowed = exact((Math.abs(gap.bound) * tolerance) / 100);
  const words =
    gap.size === 0
      ? 'ровно на границе'
      : `${gap.below ? 'не хватает' : 'превышение —'} ${amountText(round(gap.size, digits), unitOfGap(unit), gap.below ? 'genitive' : 'nominative')}`;
  return {
    mark: exact(gap.size) <= allowed ? 'amber' : 'red',
    reason: `${now}: ${plan}, ${words}`.replace(/\.?$/, '.'),
  };
}

/** Without the dust of binary fractions: 4.1 − 3.8 is 0.3. */
const exact = (value: number): number => Number(value.toFixed(9));

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** How many digits after the point, two or more, make two numbers that differ look different. */
function digitsApart(left: number, right: number): number {
  for (let digits = 2; digits < 9; digits += 1)
    if (round(left, digits) !== round(right, digits)) return digits;
  return 2;
}

/** How far a value is from where the plan begins; null: within it. */
function gapTo(
  value: number,
  { comparison, value: from, to }: Target,
): { size: number; bound: number; below: boolean } | null {
  const [low, high] = [from!, to ?? from!];
  const below = { size: low - value, bound: low, below: true };
  const above = { size: value - high, bound: high, below: false };
  switch (comparison) {
    case 'at-least':
      return value >= low ? null : below;
    case 'more-than':
      return value > low ? null : below;
    case 'at-most':
      return value <= high ? null : above;
    case 'less-than':
      return value < high ? null : above;
    default:
      return value < low ? below : value > high ? above : null;
  }
}

function judgeChange(value: number, target: Target, previous: number | null): Judgement {
  if (previous === null) return { mark: 'none', reason: 'Сравнить не с чем: это первое значение.' };
  const { unit } = target;
  const toGood = exact(target.comparison === 'rise' ? value - previous : previous - value);
  const wanted = target.value ?? 0;
  const digits = digitsApart(previous, value);
  const was = `было ${amountText(round(previous, digits), unit)}, стало ${amountText(round(value, digits), unit)}`;
  if (toGood > 0 && toGood >= wanted)
    return { mark: 'green', reason: `${was}: план «${describeTarget(target)}» выполнен.` };
  if (toGood < 0) return { mark: 'red', reason: `${was}: движется в другую сторону.` };
  return {
    mark: 'amber',
    reason:
      toGood === 0
        ? `${was}: без изменений.`
        : `${was}: лучше, но плана «${describeTarget(target)}» ещё нет.`,
  };
}

/** Which way is better: up, down, or neither where the plan is a range. */
export function betterWay({ comparison }: Target): 'up' | 'down' | null {
  if (comparison === null || comparison === 'between') return null;
  return comparison === 'at-most' || comparison === 'less-than' || comparison === 'fall' ? 'down' : 'up';
}

/** Marks a value of an indicator whose plan is still a text. */
export const markValue = (
  value: number | null,
  { target, tolerance }: { target: string; tolerance: number },
  previous: number | null,
): Judgement => judge(value, parseTarget(target), { tolerance, previous });
