import type { Messages } from '../../i18n/index.ts';

export const messages: Messages = {
  ru: {
    title: 'Настройки', users: 'Пользователи', tokens: 'Мои ключи доступа', search: 'Имя, логин, школа', name: 'Имя', login: 'Логин', roles: 'Роли', place: 'Район и школа', state: 'Состояние', active: 'действует', disabled: 'отключён', usersCount: 'Пользователей: {n}',
    noUsers: 'Никого не нашлось', noUsersHint: 'Измените запрос.', lead: 'Ключ доступа даёт программе те же права, что есть у вас. Не передавайте его другим.', newToken: 'Новый ключ', tokenName: 'Для чего ключ', days: 'Сколько дней действует', create: 'Создать ключ',
    created: 'Скопируйте ключ сейчас: больше он не будет показан.', noTokens: 'Ключей пока нет', noTokensHint: 'Ключ нужен, чтобы другая программа работала от вашего имени.', createdAt: 'Создан', expires: 'Действует до', used: 'Использован', never: 'ещё нет', revoke: 'Отозвать', revokeAsk: 'Отозвать ключ «{name}»? Программы с этим ключом потеряют доступ.', copied: 'Скопировано',
  },
  en: {
    title: 'Settings', users: 'Users', tokens: 'My access tokens', search: 'Name, login, school', name: 'Name', login: 'Login', roles: 'Roles', place: 'District and school', state: 'State', active: 'active', disabled: 'disabled', usersCount: 'Users: {n}',
    noUsers: 'Nobody found', noUsersHint: 'Change the search.', lead: 'A token gives a program the rights that you have. Do not pass it on.', newToken: 'New token', tokenName: 'What it is for', days: 'Valid for days', create: 'Create token',
    created: 'Copy the token now: it will not be shown again.', noTokens: 'No tokens yet', noTokensHint: 'A token lets another program act for you.', createdAt: 'Created', expires: 'Valid until', used: 'Last used', never: 'never', revoke: 'Revoke', revokeAsk: 'Revoke “{name}”? Programs with it lose access.', copied: 'Copied',
  },
};
