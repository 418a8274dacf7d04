import type { Messages } from '../i18n/index.ts';

export const messages: Messages = {
  ru: {
    views: 'Что показано',
    drd: 'Схема решений',
    try: 'Проверить на примере',
    tryLead: 'Впишите значения: сработавшие правила подсветятся.',
    result: 'Ответ',
    rules: 'Сработали правила: {rules}',
    noRule: 'Ни одно правило не подошло.',
    nothing: 'Решению не нужны данные.',
    undefined: 'Решение пока не читается: {error}',
  },
  en: {
    views: 'What is shown',
    drd: 'Requirements',
    try: 'Try an example',
    tryLead: 'Write values: the rules that match light up.',
    result: 'Answer',
    rules: 'Rules that matched: {rules}',
    noRule: 'No rule matched.',
    nothing: 'The decision needs no data.',
    undefined: 'The decision cannot be read yet: {error}',
  },
};
