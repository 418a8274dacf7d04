import { plainWords } from './plain-words.ts';
import { type TermProblem } from './term.ts';

/** Puts digits right that a scan or a keyboard made letters: «О1.09.2023», «2О23», «сентя6рь», «l полугодие». */
export function spell(text: string): { read: string; misspelled: TermProblem[] } {
  const plain = plainWords(/[Ⅰ-ⅿ]/.test(text) ? text.normalize('NFKC') : text);
  const read = plain
    .replace(/(?<![\p{L}])[ОоOo](?=[1-9][./])|(?<=\d)[ОоOo](?=[\d./]|$)/gu, '0')
    .replace(/(?<=\d)[зЗ](?=\d)/g, '3')
    .replace(/(?<=[а-яё])6(?=[а-яё])/giu, 'б')
    .replace(/(?<![\p{L}\d])[l|](?=\s*-?\s*(?:полугоди|квартал|четверт))/giu, 'I');
  const meant = read.replace(/(?<!\p{L})[а-яё]{5,10}(?!\p{L})/giu, (word) => monthMeant(word) ?? word);
  if (meant === plain) return { read: meant, misspelled: [] };
  const slip = read === plain ? 'опечатка в названии месяца' : 'буква и цифра перепутаны';
  const message = `Прочитано как «${meant.replaceAll('\n', ' ')}»: ${slip}`;
  return { read: meant, misspelled: [{ code: 'misspelled', message, text: text.replaceAll('\n', ' ') }] };
}

const monthWords = ['январ', 'феврал', 'апрел', 'сентябр', 'октябр', 'ноябр', 'декабр']
  .flatMap((stem) => ['ь', 'я', 'е'].map((end) => stem + end))
  .concat('август', 'августа', 'августе');
const monthSet = new Set(monthWords);

/** The month that a word with one slip of the keyboard means: «сентябь», «феварль»; nothing for a word that is right. */
function monthMeant(word: string): string | undefined {
  const lower = word.toLowerCase().replaceAll('ё', 'е');
  if (monthSet.has(lower) || !/^[яфасоэнд]/.test(lower)) return undefined;
  const near = monthWords.filter((month) => oneSlip(lower, month));
  return near.length > 0 && new Set(near.map((month) => month.slice(0, 3))).size === 1 ? near[0] : undefined;
}

/** Whether two words differ by one letter that is missing, doubled, wrong, or swapped with its neighbor. */
function oneSlip(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let head = 0;
  while (head < left.length && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(left.length, right.length) - head && left.at(-1 - tail) === right.at(-1 - tail))
    tail += 1;
  const [ours, theirs] = [left.slice(head, left.length - tail), right.slice(head, right.length - tail)];
  return (
    (ours.length <= 1 && theirs.length <= 1) ||
    (ours.length === 2 && ours[0] === theirs[1] && ours[1] === theirs[0] && theirs.length === 2)
  );
}
