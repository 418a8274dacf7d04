import type { Target } from './target.ts';
import { AMOUNT, numberOf, UNIT, unitOf } from './target-words.ts';

const rising = 'увелич[а-я]+|повыш[а-я]+|рост[а-я]*|прирост[а-я]*|положительн[а-я]+ динамик[а-я]+';
const falling = 'сниж[а-я]+|уменьш[а-я]+|сокращ[а-я]+';
const word = new RegExp(String.raw`(?<![а-я])(?:(${rising})|(${falling}))`, 'u');
const by = new RegExp(
  String.raw`^[^\d]*?(?<![а-я])(не более(?: чем)?|не менее(?: чем)?|более(?: чем)?|минимум)?\s*на\s+(не более(?: чем)?|не менее(?: чем)?|более(?: чем)?|минимум)?\s*${AMOUNT}(?:\s*(?:%\s*)?[-–—]\s*${AMOUNT})?${UNIT}`,
  'u',
);
const direct = new RegExp(
  String.raw`^\s+(?:[а-я]+\s+)?(?:(не менее(?: чем)?|более|минимум)\s+)?${AMOUNT}(?:\s*(?:%\s*)?[-–—]\s*${AMOUNT})?${UNIT}`,
  'u',
);
const until = new RegExp(
  String.raw`(?<![а-я])(?:с\s+${AMOUNT}(?:\s*(?:%|[а-я]+))?\s+)?до\s+${AMOUNT}${UNIT}`,
  'u',
);

/** Another plan in the same words: «не менее 50 % и рост на 5 %». */
const bounded = new RegExp(
  String.raw`(?<![а-я])(?:не менее|не более|не ниже|не выше|не реже|минимум|[<>≤≥]=?)\s*${AMOUNT}`,
  'u',
);

/**
 * A planned change: «снижение на 5 %», «прирост не менее 3 %» compare with the value before, «увеличение доли до 80 %» is the
 * value to reach. Nothing where no change is planned; a comparison that is null says why it cannot be read.
 */
export function readChange(line: string): Partial<Target> | undefined {
  const found = word.exec(line);
  if (!found) return undefined;
  const rise = found[1] !== undefined;
  const rest = line.slice(found.index + found[0].length);
  const comparison = rise ? ('rise' as const) : ('fall' as const);
  const amount = by.exec(rest);
  if (amount) {
    const [, before, after, low, high] = amount;
    if (/не более/u.test(before ?? after ?? ''))
      return { comparison: null, problems: ['Изменение ограничено сверху: такой план не сравнивается.'] };
    const others = line.slice(0, found.index) + rest.slice(amount[0].length);
    return {
      ...{ comparison, value: numberOf(low!), unit: unitOf(amount[5], amount[6], amount[7]) },
      problems: [
        ...(high ? [`Чисел два, взято меньшее (${low}).`] : []),
        ...(bounded.test(others) ? ['Плановых значений несколько, взято изменение.'] : []),
      ],
    };
  }
  const reached = until.exec(rest);
  if (reached)
    return {
      comparison: rise ? 'at-least' : 'at-most',
      value: numberOf(reached[2]!),
      unit: unitOf(reached[3], reached[4], reached[5]),
    };
  if (/^[^\d]*?(?:вдвое|втрое|в\s+\S+\s+раза?)(?![а-я])/u.test(rest))
    return {
      comparison,
      problems: [`Во сколько раз, не сравнивается: прочитано как «${rise ? 'рост' : 'снижение'}».`],
    };
  const plain = direct.exec(rest);
  if (plain && /^(?:рост|прирост|сниж|увелич|уменьш|сокращ|повыш)/u.test(found[0]) && (plain[4] || plain[1]))
    return {
      ...{ comparison, value: numberOf(plain[2]!), unit: unitOf(plain[4], plain[5], plain[6]) },
      problems: plain[3] ? [`Чисел два, взято меньшее (${plain[2]}).`] : [],
    };
  // Another number in the sentence is the plan: «доля школ с положительной динамикой не менее 80 %».
  if (/\d/.test(line)) return undefined;
  return { comparison };
}
