import type { Messages } from '../i18n/index.ts';

export const messages: Messages = {
  ru: {
    addRow: 'Добавить строку',
    removeRow: 'Убрать строку {n}',
    structure: 'сложное значение, его видно ниже как JSON',
    words: 'Впишите и нажмите Enter',
    notNumber: 'Нужно число, например 3,5.',
    name: 'Какое значение',
    value: 'Чему равно',
    add: 'Добавить',
    badName: 'Имя — одно слово: буквы, цифры и «_», сначала буква.',
    json: 'Как JSON (для тех, кто его знает)',
    badJson: 'Это не читается как JSON: {error}',
  },
  en: {
    addRow: 'Add a row',
    removeRow: 'Remove row {n}',
    structure: 'a complex value, seen below as JSON',
    words: 'Write and press Enter',
    notNumber: 'A number is needed, such as 3.5.',
    name: 'Which value',
    value: 'Equals',
    add: 'Add',
    badName: 'A name is one word: letters, digits and “_”, a letter first.',
    json: 'As JSON (for those who know it)',
    badJson: 'This cannot be read as JSON: {error}',
  },
};
