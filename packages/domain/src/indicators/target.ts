import { countedUnit } from './count-unit.ts';

/** How a value is held against its plan; `rise` and `fall` compare with the value before, `present` asks whether there is any. */
export type TargetComparison =
  'at-least' | 'at-most' | 'more-than' | 'less-than' | 'between' | 'rise' | 'fall' | 'present';

/** A planned value as people write it, and what it was read as. */
export interface Target {
  text: string;
  /** Null where the text could not be read. */
  comparison: TargetComparison | null;
  /** Null for a rise or fall of no stated size. */
  value: number | null;
  /** The upper end of `between`. */
  to: number | null;
  /** `%` or the word after the number as it stands there: «семинаров», «раз в полугодие». */
  unit: string | null;
  certainty: 'read' | 'doubtful' | 'unreadable';
  /** What was assumed or is wrong, in Russian. */
  problems: string[];
}

const NUMBER = String.raw`\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?`;
const WORDS: { readonly [word: string]: number } = {
  ...{ одного: 1, одной: 1, один: 1, одна: 1, одно: 1, двух: 2, два: 2, две: 2, трех: 3, три: 3 },
  ...{ четырех: 4, четыре: 4, пяти: 5, пять: 5, шести: 6, шесть: 6, семи: 7, семь: 7, восьми: 8, восемь: 8 },
  ...{ девяти: 9, девять: 9, десяти: 10, десять: 10 },
};
const AMOUNT = String.raw`(${NUMBER}|(?:${Object.keys(WORDS).join('|')})(?![а-я]))`;
const PERCENT = String.raw`%|процент[а-я]*|п\. ?п\.`;
const UNIT = String.raw`(?:\s*(${PERCENT})|\s+раза?\s+в\s+([а-я]+)|\s+([а-я][а-я-]*))?`;

/** Words of a bound before the number, longest first. */
const bounds: readonly [words: string, comparison: TargetComparison, doubt?: string][] = [
  ['не менее(?: чем)?|не ниже|не меньше|не реже|минимум|как минимум|>=|≥', 'at-least'],
  ['не более(?: чем)?|не выше|не больше|не превыша[а-я]+|максимум|<=|≤', 'at-most'],
  ['более|больше|выше|свыше|>', 'more-than'],
  ['менее|меньше|ниже|<', 'less-than'],
  ['до', 'at-most', '«до» прочитано как «не более»'],
  ['от', 'at-least', '«от» прочитано как «не менее»'],
];
const between = new RegExp(
  String.raw`(?<![а-я])от\s+${AMOUNT}(?:\s*(?:${PERCENT}))?\s+до\s+${AMOUNT}${UNIT}`,
  'u',
);
const span = new RegExp(String.raw`(?<![\d.,])(${NUMBER})\s*(?:%\s*)?[-–—]\s*(${NUMBER})${UNIT}`, 'u');
const change = new RegExp(
  String.raw`(увелич[а-я]+|повыш[а-я]+|рост[а-я]*|прирост[а-я]*|положительн[а-я]+ динамик[а-я]+|сниж[а-я]+|уменьш[а-я]+|сокращ[а-я]+)(?:[^\d]*?\sна\s+${AMOUNT}${UNIT})?`,
  'u',
);
const presence = /^(наличие|имеется|есть|да)(?![а-я])/u;
const years =
  /\d{4}\s*[-–—/]\s*\d{4}(\s*(г|уч)[а-я.]*)*|(?<!\d)(19|20)\d\d\s*(г(од[а-я]*|г)?\.?(?![а-я])|уч[а-я.]*(\s*год[а-я]*)?)/gu;

const numberOf = (text: string): number =>
  WORDS[text] ?? Number(text.replace(/[ \u00a0\u202f]/g, '').replace(',', '.'));
const plain = (text: string): string =>
  text
    .toLocaleLowerCase('ru')
    .replace(/ё/g, 'е')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(years, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const unitOf = (percent?: string, per?: string, word?: string): string | null =>
  percent
    ? '%'
    : per
      ? `раз в ${per}`
      : word && !/^(и|в|на|по|с|от|до|за|из|у|при|для)$/.test(word)
        ? word
        : null;

/**
 * Reads a planned value: «не менее 90 %», «не более 10 %», «не менее 20 семинаров», «от 50 до 70 %», «1 раз в полугодие»,
 * «снижение на 5 %», «100 %», alone or inside the sentence of an indicator. What it assumes or cannot read it says.
 */
export function parseTarget(text: string): Target {
  const line = plain(text);
  const target = (part: Partial<Target>): Target => ({
    ...{ text, comparison: null, value: null, to: null, unit: null, certainty: 'read', problems: [] },
    ...part,
  });
  const unreadable = (problem: string): Target => target({ certainty: 'unreadable', problems: [problem] });
  if (line === '') return unreadable('Плановое значение пусто.');
  const range = between.exec(line) ?? span.exec(line);
  if (range) {
    const [value, to] = [numberOf(range[1]!), numberOf(range[2]!)];
    if (value > to) return unreadable(`Границы стоят наоборот: ${range[1]} больше, чем ${range[2]}.`);
    return target({ comparison: 'between', value, to, unit: unitOf(range[3], range[4], range[5]) });
  }
  const found = boundsIn(line);
  if (found.length > 0) {
    const [{ doubt, ...first }] = found as [Found, ...Found[]];
    const others = found
      .slice(1)
      .filter((each) => each.value !== first.value || each.comparison !== first.comparison);
    const problems = [
      ...(doubt ? [`Проверьте: ${doubt}.`] : []),
      ...(others.length > 0 ? [`Плановых значений несколько, взято первое (${first.value}).`] : []),
    ];
    return target({ ...first, certainty: problems.length > 0 ? 'doubtful' : 'read', problems });
  }
  const moved = change.exec(line);
  if (moved) {
    const rise = /^(увел|пов|рост|прир|полож)/u.test(moved[1]!);
    return target({
      comparison: rise ? 'rise' : 'fall',
      value: moved[2] ? numberOf(moved[2]) : null,
      unit: unitOf(moved[3], moved[4], moved[5]),
    });
  }
  if (presence.test(line)) return target({ comparison: 'present', value: 1, unit: null });
  return bare(line, target) ?? unreadable(`В «${text.trim()}» нет числа, с которым можно сравнить значение.`);
}

interface Found extends Pick<Target, 'comparison' | 'value' | 'unit'> {
  doubt?: string;
}

/** Every number with a bound before it, from left to right; «не менее» is not «менее». */
function boundsIn(line: string): Found[] {
  const found: (Found & { at: number })[] = [];
  let rest = line;
  for (const [words, comparison, doubt] of bounds) {
    const pattern = new RegExp(String.raw`(?<![а-я])(?:${words})\s*${AMOUNT}${UNIT}`, 'gu');
    rest = rest.replace(
      pattern,
      (whole: string, amount: string, percent: string, per: string, word: string, at: number) => {
        found.push({
          at,
          comparison,
          value: numberOf(amount),
          unit: unitOf(percent, per, word),
          ...(doubt && { doubt }),
        });
        return ' '.repeat(whole.length);
      },
    );
  }
  return found.sort((left, right) => left.at - right.at).map(({ at: _at, ...each }) => each);
}

/** A number that nothing bounds: 100 % cannot be exceeded and 0 not gone below; any other is taken for the least. */
function bare(line: string, target: (part: Partial<Target>) => Target): Target | undefined {
  const pattern = new RegExp(String.raw`(?<![\d.,а-я])${AMOUNT}${UNIT}`, 'gu');
  const all = [...line.matchAll(pattern)];
  const percent = all.find((each) => each[2]);
  const chosen = percent ?? all[0];
  if (!chosen) return undefined;
  const value = numberOf(chosen[1]!);
  const unit = unitOf(chosen[2], chosen[3], chosen[4]);
  const several = !percent && all.length > 1;
  if (value === 0) return target({ comparison: 'at-most', value, unit });
  if ((value === 100 && unit === '%') || unit?.startsWith('раз в'))
    return target({ comparison: 'at-least', value, unit });
  return target({
    ...{ comparison: 'at-least', value, unit, certainty: 'doubtful' },
    problems: [
      'Не сказано, не менее или не более: прочитано как «не менее».',
      ...(several ? [`Чисел несколько, взято первое (${value}).`] : []),
    ],
  });
}

const shown = new Intl.NumberFormat('ru', { maximumFractionDigits: 4, useGrouping: false });

/** A number with its unit in the form that the number asks for, as people read it. */
export const amountText = (
  value: number,
  unit: string | null,
  of: 'genitive' | 'nominative' = 'nominative',
): string => written(value, unit && countedUnit(value, unit, of));

/** A number with its unit as the plan writes it, so that it is read as the same. */
const written = (value: number, unit: string | null): string =>
  unit ? `${shown.format(value)} ${unit}` : shown.format(value);

/** What was read, in words that read as the same target. */
export function describeTarget({ comparison, value, to, unit, text }: Target): string {
  const amount = value === null ? '' : written(value, unit);
  switch (comparison) {
    case null:
      return text.trim();
    case 'at-least':
      return `не менее ${amount}`;
    case 'at-most':
      return `не более ${amount}`;
    case 'more-than':
      return `более ${amount}`;
    case 'less-than':
      return `менее ${amount}`;
    case 'between':
      return `от ${shown.format(value!)} до ${written(to!, unit)}`;
    case 'rise':
      return value === null ? 'рост' : `рост на ${amount}`;
    case 'fall':
      return value === null ? 'снижение' : `снижение на ${amount}`;
    case 'present':
      return 'наличие';
  }
}
