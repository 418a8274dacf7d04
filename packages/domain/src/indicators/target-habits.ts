const cardinal =
  '(?:сто|од[ин]|два|две|дву|тр[иеё]|четыр|пят|шест|сем|восьм|восем|девят|девян|десят|двенадц|двадц|сорок)';

/** Habits of writing that say a planned value in a roundabout way: the plain words for it, and what had to be guessed. */
const habits: readonly (readonly [pattern: RegExp, words: string, doubt?: string])[] = [
  // «1 (одного) раза», «90 (девяноста) %»: the word says the figure again.
  [new RegExp(String.raw`(?<=\d)\s*\(\s*${cardinal}[а-я\s]*\)`, 'gu'), ''],
  // «стопроцентный охват», «100 %-ный», «100-процентный»
  [/(?<![а-я])стопроцентн[а-я]+/gu, '100 %'],
  [/(?<![а-я])(?:в сто|сто) процентов/gu, '100 %'],
  [/(?<=\d)\s*-?\s*процентн[а-я]+(?!\s*пункт)/gu, ' %'],
  [/(?<=\d)\s*%\s*-?\s*(?:н[а-я]{1,2})(?![а-я])/gu, ' %'],
  [/(?<=\d)\s*проц\.?(?![а-я])/gu, ' %'],
  // «не < 80 %» is «не менее», and «не > 10 %» «не более».
  [/(?<![а-я])не\s*(?:<\s*=?|≤)\s*(?=\d)/gu, 'не менее '],
  [/(?<![а-я])не\s*(?:>\s*=?|≥)\s*(?=\d)/gu, 'не более '],
  [/(?<![\da-zа-я])(?:max|макс)\.?\s*(?=\d)/gu, 'не более '],
  [/(?<![\da-zа-я]\s*)(?:min|мин)\.?\s*(?=\d)/gu, 'не менее '],
  // «доведение доли до 100 %»: the value to reach, from whichever side.
  [/(?<![а-я])дове(?:д|ст)[а-я]+[^\d]*?\sдо\s+(?=\d)/gu, ''],
  [/^ни одн(?:ой|ого|ому|им)(?![а-я])/gu, 'отсутствие'],
  [/=\s*>/gu, '>='],
  [/=\s*</gu, '<='],
  // «не реже раза в год», «не менее раза в месяц»
  [/(?<![а-я])(не реже|не менее|не чаще|не более|минимум)\s+раза?\s+в(?=\s)/gu, '$1 1 раза в'],
  // «не менее, чем у 80 % педагогов»: the preposition is the people's, not the number's.
  [
    /(?<![а-я])((?:не\s+)?(?:менее|более|ниже|выше|меньше|больше))(?:\s*,?\s*чем)?\s+(?:у|в|во|для|среди|по)\s+(?=\d|одно|дв[аеу]|тр[еи]|четыр|пят|шест|сем|вос|девят|десят)/gu,
    '$1 ',
  ],
  [/(?<![а-я])((?:не\s+)?(?:менее|более|ниже|выше|меньше|больше))\s*,\s*чем(?=\s)/gu, '$1 чем'],
  // «от 3-х до 5-ти»
  [/(?<=\d)-(?:ти|ми|ух|ех|х|и)(?=\s+до\s+\d)/gu, ''],
  [/^да\s*(?:\/|или)\s*нет$/gu, 'да', '«Да/нет» прочитано как «наличие»: выполнено, если «да».'],
  [/^нет$/gu, 'отсутствие'],
  [
    /^(?:нет(?!\s+(?:данн|сведен|информац|динамик|план|показател|значени))|отсутству[а-я]+|не допуска[а-я]+)(?![а-я])/gu,
    'отсутствие',
  ],
];

const adverbs: { readonly [adverb: string]: string } = {
  ...{ еженедельно: 'неделю', ежемесячно: 'месяц', ежеквартально: 'квартал', ежегодно: 'год' },
};

const plain = new Intl.NumberFormat('ru', { maximumFractionDigits: 4, useGrouping: false });

/** Puts a planned value (in small letters) into the plain words that its reader knows; says what it guessed. */
export function plainHabits(text: string): { line: string; doubts: string[] } {
  const doubts: string[] = [];
  let line = text.trim();
  for (const [pattern, words, doubt] of habits) {
    const after = line.replace(pattern, words);
    if (doubt && after !== line) doubts.push(doubt);
    line = after;
  }
  const per = adverbs[line];
  if (per) {
    doubts.push(`«${line}» прочитано как «не менее 1 раза в ${per}».`);
    line = `не менее 1 раза в ${per}`;
  }
  // «80±5 %»
  line = line.replace(
    /(?<!\d)(\d+(?:[.,]\d+)?)\s*(?:±|\+\/-)\s*(\d+(?:[.,]\d+)?)/gu,
    (_, middle: string, by: string) => {
      const [at, off] = [middle, by].map((one) => Number(one.replace(',', '.'))) as [number, number];
      return `от ${plain.format(Math.max(0, at - off))} до ${plain.format(at + off)}`;
    },
  );
  return partOfWhole(line, doubts);
}

/** «100 % (12 из 12)» says the percent again; «10 из 12 школ» alone is ten schools, and the whole is told of. */
function partOfWhole(line: string, doubts: string[]): { line: string; doubts: string[] } {
  const pair = /\(?\s*(?<!\d)(\d+)\s+из\s+(\d+)(?![\d%])\s*\)?/u.exec(line);
  if (!pair) return { line, doubts };
  const rest = line.replace(pair[0], ' ');
  if (/\d\s*%/u.test(rest)) return { line: rest.replace(/\s+/g, ' ').trim(), doubts };
  doubts.push(`«${pair[1]} из ${pair[2]}» прочитано как ${pair[1]}: доля от ${pair[2]} не считается.`);
  return { line: line.replace(pair[0], ` ${pair[1]} `).replace(/\s+/g, ' ').trim(), doubts };
}
