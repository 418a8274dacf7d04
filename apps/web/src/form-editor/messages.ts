import type { Messages } from '../i18n/index.ts';

export const messages: Messages = {
  ru: {
    title: 'Форма',
    edit: 'Правка',
    preview: 'Как увидит человек',
    lead: 'Перетащите поле слева; свойства — справа.',
    sample: 'Данные дела для предпросмотра (JSON)',
    fill: 'Заполнить примером',
    badJson: 'Это не JSON: {error}',
  },
  en: {
    title: 'Form',
    edit: 'Edit',
    preview: 'As people see it',
    lead: 'Drag a field from the left; its properties are on the right.',
    sample: 'Case data for the preview (JSON)',
    fill: 'Fill in a sample',
    badJson: 'This is not JSON: {error}',
  },
};
