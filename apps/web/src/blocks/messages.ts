import type { Messages } from '../i18n/index.ts';

export const messages: Messages = {
  ru: {
    title: 'Готовые блоки',
    insert: 'Вставить',
    after: 'После «{name}»',
    free: 'Блок встанет отдельно: выберите элемент, чтобы вставить в путь.',
    newForm: 'сделать новую форму',
  },
  en: {
    title: 'Building blocks',
    insert: 'Insert',
    after: 'After «{name}»',
    free: 'The block will stand by itself: select an element to put it into the way.',
    newForm: 'make a new form',
  },
};
