import { plainHabits } from './target-habits.ts';

const NUMBER = String.raw`\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?`;
const WORDS: { readonly [word: string]: number } = {
  ...{ одного: 1, одной: 1, один: 1, одна: 1, одно: 1, двух: 2, два: 2, две: 2, трех: 3, три: 3 },
  ...{ четырех: 4, четыре: 4, пяти: 5, пять: 5, шести: 6, шесть: 6, семи: 7, семь: 7, восьми: 8, восемь: 8 },
  ...{ девяти: 9, девять: 9, десяти: 10, десять: 10 },
};
/** A number in figures or in a word, one group. */
export const AMOUNT = String.raw`(${NUMBER}|(?:${Object.keys(WORDS).join('|')})(?![а-я]))`;
/** Signs and words of a percent. */
export const PERCENT = String.raw`%|процент[а-я]*(?:\s+пункт[а-я]*)?|п\.? ?п\.?(?![а-я])`;
/** What may stand behind a number, three groups: a percent, a stretch of time («раз в 2 месяца»), or a word. */
export const UNIT = String.raw`(?:-(?:ти|ми|ух|ех|х|и|го|е))?(?:\s*(${PERCENT})|\s+раза?\s+в\s+((?:\d+\s+)?[а-я]+)|\s+([а-я][а-я-]*))?`;

const years =
  /\d{4}\s*[-–—/]\s*\d{4}(\s*(г|уч)[а-я.]*)*|(?<!\d)(19|20)\d\d\s*(г(од[а-я]*|г)?\.?(?![а-я])|уч[а-я.]*(\s*год[а-я]*)?)|\((?:19|20)\d\d\)|(?<!\d)(?:19|20)\d\d\s*[-–—:]\s*(?=\d)/gu;
/** «9-х классов», «5–11 классов»: whose pupils are counted, where another number says how many. */
const grades = /(?<!\d)\d{1,2}(?:\s*[-–—,и]\s*\d{1,2})*(?:-?[а-я]{1,2})?\s+класс[а-я]*/gu;

/** The number that a figure or a word names. */
export const numberOf = (text: string): number =>
  WORDS[text] ?? Number(text.replace(/[ \u00a0\u202f]/g, '').replace(',', '.'));

/** The unit that the groups of {@link UNIT} give; a word that only joins is none. */
export const unitOf = (percent?: string, per?: string, word?: string): string | null =>
  percent
    ? '%'
    : per
      ? `раз в ${per}`
      : word && /^раза?$/.test(word)
        ? 'раз'
        : word && !/^(и|в|на|по|с|от|до|за|из|у|при|для|к|включительно)$/.test(word)
          ? word
          : null;

const shares: { readonly [text: string]: string } = {
  ...{ '1/2': '50 %', '1/3': '33,3 %', '2/3': '66,7 %', '1/4': '25 %', '3/4': '75 %' },
  ...{ половина: '50 %', половины: '50 %', половину: '50 %', половине: '50 %' },
};

/** A planned value without years, grades and slips of the hand, and what had to be guessed for it. */
export function plainTarget(text: string): { line: string; doubts: string[] } {
  const doubts: string[] = [];
  const lower = text
    .toLocaleLowerCase('ru')
    .replace(/ё/g, 'е')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/(?<![а-я])не\s*мен(?:е|не|нее|ее)(?![а-я])/gu, 'не менее')
    .replace(/(?<![а-я])не\s*бол(?:е|лее|ее)(?![а-я])/gu, 'не более');
  const figures = lower.replace(/(?<=\d)[оo](?=[\d\s%]|$)/gu, '0');
  if (figures !== lower) doubts.push('Буква «о» прочитана как ноль.');
  const habitual = plainHabits(figures);
  doubts.push(...habitual.doubts);
  const parted = habitual.line.replace(
    /(?<![\d.,а-я/])(?:[1-3]\/[2-4](?![\d/])|половин[аыуе](?![а-я]))/gu,
    (share) => {
      const percent = shares[share];
      if (percent) doubts.push(`«${share}» прочитано как ${percent}.`);
      return percent ?? share;
    },
  );
  const told = parted.replace(years, ' ');
  const ungraded = told.replace(grades, ' ');
  const numbers = new RegExp(AMOUNT, 'u');
  return { line: (numbers.test(ungraded) ? ungraded : told).replace(/\s+/g, ' ').trim(), doubts };
}
