import { readChange } from './target-change.ts';
import { AMOUNT, numberOf, PERCENT, plainTarget, UNIT, unitOf } from './target-words.ts';

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

/** What a plan has to look like, where one cannot be read. */
export const TARGET_EXPECTED =
  'Ожидается, например, «не менее 90 %», «не более 3», «от 60 до 80 %», «не менее 2 раз в год», «снижение на 5 %» или «наличие приказа».';

/** Words of a bound before the number, longest first. */
const bounds: readonly [words: string, comparison: TargetComparison, doubt?: string][] = [
  ['не менее(?: чем)?|не ниже|не меньше|не реже|минимум|как минимум|хотя бы|>=|≥', 'at-least'],
  ['не более(?: чем)?|не выше|не больше|не превы[а-я]+|максимум|<=|≤', 'at-most'],
  ['более(?: чем)?|больше|выше|свыше|>', 'more-than'],
  ['менее(?: чем)?|меньше|ниже|<', 'less-than'],
  ['до', 'at-most', '«до» прочитано как «не более»'],
  ['от', 'at-least', '«от» прочитано как «не менее»'],
];
const between = new RegExp(
  String.raw`(?<![а-я])от\s+${AMOUNT}(?:\s*(?:${PERCENT}))?\s+до\s+${AMOUNT}${UNIT}`,
  'u',
);
const span = new RegExp(String.raw`(?<![\d.,а-я-])${AMOUNT}\s*(?:%\s*)?[-–—]\s*${AMOUNT}${UNIT}`, 'u');
const boundedSpan = new RegExp(
  String.raw`(?<![а-я])(${bounds
    .slice(0, 4)
    .map(([words]) => words)
    .join('|')})\s*${AMOUNT}\s*(?:%\s*)?[-–—]\s*${AMOUNT}${UNIT}`,
  'u',
);
const andMore = new RegExp(
  String.raw`(?<![\d.,а-я])${AMOUNT}(?:\s*(${PERCENT}))?\s+и\s+(более|больше|выше|менее|меньше|ниже)(?:\s+([а-я][а-я-]*))?`,
  'u',
);
/** «Не ниже среднего по району»: no number of its own. */
const relative =
  /(?:выше|ниже|больше|меньше|превыша[а-я]+|хуже|лучше|на уровне)\s+(?:чем\s+)?(?:средн|район|регион|областн|краев|муниципальн|уровн|показател|прошл|предыдущ|значени)[а-я]*/u;

/**
 * Reads a planned value: «не менее 90 %», «не более 10 %», «не менее 20 семинаров», «от 50 до 70 %», «1 раз в полугодие»,
 * «снижение на 5 %», «100 %», alone or inside the sentence of an indicator. What it assumes or cannot read it says.
 */
export function parseTarget(text: string): Target {
  const { line, doubts } = plainTarget(text);
  const target = (part: Partial<Target>): Target => {
    const problems = [...doubts, ...(part.problems ?? [])];
    const certainty = part.certainty ?? (problems.length > 0 ? 'doubtful' : 'read');
    return { ...{ text, comparison: null, value: null, to: null, unit: null }, ...part, problems, certainty };
  };
  const unreadable = (problem: string): Target => ({
    ...target({ certainty: 'unreadable' }),
    problems: [`${problem} ${TARGET_EXPECTED}`],
  });
  if (line === '')
    return unreadable(
      text.trim() === '' ? 'Плановое значение пусто.' : 'Названы только годы, а плановое значение — нет.',
    );
  const [against] = relative.exec(line) ?? [];
  if (against) return unreadable(`«${against}» — сравнение с другим показателем, а нужно число.`);
  const moved = readChange(line);
  if (moved) return moved.comparison === null ? unreadable(moved.problems![0]!) : target(moved);
  if (/^(?:не (?:более|менее)(?: чем)? )?(?:на (?=\d)|в \S+ раза?(?![а-я])(?! в ))/u.test(line))
    return unreadable(`Сказано «${text.trim()}», но не сказано, рост это или снижение.`);
  const range = between.exec(line) ?? (boundedSpan.test(line) ? null : span.exec(line));
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
    return target({
      ...first,
      problems: [
        ...(doubt ? [`Проверьте: ${doubt}.`] : []),
        ...(others.length > 0 ? [`Плановых значений несколько, взято первое (${first.value}).`] : []),
      ],
    });
  }
  if (presence.test(line)) return target({ comparison: 'present', value: 1, unit: null });
  return (
    whole(line, text, target) ??
    bare(line, /^\s*([+−–-])\s?(?=\d)/u.exec(text)?.[1], target) ??
    unreadable(`В «${text.trim()}» нет числа, с которым можно сравнить значение.`)
  );
}

const presence = /^(наличие|имеется|есть|да)(?![а-я])/u;

interface Found extends Pick<Target, 'comparison' | 'value' | 'unit'> {
  doubt?: string;
}

/** Every number with a bound before or behind it, from left to right; «не менее» is not «менее». */
function boundsIn(line: string): Found[] {
  const found: (Found & { at: number })[] = [];
  let rest = line.replace(
    new RegExp(andMore, 'gu'),
    (piece: string, amount: string, percent: string, words: string, word: string, at: number) => {
      const comparison = /^(?:бол|выш)/u.test(words) ? 'at-least' : 'at-most';
      found.push({ at, comparison, value: numberOf(amount), unit: unitOf(percent, undefined, word) });
      return ' '.repeat(piece.length);
    },
  );
  rest = rest.replace(
    new RegExp(boundedSpan, 'gu'),
    (piece: string, words: string, low: string, high: string, ...more: (string | number)[]) => {
      const [, comparison] = bounds.find(([pattern]) => new RegExp(`^(?:${pattern})$`, 'u').test(words))!;
      const least = comparison === 'at-least' || comparison === 'more-than';
      const value = numberOf(least ? low : high);
      const [percent, per, word, at] = more as [string, string, string, number];
      const doubt = `чисел два, взято ${least ? 'меньшее' : 'большее'}`;
      found.push({ at, comparison, value, unit: unitOf(percent, per, word), doubt });
      return ' '.repeat(piece.length);
    },
  );
  for (const [words, comparison, doubt] of bounds) {
    const pattern = new RegExp(String.raw`(?<![а-я])(?:${words})\s*${AMOUNT}${UNIT}`, 'gu');
    rest = rest.replace(
      pattern,
      (piece: string, amount: string, percent: string, per: string, word: string, at: number) => {
        found.push({
          at,
          comparison,
          value: numberOf(amount),
          unit: unitOf(percent, per, word),
          ...(doubt && { doubt }),
        });
        return ' '.repeat(piece.length);
      },
    );
  }
  const sorted = found.sort((left, right) => left.at - right.at).map(({ at: _at, ...each }): Found => each);
  // «не менее 30 % учителей, 50 % руководителей»: the second has no bound of its own.
  const [first] = sorted;
  const more =
    first?.unit === '%' ? new RegExp(String.raw`${AMOUNT}\s*(?:${PERCENT})`, 'u').exec(rest) : null;
  return more ? [...sorted, { comparison: 'at-least', value: numberOf(more[1]!), unit: '%' }] : sorted;
}

/** «все школы», «каждый педагог» are 100 %; «отсутствие нарушений», «нет», «не допускается» are 0. */
function whole(line: string, source: string, target: (part: Partial<Target>) => Target): Target | undefined {
  if (/\d/.test(line)) return undefined;
  const [word] = /^(?:все(?:х|м)?|весь|вся|кажд[а-я]+)(?![а-я])/u.exec(line) ?? [];
  if (word)
    return target({
      ...{ comparison: 'at-least', value: 100, unit: '%' },
      problems: [`«${word}» прочитано как 100 %.`],
    });
  if (/^отсутстви/u.test(line)) {
    const [said = 'Отсутствие'] = /^\s*(?:н[еи]\s+)?\p{L}+/u.exec(source) ?? [];
    return target({ comparison: 'at-most', value: 0, problems: [`«${said.trim()}» прочитано как 0.`] });
  }
  return undefined;
}

/** A number that nothing bounds: 100 % cannot be exceeded and 0 not gone below; any other is taken for the least. */
function bare(
  line: string,
  sign: string | undefined,
  target: (part: Partial<Target>) => Target,
): Target | undefined {
  const pattern = new RegExp(String.raw`(?<![\d.,а-я])${AMOUNT}${UNIT}`, 'gu');
  const all = [...line.matchAll(pattern)];
  const percent = all.find((each) => each[2]);
  const chosen = percent ?? all[0];
  if (!chosen) return undefined;
  const value = numberOf(chosen[1]!);
  const unit = unitOf(chosen[2], chosen[3], chosen[4]);
  const alike = percent ? all.filter((each) => each[2]) : all;
  const several = alike.length > 1 ? [`Чисел несколько, взято первое (${value}).`] : [];
  if (sign && chosen === all[0]) {
    const rise = sign === '+';
    const problem = `«${sign}» прочитано как «${rise ? 'рост' : 'снижение'} на».`;
    return target({ comparison: rise ? 'rise' : 'fall', value, unit, problems: [problem, ...several] });
  }
  if (value === 0) return target({ comparison: 'at-most', value, unit, problems: several });
  if ((value === 100 && unit === '%') || unit?.startsWith('раз в'))
    return target({ comparison: 'at-least', value, unit, problems: several });
  return target({
    ...{ comparison: 'at-least', value, unit },
    problems: ['Не сказано, не менее или не более: прочитано как «не менее».', ...several],
  });
}

const shown = new Intl.NumberFormat('ru', { maximumFractionDigits: 4, useGrouping: false });

/** A number with its unit in the form that the number asks for, as people read it. */
export const amountText = (
  value: number,
  unit: string | null,
  of: 'genitive' | 'nominative' = 'nominative',
): string => (unit ? `${shown.format(value)} ${countedUnit(value, unit, of)}` : shown.format(value));

/** A number with its unit as the plan writes it, so that it is read as the same; times in the form that they ask for. */
const written = (value: number, unit: string | null, of: 'genitive' | 'nominative' = 'genitive'): string => {
  if (!unit) return shown.format(value);
  return `${shown.format(value)} ${/^раз(?: в .+)?$/u.test(unit) ? countedUnit(value, unit, of) : unit}`;
};

/** What was read, in words that read as the same target. */
export function describeTarget({ comparison, value, to, unit, text }: Target): string {
  const amount = value === null ? '' : written(value, unit);
  // A share is held against the share before: its change is counted in points.
  const change = value === null ? '' : written(value, unit === '%' ? 'п. п.' : unit, 'nominative');
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
      return value === null ? 'рост' : `рост на ${change}`;
    case 'fall':
      return value === null ? 'снижение' : `снижение на ${change}`;
    case 'present':
      return 'наличие';
  }
}
