const month = '(?:январ|феврал|март|апрел|ма[йяюе]|июн|июл|август|сентябр|октябр|ноябр|декабр)\\p{L}*';
const short = 'янв|февр?|мар|апр|май|июн|июл|авг|сент?|окт|нояб?|дек';
const ordinal = '(?:[1-4]|I{1,3}|IV|перв\\p{L}+|втор\\p{L}+|трет\\p{L}+|четверт\\p{L}+)';

/** Habits of writing that say a term in a roundabout way, and the plain words for it. */
const habits: readonly (readonly [RegExp, string])[] = [
  // «15» ноября: orders leave the day in quotes.
  [new RegExp(`[«"“”„]\\s*(\\d{1,2})\\s*[»"“”](?=\\s*${month})`, 'giu'), '$1'],
  // «сен.24», as spreadsheets show a month: a year, not a day.
  [new RegExp(`(?<!\\p{L})(${short})[.-](2\\d|3[0-5])(?![\\d.])`, 'giu'), '$1 20$2'],
  [new RegExp(`(?<!\\p{L})(${month}) месяц[аеу]?(?!\\p{L})`, 'giu'), '$1'],
  [/первых числах(?=\s)/giu, 'начале'],
  [/последних числах(?=\s)/giu, 'конце'],
  [/(?<!\p{L})между (\d{1,2}) и (\d{1,2})(?=\s)/giu, 'с $1 по $2'],
  [/([\p{L}\d.]) \+ (?=[\p{L}\d])/gu, '$1, '],
  // «I этап (сентябрь – декабрь 2023)», «2 этап: январь 2024»
  [new RegExp(`^${ordinal}(?:-?[йя])? этап\\s*\\(([^()]+)\\)$`, 'giu'), '$1'],
  [new RegExp(`^${ordinal}(?:-?[йя])? этап\\s*[:–—-]\\s*(?=\\S)`, 'giu'), ''],
  [/(ежегодно[\s\S]*?) года?,? следующего за отч[её]тн\p{L}+(?: годом)?/giu, '$1'],
  [/(?<!\p{L})тек\. ?(?=г(?:\.|ода))/giu, 'текущего '],
];

const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const months = 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' ');

/** Puts a term into the plain words that its reader knows; what needs none stays as it is. */
export function plainWords(text: string): string {
  const plain = habits.reduce((sum, [pattern, words]) => sum.replace(pattern, words), text);
  return romanMonths(plain.trim()) ?? plain;
}

/** «IX–X.2023», «X, XII»: months, where one of them is more than four, as no quarter is. */
function romanMonths(text: string): string | undefined {
  const found = /^([IVX]+(?:\s*[-–—,]\s*[IVX]+)*)(?:[.\s]+(20\d\d))?(?:\s*г\.?)?$/u.exec(text);
  const numbers = found?.[1]!.match(/[IVX]+/g)?.map((one) => romans.indexOf(one)) ?? [];
  if (!found || numbers.includes(-1) || !numbers.some((one) => one > 3)) return undefined;
  const named = found[1]!.replace(/[IVX]+/g, (one) => months[romans.indexOf(one)]!);
  return [named, found[2]].filter(Boolean).join(' ');
}
