import { step } from '../steps.ts';
import { type RawCell } from './raw-table.ts';

/** Number of a row: `parts` of «2.1.12» are 2, 1, 12. Roman numbers and letters («а)») have one part. */
export interface RowNumber {
  text: string;
  parts: number[];
  roman: boolean;
  /** It is a letter of a list; it stands under a number. */
  letter?: true;
  /** The number stood in the cell otherwise, and how it came to this one. */
  restored?: string;
}

const romanValues: { [letter: string]: number } = { I: 1, V: 5, X: 10, L: 50 };

/** No number is longer, and a line of very many dots is none. */
const longest = 40;

/**
 * Reads a cell that holds nothing but a number: «1.1.», «2)», «№ 3», «IV», «а)». «2020» is a year, unless the row before
 * it has the number 2019. «I.1» and codes such as «М1» are numbers too.
 */
export function readNumber(cell: RawCell, before?: RowNumber): RowNumber | undefined {
  step();
  if (cell.text.length > longest) return undefined;
  const text = cell.text.replace(/^(№|п\.?|пункт)\s*/i, '').replace(/\s+/g, '');
  if (cell.stored === 'date') {
    const [day, month] = cell.text.split('.').map(Number) as [number, number];
    return {
      text: `${day}.${month}`,
      parts: [day, month],
      roman: false,
      restored: `таблица хранит дату ${cell.text}`,
    };
  }
  const arabic = /^((?!(?:19|20)\d\d[.)]*$)\d{1,4}(?:[.,]\d{1,3}){0,3})[.)]*$/.exec(text);
  if (arabic) {
    const parts = arabic[1]!.split(/[.,]/).map(Number);
    return { text: parts.join('.'), parts, roman: false };
  }
  const next = /^((?:19|20)\d\d)[.)]*$/.exec(text);
  if (next && before?.parts.length === 1 && Number(next[1]) === before.parts[0]! + 1)
    return { text: next[1]!, parts: [Number(next[1])], roman: false };
  const letter = /^([а-яa-h])\)$/u.exec(text)?.[1];
  const order = letter ? Math.max(alphabet.indexOf(letter), 'abcdefgh'.indexOf(letter)) : -1;
  if (letter && order >= 0) return { text: letter, parts: [order + 1], roman: false, letter: true };
  // «I.1» under the heading «I.», and codes of measures: «М1», «П2.1».
  const coded = /^([IVXІХ]{1,5}\.|\p{Lu}-?)(\d{1,3}(?:\.\d{1,3}){0,2})[.)]*$/u.exec(text);
  if (coded) {
    const chapter = coded[1]!.endsWith('.') ? readRoman(coded[1]!.slice(0, -1)) : undefined;
    const own = coded[2]!.split('.').map(Number);
    const parts = chapter === undefined ? own : [chapter, ...own];
    return { text: coded[1]! + coded[2]!, parts, roman: false };
  }
  const roman = readRoman(text.replace(/[.)]+$/, ''));
  return roman === undefined ? undefined : { text: text.replace(/[.)]+$/, ''), parts: [roman], roman: true };
}

/** The letters that lists count by. */
const alphabet = 'абвгдежзиклмнопрстуфхцчшщэюя';

/** Reads «1.1. Проведение семинара» as a number and the text behind it. */
export function splitNumber(text: string): { number: RowNumber; rest: string } | undefined {
  const found =
    /^\s*(\d{1,2}(?:\.\d{1,3}){1,3}|\d{1,2}(?=[.)]\s)|[IVXІХ]{1,5}(?=[.)]\s))[.)]?\s*(?![-–—.]\s*\d)([^\d\s.,)%][\s\S]*)$/u.exec(
      text,
    );
  const number = found && readNumber({ text: found[1]! });
  return number ? { number, rest: found[2]!.trim() } : undefined;
}

function readRoman(text: string): number | undefined {
  const letters = text.replaceAll('І', 'I').replaceAll('Х', 'X').toUpperCase();
  if (!/^[IVXL]{1,6}$/.test(letters) || text !== text.toUpperCase()) return undefined;
  let sum = 0;
  [...letters].forEach((letter, index) => {
    const value = romanValues[letter]!;
    sum += value < (romanValues[letters[index + 1] ?? ''] ?? 0) ? -value : value;
  });
  return sum;
}

/** Whether `child` is numbered under `parent`: 2.1.3 under 2.1 and 2, «а)» under either. */
export function isUnder(child: RowNumber, parent: RowNumber): boolean {
  if (child.letter || parent.letter) return child.letter !== parent.letter && child.letter === true;
  return (
    !child.roman &&
    !parent.roman &&
    child.parts.length > parent.parts.length &&
    parent.parts.every((part, index) => part === child.parts[index])
  );
}

/** A number stored by a spreadsheet loses its last zero: after 3.9 comes «3.1», which was 3.10. */
export function restoreZero(number: RowNumber, before: RowNumber | undefined, cell: RawCell): RowNumber {
  const last = before?.parts.at(-1);
  const lost =
    cell.stored === 'number' &&
    before &&
    number.parts.length === 2 &&
    before.parts.length === 2 &&
    number.parts[0] === before.parts[0] &&
    last !== undefined &&
    last % 10 === 9 &&
    number.parts[1] === (last + 1) / 10;
  if (!lost) return number;
  const parts = [number.parts[0]!, last + 1];
  return { text: parts.join('.'), parts, roman: false, restored: `таблица хранит число ${number.text}` };
}

/** Words by which a heading says what it is. */
export const headingWord =
  /^(?:(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм)(?:ый|ой|ая|ое|ий|ья|ье) |[IVX\d]+(?:-?[йяе])? )?(?:раздел|блок|задача|направление|этап|модуль|цель|подпрограмма|фактор|риск)(?![а-яё])/iu;
