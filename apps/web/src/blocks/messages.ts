import type { Messages } from '../i18n/index.ts';

export const messages: Messages = {
  ru: {
    title: 'Готовые блоки',
    insert: 'Вставить',
    after: 'После какого шага вставить',
    alone: 'отдельно, на свободном месте',
    way: 'Встанет там, где путь идёт дальше: «{way}»',
    free: 'Блок пока не попадёт в путь: его нужно будет соединить стрелками.',
    newForm: 'сделать новую форму',
  },
  en: {
    title: 'Building blocks',
    insert: 'Insert',
    after: 'After which step',
    alone: 'by itself, in free room',
    way: 'It will stand where the way goes on: “{way}”',
    free: 'The block will not be on the way yet: connect it with arrows.',
    newForm: 'make a new form',
  },
};
