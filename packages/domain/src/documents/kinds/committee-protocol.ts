import { defineDocument } from '../document-kind.ts';
import { list, text } from '../field.ts';
import { body, columnsOf, heading, line, listTable, orderHead, verification } from '../ready-made.ts';

const decisions: { [outcome: string]: string } = {
  approve: 'утвердить',
  return: 'вернуть на доработку',
  reject: 'отклонить',
  accepted: 'принять документы',
  'accepted-with-remarks': 'принять документы с замечаниями',
  returned: 'вернуть документы на доработку',
  'effective-mode': 'признать, что школа вышла в эффективный режим',
  'positive-dynamics': 'отметить положительную динамику, продолжить сопровождение',
  'no-dynamics': 'динамики нет: провести ещё один круг сопровождения',
};

/** Protocol of a sitting of the committee. */
export const committeeProtocol = defineDocument({
  id: 'committee-protocol',
  title: 'Протокол заседания',
  about: 'district',
  heading: 'Решения муниципальной координационной группы',
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
  values: ({ facts: { votes } }) => ({
    участники: [...new Map(votes.flatMap(({ voters }) => voters).map((one) => [one.name, one])).values()].map(
      ({ name, role }) => ({ имя: name, роль: role }),
    ),
    вопросы: votes.map(({ question, outcome, counts }, index) => {
      const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
      const abstained = counts['abstain'] ?? 0;
      return {
        номер: String(index + 1),
        вопрос: question,
        решили: decisions[outcome ?? ''] ?? outcome,
        за: String(counts[outcome ?? ''] ?? 0),
        против: String(all - (counts[outcome ?? ''] ?? 0) - abstained),
        воздержались: String(abstained),
        особое: null,
      };
    }),
  }),
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
