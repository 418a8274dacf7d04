import { type TermProblem } from './term.ts';

/** Puts digits right that a scan or a keyboard made letters: «О1.09.2023», «2О23», «сентя6рь», «l полугодие». */
export function spell(text: string): { read: string; misspelled: TermProblem[] } {
  const plain = /[Ⅰ-ⅿ]/.test(text) ? text.normalize('NFKC') : text;
  const read = plain
    .replace(/(?<![\p{L}])[ОоOo](?=[1-9][./])|(?<=\d)[ОоOo](?=[\d./]|$)/gu, '0')
    .replace(/(?<=\d)[зЗ](?=\d)/g, '3')
    .replace(/(?<=[а-яё])6(?=[а-яё])/giu, 'б')
    .replace(/(?<![\p{L}\d])[l|](?=\s*-?\s*(?:полугоди|квартал|четверт))/giu, 'I');
  if (read === plain) return { read, misspelled: [] };
  const message = `Прочитано как «${read.replaceAll('\n', ' ')}»: буква и цифра перепутаны`;
  return { read, misspelled: [{ code: 'misspelled', message, text: text.replaceAll('\n', ' ') }] };
}
