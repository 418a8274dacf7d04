/** What each finding of the compiler means to the person who drew the file; the compiler's own words follow. */
const words: { readonly [rule: string]: string } = {
  xml: 'Файл нельзя прочитать как схему нужного вида',
  'duplicate-id': 'Два элемента с одним идентификатором',
  'missing-reference': 'Ссылка на элемент, которого в файле нет',
  'no-executable-process':
    'В файле нет исполняемого процесса: отметьте процесс как исполняемый (isExecutable)',
  'unsupported-element': 'Такой элемент не исполняется: замените его',
  'unsupported-listener': 'Слушатель здесь не исполняется',
  'bad-feel': 'Выражение FEEL написано с ошибкой',
  'default-flow': 'Поток по умолчанию начинается не здесь',
  'not-attached': 'Событие на границе не стоит ни на одном действии',
  'no-condition': 'На потоках из развилки нет условий',
  'no-default': 'У развилки нет потока по умолчанию: если ни одно условие не выполнится, дело встанет',
  'crosses-scope': 'Поток или событие на границе выходит за подпроцесс',
  'several-starts': 'Простых начальных событий больше одного',
  unreachable: 'Сюда не ведёт ни один путь от начала',
  'no-outgoing': 'Неверны исходящие потоки',
  'no-incoming': 'Неверны входящие потоки',
  empty: 'Внутри нет ни одного элемента',
  'no-called-process': 'Не указано, какой процесс вызвать',
  'no-job': 'Не указано, кто выполняет это действие: дело пройдёт насквозь',
  'no-message': 'Не указано сообщение',
  'no-link': 'Не указано имя ссылки',
  'no-trigger': 'У события не указано, чего оно ждёт (срок, сообщение, ошибка…)',
  'event-subprocess-start': 'У событийного подпроцесса должно быть ровно одно начальное событие с условием',
  'subprocess-start': 'Подпроцесс начинается, когда до него доходит дело: у его начала не может быть события',
  'unknown-reference': 'Ссылка на то, чего в файле нет',
  'circular-requirement': 'Решения требуют друг друга по кругу',
  'no-decision': 'В файле нет ни одного решения',
  'no-expression': 'Нет выражения',
  'unknown-hit-policy': 'Такой политики совпадений (hit policy) нет',
  'aggregated-columns': 'При сборе (collect) с подсчётом нужен ровно один столбец ответа',
  timer: 'Срок или время не читается',
  'wrong-reference': 'Ссылка ведёт на элемент другого вида',
  'bad-id': 'Такой идентификатор занят системой: дайте элементу другой',
  'no-id': 'У процесса нет идентификатора',
  'no-signal': 'Не указан сигнал',
  'no-event-condition': 'Не указано условие события',
  'no-collection': 'Не указано, для скольких или для чего повторять',
  majority: 'Неверное правило голосования',
};

/** A finding of the compiler in words; a rule without words keeps the compiler's. */
export function inRussian(rule: string, message: string): string {
  const word = words[rule];
  return word === undefined ? message : `${word} (${message})`;
}
