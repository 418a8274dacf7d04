import { defineBlock } from './block.ts';
import { form, formField, people, roleField, script, textField, variableOf } from './pieces.ts';

/** An order is made from the data of the case: its text is put together, somebody checks it and gives number and date. */
export const order = defineBlock({
  id: 'order',
  title: { ru: 'Издать приказ (docx)', en: 'Make an order (docx)' },
  description: {
    ru: 'Текст приказа собирается из данных дела; ответственный даёт номер, дату и прикладывает файл.',
    en: 'The text of the order comes from the case; somebody gives its number, date and file.',
  },
  fields: [
    textField('title', 'О чём приказ', 'Subject of the order', 'Об утверждении программы'),
    roleField('role', 'Кто издаёт', 'Who issues it', 'coordinator'),
    formField('form', 'Форма приказа', 'Form of the order'),
  ],
  forms: ({ title }) => ({
    form: form(`Приказ «${title}»`, [
      { type: 'textfield', key: 'orderNumber', label: 'Номер', validate: { required: true } },
      { type: 'datetime', key: 'orderDate', dateLabel: 'Дата', validate: { required: true } },
      { type: 'textarea', key: 'orderText', label: 'Текст приказа', validate: { required: true } },
      { type: 'textfield', key: 'orderFile', label: 'Ссылка на файл приказа (docx)' },
    ]),
  }),
  draw({ title, role, form: formId }, id) {
    const prefix = variableOf(id);
    const quoted = JSON.stringify(title);
    return {
      parts: [
        {
          key: 'draft',
          tag: 'scriptTask',
          name: 'Подготовить текст приказа',
          at: [0, 0],
          extensions: script(`"Приказ " + ${quoted} + ". Школа: " + string(schoolId)`, 'orderText'),
        },
        {
          key: 'issue',
          tag: 'userTask',
          name: 'Издать приказ',
          at: [1, 0],
          extensions: people({
            role,
            form: formId,
            outputs: {
              [`${prefix}Document`]: `{title: ${quoted}, number: orderNumber, date: orderDate, text: orderText, file: orderFile}`,
            },
          }),
        },
      ],
      links: [
        { from: 'in', to: 'draft' },
        { from: 'draft', to: 'issue' },
        { from: 'issue', to: 'out' },
      ],
    };
  },
});
