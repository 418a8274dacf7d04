import type { Messages } from '../../i18n/index.ts';

export const messages: Messages = {
  ru: {
    title: 'Дело', stages: 'Этапы сопровождения', diagram: 'Схема процесса: где сейчас дело', zoom: 'Масштаб', zoomIn: 'Крупнее', zoomOut: 'Мельче', zoomFit: 'Вся схема', started: 'Начато {date}', ended: 'Завершено {date}', version: 'версия {n}', by: 'начал(а) {name}', outcome: 'Итог: {outcome}', toRoot: 'Всё сопровождение', noDiagram: 'Схема этой версии не найдена.',
    tab: { tasks: 'Задачи', journal: 'История', variables: 'Данные', tree: 'Части дела', incidents: 'Ошибки' },
    stageNote: { none: 'ещё не начат', active: 'с {date}', completed: 'пройден {date}', cancelled: 'отменён', suspended: 'приостановлен', incident: 'остановлен ошибкой' },
    legend: { active: 'сейчас здесь', passed: 'пройдено', incident: 'остановка' },
    element: { title: 'Шаг', active: 'Сейчас выполняется с {date}', passed: 'Пройден, раз: {n}', notYet: 'Ещё не выполнялся', tasks: 'Задачи этого шага', journal: 'Что было на этом шаге', child: 'Открыть вложенное дело', close: 'Закрыть сведения' },
    tasks: { open: 'Открытые', done: 'Выполненные', none: 'Открытых задач нет', noneHint: 'Дело ждёт срока или сообщения либо уже завершено.', task: 'Задача', who: 'Кто', due: 'Срок', when: 'Выполнена', remark: 'Замечание', whole: 'Задачи всех этапов' },
    journal: { details: 'Показать каждый шаг', empty: 'Записей пока нет', emptyHint: 'Здесь появится всё, что происходит с делом: кто, когда и что сделал.', search: 'Найти в истории', csv: 'Выгрузить' },
    data: { search: 'Найти данные', empty: 'Данных нет', emptyHint: 'Данные появятся, когда будет выполнена первая задача.', edit: 'Изменить', json: 'Значение в JSON', badJson: 'Это не JSON: {error}', technical: 'Показать служебные', local: 'Внутри шага «{element}»', reason: 'Почему меняется', add: 'Добавить переменную', name: 'Имя переменной' },
    incident: { none: 'Ошибок нет', noneHint: 'Если дело остановится, здесь будет сказано где и почему.', retry: 'Повторить шаг', at: 'Где', what: 'Что случилось', when: 'Когда', resolved: 'устранена {date}', banner: 'Дело остановилось: {n}. Посмотрите, что случилось, исправьте и повторите шаг.' },
    tree: { part: 'Часть', state: 'Состояние', since: 'Начата', tasks: 'Открытых задач' },
    act: { cancel: 'Отменить дело', suspend: 'Приостановить', resume: 'Возобновить', reason: 'Причина', reasonHint: 'Останется в истории дела', sure: { cancel: 'Дело прекратится со всеми этапами и задачами. Вернуть его будет нельзя.', suspend: 'Задачи нельзя будет выполнять, сроки подождут, пока дело не возобновят.', resume: 'Дело пойдёт дальше; сроки, что наступили за время остановки, сработают сразу.' }, more: 'Действия' },
  },
  en: {
    title: 'Case', stages: 'Stages of support', diagram: 'Process diagram: where the case is', zoom: 'Zoom', zoomIn: 'Zoom in', zoomOut: 'Zoom out', zoomFit: 'Whole diagram', started: 'Started {date}', ended: 'Ended {date}', version: 'version {n}', by: 'by {name}', outcome: 'Outcome: {outcome}', toRoot: 'Whole support', noDiagram: 'The diagram of this version was not found.',
    tab: { tasks: 'Tasks', journal: 'History', variables: 'Data', tree: 'Parts', incidents: 'Errors' },
    stageNote: { none: 'not begun', active: 'since {date}', completed: 'passed {date}', cancelled: 'cancelled', suspended: 'suspended', incident: 'stopped by an error' },
    legend: { active: 'now here', passed: 'passed', incident: 'stopped' },
    element: { title: 'Step', active: 'Running since {date}', passed: 'Passed, times: {n}', notYet: 'Not yet reached', tasks: 'Tasks of this step', journal: 'What happened at this step', child: 'Open the inner case', close: 'Close details' },
    tasks: { open: 'Open', done: 'Done', none: 'No open tasks', noneHint: 'The case waits for a date or a message, or has ended.', task: 'Task', who: 'Who', due: 'Due', when: 'Done', remark: 'Remark', whole: 'Tasks of all stages' },
    journal: { details: 'Show every step', empty: 'Nothing yet', emptyHint: 'All that happens to the case appears here: who, when, what.', search: 'Search the history', csv: 'Export' },
    data: { search: 'Search data', empty: 'No data', emptyHint: 'Data appears once the first task is done.', edit: 'Change', json: 'Value as JSON', badJson: 'This is not JSON: {error}', technical: 'Show technical', local: 'Inside step “{element}”', reason: 'Why it changes', add: 'Add a variable', name: 'Name of the variable' },
    incident: { none: 'No errors', noneHint: 'If the case stops, it says here where and why.', retry: 'Retry step', at: 'Where', what: 'What happened', when: 'When', resolved: 'resolved {date}', banner: 'The case has stopped: {n}. See what happened, mend it and retry the step.' },
    tree: { part: 'Part', state: 'State', since: 'Started', tasks: 'Open tasks' },
    act: { cancel: 'Cancel case', suspend: 'Suspend', resume: 'Resume', reason: 'Reason', reasonHint: 'Stays in the history of the case', sure: { cancel: 'The case ends with all its stages and tasks. This cannot be undone.', suspend: 'Tasks cannot be completed and dates wait until the case is resumed.', resume: 'The case goes on; dates that passed meanwhile take effect at once.' }, more: 'Actions' },
  },
};
