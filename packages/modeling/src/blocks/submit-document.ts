import { defineBlock } from './block.ts';
import { form, formField, people, roleField, textField } from './pieces.ts';

/** Somebody hands in a document. */
export const submitDocument = defineBlock({
  id: 'submit',
  title: { ru: 'Подать документ', en: 'Submit a document' },
  description: {
    ru: 'Роль заполняет форму и прикладывает документ.',
    en: 'A role fills in a form and hands in a document.',
  },
  fields: [
    textField('name', 'Что подать', 'What to submit', 'Подать документ'),
    roleField('role', 'Кто подаёт', 'Who submits', 'director'),
    formField('form', 'Форма', 'Form'),
  ],
  forms: ({ name }) => ({
    form: form(name!, [
      { type: 'textfield', key: 'documentName', label: 'Название документа', validate: { required: true } },
      { type: 'textfield', key: 'documentLink', label: 'Ссылка на документ' },
      { type: 'textarea', key: 'documentNote', label: 'Пояснение' },
    ]),
  }),
  draw: ({ name, role, form: formId }) => ({
    parts: [
      {
        key: 'submit',
        tag: 'userTask',
        name: name!,
        at: [0, 0],
        extensions: people({ role, form: formId }),
      },
    ],
    links: [
      { from: 'in', to: 'submit' },
      { from: 'submit', to: 'out' },
    ],
  }),
});
