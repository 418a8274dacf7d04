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
    names: [/процедур/, /^вид (работы|экзамена)/, /^работа$/],
    read: oneOf(procedures),
  },
  { key: 'subject', title: 'Предмет', required: true, names: [/предмет/, /дисциплин/], read: text(100) },
  {
    key: 'grade',
    title: 'Класс',
    required: true,
    names: [/^класс/, /параллел/],
    read: (cell) =>
      number({ min: 1, max: 11, whole: true })(
        typeof cell === 'string' ? cell.replace(/\s*(кл|класс)\.?$/i, '') : cell,
      ),
  },
  {
    key: 'year',
    title: 'Год',
    required: true,
    names: [/^год/, /учебный год/],
    read: (cell) =>
      year(
        typeof cell === 'string'
          ? (/^\d{4}\s*[-–/]\s*(\d{4})/.exec(cell)?.[1] ?? cell)
          : cell instanceof Date
            ? cell.getUTCFullYear()
            : cell,
      ),
  },
  {
    key: 'participants',
    title: 'Участников',
    required: true,
    names: [
      /участник/,
      /^(писал|сдавал|кол-во|количество|число)( учеников| обучающихся| сдававших| писавших)?$/,
    ],
    read: count,
  },
  {
    key: 'belowShare',
    title: 'Доля не преодолевших минимум, %',
    names: [
      /(доля|процент|%).*(не преодол|ниже миним|«?2»?|двоек|неуд|не сдал)/,
      /(не преодол|ниже миним).*%/,
    ],
    percent: true,
    read: number({ min: 0, max: 100 }),
  },
  {
    key: 'belowMinimum',
    title: 'Не преодолели минимум',
    names: [/^(кол-во|количество|число)?\s*(не преодол|ниже миним|не достиг|«?2»?$|двоек|неуд)/, /^не сдал/],
    read: count,
  },
  {
    key: 'mean',
    title: 'Средний балл',
    required: true,
    names: [/^средн/],
    read: number({ min: 0, max: 1000 }),
  },
  ...([2, 3, 4, 5] as const).map((mark): Column => ({
    key: `mark${mark}`,
    title: `Отметок «${mark}»`,
    names: [new RegExp(`^(отметок|отметка|оценок|кол-во|количество|получили|на)?\\s*${mark}$`)],
    read: count,
  })),
];
