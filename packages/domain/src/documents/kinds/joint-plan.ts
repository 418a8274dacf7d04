import { defineDocument } from '../document-kind.ts';
import { recordOf, recordsOf, wordsOf } from '../variables.ts';
import { list, text } from '../field.ts';
import { columnsOf, line, listTable, verification } from '../ready-made.ts';

/** Plan of what a school and its partner do together. */
export const jointPlan = defineDocument({
  id: 'joint-plan',
  title: 'Совместный план школы и партнёра',
  about: 'school',
  heading: 'План совместных мероприятий школы и школы-партнёра',
  fields: [
    text('школа.название', 'школа, которой помогают'),
    text('школа.директор.имя', 'её руководитель'),
    text('партнёр.название', 'школа-партнёр'),
    text('партнёр.директор.имя', 'её руководитель'),
    list('мероприятия', 'мероприятия плана', [
      text('номер', 'номер'),
      text('название', 'мероприятие'),
      text('срок', 'срок'),
      text('ответственный', 'кто отвечает'),
      text('результат', 'ожидаемый результат'),
    ]),
  ],
  values({ facts: { measures }, variables }) {
    const planned = recordsOf(recordOf(variables['jointPlan'])['measures'] ?? variables['jointPlan']);
    const rows =
      planned.length > 0
        ? planned.map((one, index) => ({
            number: String(index + 1),
            title: wordsOf(one['title']),
            term: wordsOf(one['term']) ?? wordsOf(one['date']),
            responsible: wordsOf(one['responsible']),
            result: wordsOf(one['result']),
          }))
        : measures.map((one) => ({ ...one, responsible: one.responsible.join(', ') }));
    return {
      мероприятия: rows.map(({ number, title, term, responsible, result }) => ({
        номер: number,
        название: title,
        срок: term,
        ответственный: responsible,
        результат: result,
      })),
    };
  },
  pieces: () => [
    columnsOf([
      {
        text: 'СОГЛАСОВАНО\nРуководитель школы-партнёра\n____________ {партнёр.директор.имя | инициалы}',
        width: 50,
      },
      { text: 'УТВЕРЖДАЮ\nРуководитель школы\n____________ {школа.директор.имя | инициалы}', width: 50 },
    ]),
    line('{заголовок}', { align: 'center', bold: true, before: 10 }),
    line('{школа.название} — {партнёр.название}', { align: 'center', before: 2 }),
    line('', {}),
    listTable('мероприятия', [
      { head: '№', tag: 'номер', width: 8 },
      { head: 'Мероприятие', tag: 'название', width: 32 },
      { head: 'Срок', tag: 'срок', width: 14 },
      { head: 'Ответственный', tag: 'ответственный', width: 22 },
      { head: 'Результат', tag: 'результат', width: 24 },
    ]),
    ...verification(),
  ],
});
