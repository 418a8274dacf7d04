/** What each finding of the compiler means to the person who drew the file; the compiler's own words follow. */
const words: { readonly [rule: string]: string } = {
  xml: 'Файл нельзя прочитать как схему нужного вида',
  form: 'Форму нельзя прочитать',
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
  'wrong-trigger': 'Событие такого вида здесь не наступает',
  'no-handler': 'Событию компенсации не указано действие для компенсации',
  'compensation-flow': 'От события компенсации ведёт поток вместо связи с действием',
  'handler-flow': 'У действия для компенсации не может быть потоков',
  'link-flow': 'У ссылки лишний поток',
  'several-links': 'Концов ссылки с одним именем несколько',
  'event-subprocess-flow': 'У событийного подпроцесса не может быть потоков',
  'event-subprocess-marker': 'Событийный подпроцесс не может повторяться',
  'always-interrupts': 'Ошибка и отмена всегда прерывают',
  'bad-target': 'Неверно имя переменной',
  'no-job-type': 'Не указан вид работы',
  'bad-retries': 'Число попыток должно быть целым, от 1',
  'bad-priority': 'Важность должна быть целым числом от 0 до 100',
  'bad-date': 'Дата не читается',
  'start-in-ad-hoc': 'В подпроцессе на выбор не может быть начального события',
  'activity-elsewhere': 'Компенсировать можно только действия рядом с событием',
  'always-waits': 'Событие дождётся конца компенсации',
  'same-code': 'Два события на границе ждут одного кода: наступит только первое',
  'duplicate-extension': 'Одно свойство записано дважды',
  'bad-binding': 'Неверно указана версия',
  majority: 'Неверное правило голосования',
};

const ofReaders: [RegExp, (found: string) => string][] = [
  [
    /failed to parse document as|expected a BPMN (2\.0 )?file/,
    () => 'это не схема BPMN: в начале ожидается bpmn:definitions',
  ],
  [/missing attribute value quotes/, () => 'значение без кавычек'],
  [
    /unparsable content ?(.*?) ?(?:detected|$)/,
    (found) => `разметка оборвана или не закрыта${found && `: ${found}`}`,
  ],
  [/expected a form with an id/, () => 'это не форма: ожидаются id и components'],
  [/unclosed tag/, () => 'тег не закрыт'],
  [/Unexpected end of|Unterminated string/, () => 'текст обрывается'],
  [/Expected double-quoted property name|Expected property name/, () => 'ожидается имя в двойных кавычках'],
  [/Unexpected token '?(.)'?/, (found) => `лишний знак «${found}»`],
  [/^Expected .* JSON/, () => 'не хватает запятой, двоеточия или скобки'],
];

/** What a reader said of a broken file, in Russian where it is known. */
export function readerWords(message: string): string {
  for (const [pattern, words] of ofReaders) {
    const found = pattern.exec(message);
    if (found) return words(found[1] ?? '');
  }
  return message;
}

/** What the compiler says of an expression that it cannot read, with its rule and column in a table. */
const ofExpressions: [RegExp, (...found: string[]) => string][] = [
  [
    /^FEEL: "([\s\S]*)" at character (\d+) of "([\s\S]*)" was not expected in \w+$/,
    (found = '', at = '', whole = '') => `в записи «${whole}» не понято «${found}» (знак ${at})`,
  ],
  [
    /^FEEL: "([\s\S]*)" ends at character \d+ where \w+ should go on$/,
    (whole = '') => `запись «${whole}» обрывается`,
  ],
  [/^FEEL: an expression was expected, but the text is empty$/, () => 'запись пуста'],
];

/** A finding about an expression in Russian where it is known: «правило 4, столбец «Балл»: …». */
function expressionWords(message: string): string {
  const [, rule, column, said = message] =
    /^(?:rule (\d+)(?:, |: ))?(?:column "([^"]*)": )?([\s\S]*)$/.exec(message) ?? [];
  for (const [pattern, words] of ofExpressions) {
    const found = pattern.exec(said);
    if (!found) continue;
    const place = [rule && `правило ${rule}`, column && `столбец «${column}»`].filter(Boolean).join(', ');
    return `${place && `${place}: `}${words(...found.slice(1))}`;
  }
  return message;
}

/** Rules whose messages are those of a reader of XML or JSON. */
const unreadable: ReadonlySet<string> = new Set(['xml', 'form', 'json']);

/** A finding of the compiler in words; a rule without words keeps the compiler's. */
export function inRussian(rule: string, message: string): string {
  const word = words[rule];
  const said = unreadable.has(rule) ? readerWords(message) : expressionWords(message);
  return word === undefined ? said : `${word} (${said})`;
}

/** A finding of the compiler in the language of who reads it. */
export const findingWords = (
  { rule, message }: { rule: string; message: string },
  language: 'ru' | 'en',
): string => (language === 'en' ? message : inRussian(rule, message));
