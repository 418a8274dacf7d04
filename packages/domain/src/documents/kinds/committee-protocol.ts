import { defineDocument } from '../document-kind.ts';
import { list, text } from '../field.ts';
import { body, columnsOf, heading, line, listTable, orderHead, verification } from '../ready-made.ts';

/** Protocol of a sitting of the committee. */
export const committeeProtocol = defineDocument({
  id: 'committee-protocol',
  title: 'Протокол заседания',
  word: 'протоколу',
  about: 'district',
  heading: 'Заседания муниципальной координационной группы',
  fields: [
    text('председатель', 'кто вёл заседание'),
    text('секретарь', 'кто вёл протокол'),
    list('участники', 'кто присутствовал', [text('имя', 'имя'), text('роль', 'в какой роли')]),
    list('вопросы', 'повестка', [
      text('номер', 'номер вопроса'),
      text('вопрос', 'о чём'),
      text('решили', 'что решили'),
      text('за', 'голосов за'),
      text('против', 'голосов против'),
      text('воздержались', 'воздержались'),
      text('особое', 'особое мнение'),
    ]),
  ],
  pieces: () => [
    ...orderHead('ПРОТОКОЛ'),
    body('Председатель: {председатель}. Секретарь: {секретарь}.'),
    heading('Присутствовали'),
    listTable('участники', [
      { head: 'Имя', tag: 'имя', width: 60 },
      { head: 'Роль', tag: 'роль', width: 40 },
    ]),
    heading('Рассмотрели и решили'),
    line('{#вопросы}'),
    body('{номер}. {вопрос}'),
    body('Решили: {решили}'),
    body('За — {за}, против — {против}, воздержались — {воздержались}.'),
    line('{/вопросы}'),
    columnsOf(
      [
        { text: 'Председатель ____________', width: 60 },
        { text: '{председатель | инициалы}', width: 40, align: 'right' },
      ],
      8,
    ),
    columnsOf(
      [
        { text: 'Секретарь ____________', width: 60 },
        { text: '{секретарь | инициалы}', width: 40, align: 'right' },
      ],
      4,
    ),
    ...verification(),
  ],
});
