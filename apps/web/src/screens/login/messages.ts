import type { Messages } from '../../i18n/index.ts';

export const messages: Messages = {
  ru: {
    lead: 'Сопровождение школ с низкими образовательными результатами',
    login: 'Логин',
    password: 'Пароль',
    show: 'Показать пароль',
    hide: 'Скрыть пароль',
    submit: 'Войти',
    required: 'Введите логин и пароль',
    wrong: 'Логин или пароль не подходит. Проверьте раскладку и Caps Lock.',
    ended: 'Сеанс закончился. Войдите ещё раз — черновики сохранены.',
    demo: 'Демонстрационные пользователи',
    demoHint: 'Пароль у всех: {password}.',
    demoOther: 'Пароль у всех один; его задал тот, кто запускал программу.',
    demoNote: 'Нажмите на строку, чтобы подставить логин.',
  },
  en: {
    lead: 'Support of schools with low educational results',
    login: 'Login',
    password: 'Password',
    show: 'Show password',
    hide: 'Hide password',
    submit: 'Sign in',
    required: 'Enter login and password',
    wrong: 'Login or password does not match. Check the keyboard layout and Caps Lock.',
    ended: 'Your session has ended. Sign in again; your drafts are kept.',
    demo: 'Demo users',
    demoHint: 'Password of all: {password}.',
    demoOther: 'All share one password, set by whoever started the program.',
    demoNote: 'Choose a row to fill in the login.',
  },
};
