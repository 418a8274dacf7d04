import { type Column, number, oneOf, text } from '../table-import/column.ts';

const procedures = {
  впр: 'ВПР',
  огэ: 'ОГЭ',
  егэ: 'ЕГЭ',
  гиа9: 'ОГЭ',
  'гиа-9': 'ОГЭ',
  'гиа-11': 'ЕГЭ',
  гиа11: 'ЕГЭ',
} as const;
const year = number({ min: 2000, max: 2100, whole: true });
const count = number({ min: 0, max: 1_000_000, whole: true });

const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI'];

/** «9 кл.», «9-е классы», «IX» as the number of the grade; a letter («9А») is left: a row is a whole grade. */
function gradeOf(cell: string): string {
  const bare = cell.trim().replace(/(?:-?(?:й|е|х))?\s*(?:кл|класс\S*)\.?$/i, '');
  const roman = romans.indexOf(bare.toUpperCase().replaceAll('Х', 'X')) + 1;
  return roman > 0 ? String(roman) : bare;
}

/** «2023/2024», «2023-24 уч. г.», «2024 год»: the year in which it ends. */
function yearOf(cell: string): string {
  const [, first, last] =
    /^(\d{4})(?:\s*[-–/]\s*(\d{4}|\d{2}))?\s*(?:уч\S*\s*)?(?:г\S*)?$/.exec(cell.trim()) ?? [];
  return last ? last.padStart(4, first!.slice(0, 2)) : (first ?? cell);
}

/** Columns of a table of results: a row is one work of one school in one year. */
export const resultsColumns: readonly Column[] = [
  {
    key: 'school',
    title: 'Школа',
    required: true,
    names: [
      /^(наименование |название )?(школ|оо$|оу$|образовательн\S* организац)/,
      /^код (школы|оо|оу)/,
      /^логин/,
    ],
    read: text(300),
  },
  {
    key: 'procedure',
    title: 'Процедура',
    required: true,
    names: [/процедур/, /^вид (работы|экзамена)/, /^работа$/, /^впр.*[ое]гэ/],
    // «ВПР-2024», «ОГЭ 2024»: the year stands in a column of its own.
    read: (cell) =>
      oneOf(procedures)(typeof cell === 'string' ? cell.replace(/[\s-]*20\d\d\s*(?:г\.?)?$/, '') : cell),
  },
  { key: 'subject', title: 'Предмет', required: true, names: [/предмет/, /дисциплин/], read: text(100) },
  {
    key: 'grade',
    title: 'Класс',
    required: true,
    names: [/^класс/, /параллел/],
    read: (cell) => number({ min: 1, max: 11, whole: true })(typeof cell === 'string' ? gradeOf(cell) : cell),
  },
  {
    key: 'year',
    title: 'Год',
    required: true,
    names: [/^год/, /^уч\S* год/],
    read: (cell) =>
      year(typeof cell === 'string' ? yearOf(cell) : cell instanceof Date ? cell.getUTCFullYear() : cell),
  },
  {
    key: 'participants',
    title: 'Участников',
    required: true,
    names: [
      /участник/,
      /^(писал\S*|сдавал\S*|выполнял\S*|кол-во|количество|число)( учеников| обучающихся| сдававших| писавших| писали| сдавали)?$/,
    ],
    read: count,
  },
  {
    key: 'belowShare',
    title: 'Доля не преодолевших минимум, %',
    names: [
      /(доля|процент|%).*(не преодол|ниже миним|«?2»?|двоек|неуд|не сдал|не справил)/,
      /(не преодол|ниже миним|не справил).*%/,
    ],
    percent: true,
    read: number({ min: 0, max: 100 }),
  },
  {
    key: 'belowMinimum',
    title: 'Не преодолели минимум',
    names: [
      /^(кол-во|количество|число)?\s*(не преодол|ниже миним|не достиг|двоек|неуд)/,
      /^(кол-во|количество|число) «?2»?$/,
      /^не (сдал|справил)/,
    ],
    read: count,
  },
  {
    key: 'mean',
    title: 'Средний балл',
    required: true,
    names: [/^средн/, /^ср (балл|отметк|оценк)/],
    read: number({ min: 0, max: 1000 }),
  },
  ...([2, 3, 4, 5] as const).map((mark): Column => ({
    key: `mark${mark}`,
    title: `Отметок «${mark}»`,
    names: [new RegExp(`^(отметок|отметка|оценок|кол-во|количество|получили|на)?\\s*${mark}$`)],
    read: count,
  })),
];
