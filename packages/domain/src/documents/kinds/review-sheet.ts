import { defineDocument } from '../document-kind.ts';
import { list, text } from '../field.ts';
import { body, columnsOf, heading, line, listTable, verification } from '../ready-made.ts';

/** Sheet of one expert's review of a school's documents. */
export const reviewSheet = defineDocument({
  id: 'review-sheet',
  title: 'Экспертный лист',
  word: 'листу',
  about: 'school',
  heading: 'Экспертиза документов школы',
  fields: [
    text('школа.название', 'чьи документы'),
    text('документ', 'что проверено'),
    text('эксперт.имя', 'кто проверил'),
    list('критерии', 'оценки по критериям', [
      text('номер', 'номер по порядку'),
      text('критерий', 'критерий'),
      text('балл', 'балл'),
      text('замечание', 'замечание'),
    ]),
    text('итог', 'сумма баллов'),
    text('заключение', 'заключение эксперта'),
  ],
  pieces: () => [
    line('ЭКСПЕРТНЫЙ ЛИСТ № {номер}', { align: 'center', bold: true }),
    line('{заголовок}', { align: 'center', bold: true }),
    body('Школа: {школа.название}. Проверено: {документ}. Дата: {дата}.'),
    listTable('критерии', [
      { head: '№', tag: 'номер', width: 8 },
      { head: 'Критерий', tag: 'критерий', width: 46 },
      { head: 'Балл', tag: 'балл', width: 12 },
      { head: 'Замечание', tag: 'замечание', width: 34 },
    ]),
    body('Сумма баллов: {итог}.'),
    heading('Заключение'),
    body('{заключение}'),
    columnsOf(
      [
        { text: 'Эксперт ____________', width: 60 },
        { text: '{эксперт.имя | инициалы}', width: 40, align: 'right' },
      ],
      10,
    ),
    ...verification(),
  ],
});
