import type { Messages } from '../../i18n/index.ts';

export const messages: Messages = {
  ru: {
    lead: 'Анкета анонимная. Мы не спрашиваем имя и не запоминаем, кто как ответил: складываются только общие суммы. Если ответят меньше пяти человек, их ответы никто не увидит.',
    code: 'Код с листка',
    codeHint: 'Код действует один раз. Большие и маленькие буквы — всё равно.',
    skip: 'Не хочу отвечать',
    send: 'Отправить ответы',
    thanks: 'Спасибо!',
    thanksHint: 'Ответы учтены. Страницу можно закрыть.',
    closed: 'Анкета закрыта',
    closedHint: 'Срок ответов прошёл.',
    nothing: 'Ответьте хотя бы на один вопрос.',
  },
  en: {
    lead: 'The survey is anonymous. We ask for no name and do not keep who answered what: only sums are kept. Fewer than five answers are shown to nobody.',
    code: 'Code from the slip',
    codeHint: 'The code works once.',
    skip: 'I would rather not answer',
    send: 'Send the answers',
    thanks: 'Thank you!',
    thanksHint: 'Your answers are counted. You can close the page.',
    closed: 'The survey is closed',
    closedHint: 'The time for answers is over.',
    nothing: 'Answer at least one question.',
  },
};
