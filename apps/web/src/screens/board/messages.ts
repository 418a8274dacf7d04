import type { Messages } from '../../i18n/index.ts';

export const messages: Messages = {
  ru: {
    title: 'Обзор школ', lead: 'Где находится каждая школа на пути сопровождения', school: 'Школа', partner: 'Партнёр', noPartner: 'партнёр не назначен', search: 'Школа, район или партнёр',
    stage: 'Этап', anyStage: 'Все этапы', onlyOverdue: 'Только с просрочкой', state: 'Состояние', csv: 'Выгрузить CSV', print: 'Печать', shown: 'Показано школ: {n} из {total}',
    total: { schools: 'школ', active: 'в работе', completed: 'завершили', overdue: 'просроченных задач', incidents: 'остановлено ошибкой' },
    cell: {
      none: 'не начат', active: 'идёт', completed: 'пройден', cancelled: 'отменён', suspended: 'приостановлен', incident: 'остановлен ошибкой',
      since: 'с {date}', ended: '{date}', rounds: 'круг {n}', overdue: 'просрочена {n} задача | просрочено {n} задачи | просрочено {n} задач', open: 'Открыть: {school}, {stage}, {state}', waiting: 'Ждём: {tasks}',
    },
    status: { 'low-results': 'ШНОР', 'at-risk': 'зона риска', underperforming: 'признаки неуспешности', 'bias-marker': 'признаки необъективности', stable: 'стабильные результаты', unknown: '' },
    legend: 'Обозначения', notStarted: 'сопровождение не начато', empty: 'Школ пока нет', emptyHint: 'Здесь появятся школы программы, когда координатор внесёт их и начнёт сопровождение.',
    filtered: 'Ничего не подходит под отбор', filteredHint: 'Снимите часть условий, чтобы увидеть остальные школы.', since: 'с какого времени', due: 'Ближайший срок', outcome: 'Итог', district: 'Район', overdueCount: 'Просрочено задач',
  },
  en: {
    title: 'Schools', lead: 'Where each school stands on its way', school: 'School', partner: 'Partner', noPartner: 'no partner yet', search: 'School, district or partner',
    stage: 'Stage', anyStage: 'All stages', onlyOverdue: 'Overdue only', state: 'State', csv: 'Export CSV', print: 'Print', shown: 'Schools shown: {n} of {total}',
    total: { schools: 'schools', active: 'in progress', completed: 'completed', overdue: 'overdue tasks', incidents: 'stopped by errors' },
    cell: {
      none: 'not begun', active: 'running', completed: 'passed', cancelled: 'cancelled', suspended: 'suspended', incident: 'stopped by an error',
      since: 'since {date}', ended: '{date}', rounds: 'round {n}', overdue: '{n} task overdue | {n} tasks overdue', open: 'Open: {school}, {stage}, {state}', waiting: 'Waiting for: {tasks}',
    },
    status: { 'low-results': 'low results', 'at-risk': 'at risk', underperforming: 'underperforming', 'bias-marker': 'bias markers', stable: 'stable results', unknown: '' },
    legend: 'Legend', notStarted: 'support not begun', empty: 'No schools yet', emptyHint: 'Schools of the programme appear here once the coordinator adds them and starts their support.',
    filtered: 'Nothing matches the filters', filteredHint: 'Remove some of them to see the other schools.', since: 'since', due: 'Nearest due date', outcome: 'Outcome', district: 'District', overdueCount: 'Overdue tasks',
  },
};
