import type { Messages } from '../../i18n/index.ts';

export const messages: Messages = {
  ru: {
    title: 'Программа', choose: 'Программа', passport: 'Паспорт', pairs: 'Сетевые пары', roadmap: 'Дорожная карта', risks: 'Факторы риска', goal: 'Цель', tasks: 'Задачи', indicators: 'Показатели', participants: 'Школы программы',
    order: 'Утверждена: {title} № {number} от {date}', period: 'Срок: {from} — {to}', school: 'Школа', partner: 'Школа-партнёр', district: 'Район партнёра', across: 'другой район', agreement: 'Договор', noPairs: 'Пары ещё не назначены.',
    search: 'Номер, мероприятие, показатель', block: 'Направление', anyBlock: 'Все направления', responsible: 'Ответственный', anyone: 'Все ответственные', term: 'Срок', anyTerm: 'Любой срок', number: '№', measure: 'Мероприятие', result: 'Результат',
    shown: 'Мероприятий: {n} из {total}', empty: 'Программ пока нет', emptyHint: 'Программу загружает координатор или администратор. После загрузки здесь будут паспорт, пары школ и дорожная карта.', nothing: 'Ничего не подходит под отбор.',
    when: { past: 'уже прошло', now: 'идёт сейчас', next: 'в ближайшие 60 дней', later: 'позже', open: 'без точной даты' },
  },
  en: {
    title: 'Programme', choose: 'Programme', passport: 'Passport', pairs: 'Network pairs', roadmap: 'Roadmap', risks: 'Risk factors', goal: 'Goal', tasks: 'Tasks', indicators: 'Indicators', participants: 'Schools of the programme',
    order: 'Approved: {title} no. {number} of {date}', period: 'Term: {from} — {to}', school: 'School', partner: 'Partner school', district: 'Partner district', across: 'another district', agreement: 'Agreement', noPairs: 'No pairs yet.',
    search: 'Number, measure, indicator', block: 'Block', anyBlock: 'All blocks', responsible: 'Responsible', anyone: 'All', term: 'Term', anyTerm: 'Any term', number: 'No.', measure: 'Measure', result: 'Result',
    shown: 'Measures: {n} of {total}', empty: 'No programmes yet', emptyHint: 'A coordinator or administrator loads the programme. Its passport, pairs and roadmap then appear here.', nothing: 'Nothing matches.',
    when: { past: 'past', now: 'running now', next: 'within 60 days', later: 'later', open: 'no exact date' },
  },
};
