import type { Messages } from '../../i18n/index.ts';

export const messages: Messages = {
  ru: {
    title: 'Мои задачи', list: 'Список задач', search: 'Задача, школа или дело', stage: 'Этап', school: 'Школа', anyStage: 'Все этапы', anySchool: 'Все школы', onlyOverdue: 'Просроченные', sort: 'Порядок', filters: 'Отбор',
    scope: { forMe: 'Ждут меня', mine: 'В работе', group: 'Можно взять', all: 'Все', done: 'Сделано' },
    scopeHint: { forMe: 'Назначенные вам и те, что вы можете взять', mine: 'Назначены вам', group: 'Свободны, может взять любой из вашей роли', all: 'Все открытые задачи, которые вам видны', done: 'Выполнены вами' },
    order: { due: 'сначала срочные', '-priority': 'сначала важные', '-created': 'сначала новые', created: 'сначала старые', name: 'по названию' },
    count: '{n} задача | {n} задачи | {n} задач', empty: 'Задач нет', emptyHint: 'Когда школа дойдёт до шага, который делаете вы, задача появится здесь сама.', emptyFiltered: 'Под отбор ничего не подходит', emptyFilteredHint: 'Снимите часть условий или посмотрите все задачи.',
    choose: 'Выберите задачу', chooseHint: 'Слева — то, что от вас ждут. Откройте задачу, чтобы увидеть, что сделать и к какому сроку.', help: 'Клавиши', free: 'свободна', done: 'выполнена {date}',
    keys: { next: 'следующая задача', previous: 'предыдущая задача', open: 'открыть задачу', claim: 'взять в работу', release: 'вернуть в общую очередь', search: 'поиск', help: 'эта подсказка', leave: 'к списку' },
    task: {
      claim: 'Взять в работу', release: 'Вернуть в очередь', assign: 'Назначить', assignTo: 'Кому', assigned: 'В работе: {name}', assignedMe: 'В работе у вас', unassigned: 'Свободна: {groups}', due: 'Срок', since: 'Поставлена {date}', openCase: 'Всё дело',
      complete: 'Выполнить', completeReturn: 'Вернуть с замечанием', claimFirst: 'Задача свободна. Возьмите её в работу, чтобы заполнить.', other: 'Задача у другого человека: заполняет {name}.', readonly: 'Вы видите эту задачу, но выполняет её другая роль.', noForm: 'Сделайте, что написано в задаче, и отметьте выполнение. При желании оставьте замечание.',
      remark: 'Замечание', remarkHint: 'Что исправить или почему отказано: это прочтут те, кому вернётся работа', remarkRequired: 'Напишите замечание: без него непонятно, что исправлять.', remarkOptional: 'Замечание (необязательно)',
      draft: 'Восстановлен несохранённый черновик от {date}.', draftDrop: 'Начать заново', invalid: 'Заполните выделенные поля: {n}.', closed: 'Уже выполнено: {who}, {when}', cancelled: 'Задача снята: дело пошло другим путём.', doneRemark: 'Замечание: {remark}', form: 'Что нужно сделать', formFailed: 'Форма задачи не читается. Сообщите координатору, что в ней исправить: {error}',
    },
    vote: { title: 'Решение голосованием', progress: 'Проголосовали {n} из {size}', quorum: 'кворум {n}', rule: { majority: 'простое большинство', 'two-thirds': 'две трети голосов', unanimous: 'единогласно', 'first-refusal': 'до первого отказа' }, secret: 'тайное', open: 'открытое', own: 'Ваш голос: {choice}, {date}', cast: 'Ваш выбор', votes: 'Голоса', hidden: 'голос подан', confirm: 'Проголосовать: {choice}', waiting: 'Ждём остальных: решение появится, как только исход станет ясен.',
      choice: { approve: 'Утвердить', approved: 'Утвердить', accept: 'Принять', accepted: 'Принять', 'accepted-with-remarks': 'Принять с замечаниями', 'accept-with-remarks': 'Принять с замечаниями', return: 'Вернуть', returned: 'Вернуть', reject: 'Отклонить', rejected: 'Отклонить', yes: 'За', no: 'Против', for: 'За', against: 'Против', abstain: 'Воздержаться' } },
    after: { done: 'Готово', voted: 'Голос учтён', next: 'Что дальше', nextTask: '«{task}» — {who}', nextMine: 'следующий шаг за вами', ended: 'Дело завершено.', waiting: 'Дело идёт дальше само: сейчас открытых задач, которые вам видны, нет.', go: 'К следующей задаче', list: 'К списку', due: 'срок {date}' },
    context: { title: 'Дело', school: 'Школа', district: 'Район', partner: 'Партнёр', stage: 'Этап', process: 'Процесс', happened: 'Что уже было', nothing: 'Это первый шаг.', data: 'Данные дела', noData: 'Данных пока нет.', all: 'Показать все ({n})', less: 'Свернуть', technical: 'служебные' },
  },
  en: {
    title: 'My tasks', list: 'List of tasks', search: 'Task, school or case', stage: 'Stage', school: 'School', anyStage: 'All stages', anySchool: 'All schools', onlyOverdue: 'Overdue', sort: 'Order', filters: 'Filters',
    scope: { forMe: 'For me', mine: 'Taken', group: 'Free', all: 'All', done: 'Done' },
    scopeHint: { forMe: 'Assigned to you and those you can take', mine: 'Assigned to you', group: 'Free: anybody of your role can take them', all: 'All open tasks you can see', done: 'Completed by you' },
    order: { due: 'most urgent first', '-priority': 'most important first', '-created': 'newest first', created: 'oldest first', name: 'by name' },
    count: '{n} task | {n} tasks', empty: 'No tasks', emptyHint: 'When a school reaches a step that is yours, its task appears here by itself.', emptyFiltered: 'Nothing matches', emptyFilteredHint: 'Remove some filters or look at all tasks.',
    choose: 'Choose a task', chooseHint: 'What is asked of you is on the left. Open a task to see what to do and by when.', help: 'Keys', free: 'free', done: 'done {date}',
    keys: { next: 'next task', previous: 'previous task', open: 'open the task', claim: 'take it', release: 'give it back', search: 'search', help: 'this help', leave: 'to the list' },
    task: {
      claim: 'Take', release: 'Give back', assign: 'Assign', assignTo: 'To whom', assigned: 'Taken by {name}', assignedMe: 'Taken by you', unassigned: 'Free: {groups}', due: 'Due', since: 'Given {date}', openCase: 'Whole case',
      complete: 'Complete', completeReturn: 'Return with a remark', claimFirst: 'The task is free. Take it to fill it in.', other: 'Somebody else has this task: {name}.', readonly: 'You can see this task; another role completes it.', noForm: 'Do what the task says and mark it done. Leave a remark if you like.',
      remark: 'Remark', remarkHint: 'What to mend or why it is refused: those who get the work back will read it', remarkRequired: 'Write a remark: without it nobody knows what to mend.', remarkOptional: 'Remark (optional)',
      draft: 'Your unsent draft of {date} is restored.', draftDrop: 'Start over', invalid: 'Fill in the marked fields: {n}.', closed: 'Already done: {who}, {when}', cancelled: 'The task was withdrawn: the case went another way.', doneRemark: 'Remark: {remark}', form: 'What to do', formFailed: 'The form cannot be read. Tell the coordinator what to mend: {error}',
    },
    vote: { title: 'Decision by vote', progress: '{n} of {size} have voted', quorum: 'quorum {n}', rule: { majority: 'simple majority', 'two-thirds': 'two thirds', unanimous: 'unanimous', 'first-refusal': 'until the first refusal' }, secret: 'secret', open: 'open', own: 'Your vote: {choice}, {date}', cast: 'Your choice', votes: 'Votes', hidden: 'has voted', confirm: 'Vote: {choice}', waiting: 'Waiting for the others: the decision appears once the outcome is certain.',
      choice: { approve: 'Approve', approved: 'Approve', accept: 'Accept', accepted: 'Accept', 'accepted-with-remarks': 'Accept with remarks', 'accept-with-remarks': 'Accept with remarks', return: 'Return', returned: 'Return', reject: 'Reject', rejected: 'Reject', yes: 'For', no: 'Against', for: 'For', against: 'Against', abstain: 'Abstain' } },
    after: { done: 'Done', voted: 'Your vote counts', next: 'What happens next', nextTask: '“{task}” — {who}', nextMine: 'the next step is yours', ended: 'The case is completed.', waiting: 'The case goes on by itself: there are no open tasks that you can see.', go: 'To the next task', list: 'To the list', due: 'due {date}' },
    context: { title: 'Case', school: 'School', district: 'District', partner: 'Partner', stage: 'Stage', process: 'Process', happened: 'What has happened', nothing: 'This is the first step.', data: 'Case data', noData: 'No data yet.', all: 'Show all ({n})', less: 'Show less', technical: 'technical' },
  },
};
