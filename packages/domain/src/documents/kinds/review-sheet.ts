import { defineDocument } from '../document-kind.ts';
import { recordOf, recordsOf, wordsOf } from '../variables.ts';
import { list, text } from '../field.ts';
import { body, columnsOf, heading, line, listTable, verification } from '../ready-made.ts';

/** Criteria of the expertise stage, 0 to 3 each. */
const criteria: { [score: string]: string } = {
  relevance: 'Документы отвечают рисковому профилю',
  goals: 'Цели ясны и достижимы',
  measures: 'Мероприятия ведут к целям',
  indicators: 'Показатели можно измерить',
  resources: 'Сроки, люди и средства названы',
};

/** Sheet of one expert's review of a school's documents. */
export const reviewSheet = defineDocument({
  id: 'review-sheet',
  title: 'Экспертный лист',
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
  values({ variables, given }) {
    const reviews = recordsOf(variables['reviews']);
    const wanted = wordsOf(recordOf(given['эксперт'])['имя']);
    const review =
      reviews.find((one) => wanted !== null && (one['reviewer'] === wanted || one['name'] === wanted)) ??
      reviews.at(-1) ??
      {};
    const scores = recordOf(review['scores']);
    return {
      документ: 'концепция, среднесрочная программа и антирисковые программы',
      эксперт: { имя: wordsOf(review['name']) ?? wordsOf(review['reviewer']) },
      критерии: Object.entries(criteria).map(([key, title], index) => ({
        номер: String(index + 1),
        критерий: title,
        балл: wordsOf(scores[key]),
        замечание: null,
      })),
      итог:
        Object.keys(scores).length === 0
          ? null
          : String(Object.keys(criteria).reduce((sum, key) => sum + Number(scores[key] ?? 0), 0)),
      заключение: wordsOf(review['remark']),
    };
  },
  whose: (values) => wordsOf(recordOf(values['эксперт'])['имя']),
  pieces: () => [
    line('ЭКСПЕРТНЫЙ ЛИСТ № {номер}', { align: 'center', bold: true }),
    line('{заголовок}', { align: 'center', bold: true }),
    body('Школа: {школа.название}. Проверено: {документ}. Дата: {дата}'),
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
