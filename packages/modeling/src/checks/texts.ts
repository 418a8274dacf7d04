import type { DiagramProblem } from './check-diagram.ts';

type Text = (values: { [name: string]: string }, message: string) => string;
interface Said {
  ru: Text;
  en?: Text;
}

/** What each rule says; English is the rule's own message where it is not here. */
const texts: { [rule: string]: Said } = {
  'known-form': {
    ru: ({ form }) => `Формы «${form}» нет в проекте. Создайте её или выберите другую.`,
    en: ({ form }) => `There is no form «${form}» in the project. Create it or choose another.`,
  },
  'known-decision': {
    ru: ({ decision }) => `Решения «${decision}» нет в проекте. Создайте его или выберите другое.`,
    en: ({ decision }) => `There is no decision «${decision}» in the project. Create it or choose another.`,
  },
  'known-process': {
    ru: ({ process }) => `Процесса «${process}» нет в проекте. Выберите другой или сначала создайте его.`,
    en: ({ process }) =>
      `There is no process «${process}» in the project. Choose another or create it first.`,
  },
  'known-role': {
    ru: ({ role }) => `Роли «${role}» нет: задачу никто не увидит. Выберите роль из списка.`,
    en: ({ role }) => `There is no role «${role}»: nobody would see the task. Choose one of the list.`,
  },
  'task-has-people': {
    ru: () => 'Не сказано, кому поручить задачу. Выберите роль.',
    en: () => 'Nobody is named to do the task. Choose a role.',
  },
  'task-has-form': {
    ru: () => 'У задачи нет формы: её можно только отметить выполненной.',
    en: () => 'The task has no form: it can only be ticked off.',
  },
  'approval-way-back': {
    ru: ({ reason }) =>
      reason === 'no-choice'
        ? 'После согласования нет выбора: вернуть на доработку нельзя.'
        : 'Все пути после согласования ведут вперёд: вернуть на доработку нельзя.',
    en: ({ reason }) =>
      reason === 'no-choice'
        ? 'No choice follows the approval: nothing can be returned.'
        : 'All ways after the approval lead on: nothing can be returned.',
  },
  'deadline-escalates': {
    ru: () => 'У задачи есть срок, но никто не узнает, что он прошёл.',
    en: () => 'The task has a due date, but nobody is told when it has passed.',
  },
  'no-default': {
    ru: () => 'Нет пути по умолчанию: если ни одно условие не выполнится, дело остановится.',
    en: () => 'There is no default way: the case stops here when no condition holds.',
  },
  'no-condition': {
    ru: () => 'На путях нет условий: всегда будет выбран первый.',
    en: () => 'The ways have no conditions: the first would always be taken.',
  },
  unreachable: {
    ru: () => 'Сюда не ведёт ни один путь от начала.',
    en: () => 'No path leads here from a start.',
  },
  'bad-feel': { ru: ({ found, reason }) => `Выражение «${found}» не читается: ${feelReason(reason ?? '')}` },
  'unsupported-element': {
    ru: ({ type }) => `Такой элемент (${(type ?? '').replace('bpmn:', '')}) не исполняется. Замените его.`,
  },
  'unsupported-listener': {
    ru: () => 'Такой слушатель здесь не исполняется: у элемента нет такого момента или запись неверна.',
  },
  'subprocess-start': {
    ru: () => 'Подпроцесс начинается, когда до него доходит дело: у его начала не может быть события.',
  },
  'default-flow': { ru: () => 'Путь по умолчанию начинается не здесь.' },
  'not-attached': { ru: () => 'Событие должно стоять на границе задачи или подпроцесса.' },
  'missing-reference': { ru: ({ found }) => `Ссылка на «${found}», которого нет в схеме.` },
  'crosses-scope': { ru: () => 'Путь не может пересекать границу подпроцесса.' },
  'several-starts': { ru: () => 'Несколько обычных начал: дело начнётся сразу во всех.' },
  'no-executable-process': { ru: () => 'В схеме нет исполняемого процесса.' },
  'duplicate-id': { ru: ({ reason }) => `Идентификатор занят: ${reason}` },
  'no-outgoing': { ru: () => 'Отсюда не ведёт ни один путь.' },
  'no-incoming': { ru: () => 'Сюда не ведёт ни один путь.' },
  'no-message': { ru: () => 'Не сказано, какое сообщение.' },
  'no-job': { ru: () => 'Не сказано, какую работу выполнить.' },
  'no-expression': { ru: () => 'Не хватает выражения.' },
  'no-decision': { ru: () => 'Не сказано, какое решение вычислить.' },
  'no-called-process': { ru: () => 'Не сказано, какой процесс вызвать.' },
  'wrong-trigger': { ru: () => 'Событие такого вида здесь не наступает: выберите другой вид.' },
  'no-handler': {
    ru: () =>
      'Событию компенсации не указано, что выполнить: соедините его связью с действием для компенсации.',
  },
  'compensation-flow': {
    ru: () => 'От события компенсации ведёт не путь, а связь с действием для компенсации.',
  },
  'handler-flow': { ru: () => 'В действие для компенсации и из него пути не ведут.' },
  'link-flow': { ru: () => 'У связи путь входит только в начало, а выходит только из конца.' },
  'several-links': { ru: () => 'Связей с этим концом несколько: оставьте одну.' },
  'event-subprocess-flow': {
    ru: () => 'Подпроцесс по событию начинается своим событием: пути в него и из него не ведут.',
  },
  'event-subprocess-marker': { ru: () => 'Подпроцесс по событию не повторяют: уберите знак повтора.' },
  'always-interrupts': { ru: () => 'Ошибка и отмена всегда прерывают, хотя нарисовано иначе.' },
  'bad-target': { ru: () => 'Не сказано, в какую переменную записать значение.' },
  'no-job-type': { ru: () => 'Не сказано, какую работу выполнить.' },
  'bad-retries': { ru: () => 'Число попыток — целое, от 1.' },
  'bad-priority': { ru: () => 'Важность — целое число от 0 до 100.' },
  'bad-date': { ru: () => 'Дата не читается: нужна дата вида 2026-09-01 или выражение.' },
  'start-in-ad-hoc': { ru: () => 'В подпроцессе на выбор нет начала: его действия выбирают.' },
  'activity-elsewhere': { ru: () => 'Компенсировать можно только действия рядом с этим событием.' },
  'always-waits': { ru: () => 'Событие дождётся конца компенсации, хотя нарисовано иначе.' },
  'same-code': { ru: () => 'Два события ждут одного и того же: наступит только первое.' },
  'duplicate-extension': { ru: () => 'Одно и то же свойство записано дважды.' },
  'bad-binding': { ru: () => 'Не сказано верно, какая версия нужна.' },
  'no-link': { ru: () => 'У связи нет второго конца.' },
  'wrong-reference': { ru: () => 'Ссылка ведёт на элемент другого вида.' },
  'bad-id': { ru: () => 'Такой идентификатор занят системой. Дайте элементу другой.' },
  'no-id': { ru: () => 'У процесса нет идентификатора.' },
  'no-signal': { ru: () => 'Не сказано, какой сигнал.' },
  'no-event-condition': { ru: () => 'Не сказано, при каком условии наступает событие.' },
  'no-collection': { ru: () => 'Не сказано, для скольких или для чего повторять.' },
  timer: { ru: () => 'Срок или время не читается: нужна дата, длительность (P14D) или повтор (R3/P1D).' },
  'no-trigger': { ru: () => 'Не сказано, чего ждёт событие.' },
  empty: { ru: () => 'Подпроцесс пуст.' },
  'event-subprocess-start': { ru: () => 'Подпроцессу по событию нужно ровно одно начало с событием.' },
  xml: { ru: ({ reason }, message) => `Файл не читается: ${reason || message}` },
  'label-required': { ru: () => 'Нет названия: человеку не понять, что это.' },
  'no-disconnected': { ru: () => 'Элемент ни с чем не соединён.' },
  'no-duplicate-sequence-flows': { ru: () => 'Два одинаковых пути между одними элементами.' },
  'no-overlapping-elements': { ru: () => 'Элементы накрывают друг друга.' },
  'superfluous-gateway': { ru: () => 'Лишний шлюз: один вход и один выход.' },
};

const feelReason = (reason: string): string => {
  const place = /"(.+)" at character (\d+)/.exec(reason);
  if (place) return `лишнее «${place[1]}» на месте ${place[2]}.`;
  const end = /ends at character (\d+)/.exec(reason);
  return end ? 'оно обрывается.' : reason;
};

/** What is wrong, in the language of the reader. */
export function problemText(
  { rule, values, message }: Pick<DiagramProblem, 'rule' | 'values' | 'message'>,
  language: 'ru' | 'en',
): string {
  return texts[rule]?.[language]?.(values, message) ?? message;
}

/** Rules that have a Russian text. */
export const rulesWithText: readonly string[] = Object.keys(texts);
