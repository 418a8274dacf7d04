import type { Messages } from '../i18n/index.ts';

export const messages: Messages = {
  ru: {
    title: 'Форма',
    edit: 'Правка',
    preview: 'Как увидит человек',
    lead: 'Перетащите поле слева; свойства — справа.',
    sample: 'Данные дела для показа',
    sampleLead: 'Форма берёт из дела то, что ниже. Впишите, чтобы увидеть её такой, как она придёт.',
    noSample: 'Форма ничего не берёт из дела.',
    fill: 'Заполнить поля примером',
  },
  en: {
    title: 'Form',
    edit: 'Edit',
    preview: 'As people see it',
    lead: 'Drag a field from the left; its properties are on the right.',
    sample: 'Case data to show',
    sampleLead: 'The form takes this from the case. Fill it in to see the form as it will come.',
    noSample: 'The form takes nothing from the case.',
    fill: 'Fill the fields with a sample',
  },
};
