import type { Language } from './words.ts';

/**
 * What properties of models are called: which path, the name in English, in Russian. Names are those of the panels of the
 * designer (`of: 'panel'`: an English name that they translate), where these have the property. The first that fits counts.
 */
interface PropertyName {
  path: RegExp;
  en: string;
  ru: string;
  of?: 'panel';
}

const panel = (path: RegExp, en: string, ru: string): PropertyName => ({ path, en, ru, of: 'panel' });
const own = (path: RegExp, en: string, ru: string): PropertyName => ({ path, en, ru });

/** Names of the properties of elements of a diagram. */
const ofDiagrams = [
  panel(/FormDefinition\/formKey$/, 'Form key', 'Ключ формы'),
  panel(/FormDefinition\/externalReference$/, 'External form reference', 'Внешняя форма'),
  panel(/bindingType$/, 'Binding', 'Какая версия'),
  panel(/versionTag$|VersionTag/, 'Version tag', 'Метка версии'),
  panel(/FormDefinition/, 'Form', 'Форма'),
  panel(/UserTaskForm/, 'Form JSON configuration', 'Форма (JSON)'),
  panel(/candidateGroups$/, 'Candidate groups', 'Роли, которые могут взять'),
  panel(/candidateUsers$/, 'Candidate users', 'Люди, которые могут взять'),
  panel(/assignee$/, 'Assignee', 'Исполнитель'),
  panel(/dueDate$/, 'Due date', 'Срок'),
  panel(/followUpDate$/, 'Follow up date', 'Напомнить'),
  panel(/PriorityDefinition/, 'Priority', 'Важность'),
  panel(/conditionExpression|condition\/body|activationCondition/, 'Condition', 'Условие'),
  panel(/ConditionalFilter\/variableNames/, 'Variable names', 'Имена переменных'),
  panel(/ConditionalFilter\/variableEvents/, 'Variable events', 'События переменных'),
  panel(/timeDate/, 'Date', 'Дата'),
  panel(/timeDuration/, 'Duration', 'Длительность'),
  panel(/timeCycle/, 'Cycle', 'Повторение'),
  panel(/^default$/, 'Default flow', 'Поток по умолчанию'),
  own(/sourceRef/, 'from', 'откуда'),
  own(/targetRef/, 'to', 'куда'),
  own(/attachedToRef$/, 'stands on', 'на чём стоит'),
  own(/cancelActivity$|isInterrupting$/, 'interrupts', 'прерывает'),
  panel(/messageRef$/, 'Message', 'Сообщение'),
  panel(/signalRef$/, 'Signal', 'Сигнал'),
  panel(/errorRef$/, 'Error', 'Ошибка'),
  panel(/escalationRef$/, 'Escalation', 'Передача выше'),
  panel(/activityRef$/, 'Activity reference', 'Какое действие отменить'),
  panel(/waitForCompletion$/, 'Wait for completion', 'Ждать окончания'),
  panel(/^(errorCode|escalationCode)$/, 'Code', 'Код'),
  own(/dataObjectRef$|dataStoreRef$/, 'data', 'данные'),
  own(/isCollection$/, 'list', 'список'),
  own(/categoryValueRef$/, 'group', 'группа'),
  own(/Vote\/voters/, 'who votes', 'кто голосует'),
  own(/Vote\/size/, 'how many votes there can be', 'сколько голосов может быть'),
  own(/Vote\/quorum/, 'quorum', 'кворум'),
  own(/Vote\/rule/, 'rule of the vote', 'правило голосования'),
  own(/Vote\/choices/, 'choices of the vote', 'варианты голосования'),
  panel(/Vote\/outcomeVariable|resultVariable$/, 'Result variable', 'Переменная результата'),
  own(/Vote\/secret/, 'secret vote', 'тайное голосование'),
  panel(/CalledDecision/, 'Called decision', 'Решение'),
  own(/propagateAllChildVariables$/, 'take all variables back', 'получать все переменные обратно'),
  own(/propagateAllParentVariables$/, 'pass all variables', 'передавать все переменные дела'),
  own(/CalledElement\/businessId/, 'key of the called case', 'ключ вызываемого дела'),
  panel(/CalledElement/, 'Called element', 'Вызываемый процесс'),
  panel(/ExecutionListener/, 'Execution listeners', 'Слушатели'),
  panel(/TaskListener/, 'Task listeners', 'Слушатели задачи'),
  panel(/TaskDefinition\/type/, 'Job type', 'Вид работы'),
  panel(/TaskDefinition\/retries|retryCounter$/, 'Retries', 'Попыток'),
  panel(/JobPriority/, 'Priority', 'Важность'),
  panel(/Script\//, 'Script', 'Выражение'),
  panel(/^script/, 'Script', 'Выражение'),
  panel(/(Input(OutputParameter)?\/|inputParameters)/, 'Inputs', 'Входные данные'),
  panel(/(Output\/|outputParameters)/, 'Outputs', 'Результаты'),
  panel(/Header/, 'Headers', 'Заголовки'),
  panel(/correlationKey$/, 'Correlation key', 'Ключ соответствия'),
  own(/timeToLive$/, 'how long the message waits', 'сколько ждёт сообщение'),
  own(/LinkedResource/, 'linked file', 'связанный файл'),
  own(/AgentDefinition/, 'kind of agent', 'вид помощника'),
  panel(/zeebe:Propert/, 'Extension properties', 'Свойства'),
  own(/modelerTemplate|modelerConfiguration/, 'template', 'шаблон'),
  panel(/documentation/, 'Documentation', 'Пояснение'),
  panel(/inputCollection$/, 'Input collection', 'Список'),
  panel(/inputElement$/, 'Input element', 'Имя элемента списка'),
  panel(/outputCollection$/, 'Output collection', 'Список результатов'),
  panel(/outputElement$/, 'Output element', 'Результат одного'),
  panel(/activeElementsCollection$/, 'Active elements', 'С каких шагов начать'),
  panel(/cancelRemainingInstances$/, 'Cancel remaining instances', 'Прервать оставшиеся'),
  panel(/completionCondition/, 'Completion condition', 'Условие завершения'),
  panel(/loopCardinality|loopMaximum/, 'Loop cardinality', 'Сколько раз'),
  own(/isSequential$/, 'in turn', 'по очереди'),
  own(/testBefore$/, 'looked at before the step', 'проверяется до шага'),
  panel(/loopCharacteristics/i, 'Multi-instance', 'Повторение по списку'),
  own(/^ordering$/, 'order of the steps', 'порядок шагов'),
  panel(/triggeredByEvent$/, 'Event sub-process', 'Подпроцесс по событию'),
  own(/isForCompensation$/, 'takes back what was done', 'отменяет сделанное'),
  own(/parallelMultiple$/, 'all events are needed', 'нужны все события'),
  own(/instantiate$/, 'begins a case', 'начинает дело'),
  own(/eventGatewayType$/, 'which events are waited for', 'каких событий ждут'),
  own(/gatewayDirection$/, 'direction of the gateway', 'направление шлюза'),
  panel(/isExecutable$/, 'Executable', 'Исполняемый'),
  own(/processRef$/, 'process', 'процесс'),
  panel(/^eventDefinitions\/.*name$|LinkEventDefinition/, 'Link', 'Связь'),
];

/** Names of the properties of fields of a form. */
const ofForms = [
  panel(/^label$/, 'Field label', 'Вопрос'),
  panel(/^dateLabel$/, 'Date label', 'Подпись даты'),
  panel(/^timeLabel$/, 'Time label', 'Подпись времени'),
  panel(/^description$/, 'Field description', 'Подсказка под полем'),
  panel(/^text$/, 'Text', 'Текст'),
  own(/^type$/, 'kind of field', 'вид поля'),
  panel(/^subtype$/, 'Subtype', 'Что показывать'),
  panel(/^key$/, 'Key', 'Переменная'),
  panel(/^path$/, 'Path', 'Переменная группы'),
  panel(/^defaultValue/, 'Default value', 'Значение сначала'),
  panel(/^validate\.required$/, 'Required', 'Обязательное'),
  panel(/^validate\.minLength$/, 'Minimum length', 'Не короче'),
  panel(/^validate\.maxLength$/, 'Maximum length', 'Не длиннее'),
  panel(/^validate\.min$/, 'Minimum', 'Не меньше'),
  panel(/^validate\.max$/, 'Maximum', 'Не больше'),
  panel(/^validate\.(pattern|validationType)$/, 'Validation pattern', 'Вид записи'),
  panel(/^validate\.patternErrorMessage$/, 'Custom error message', 'Своё сообщение об ошибке'),
  panel(/^validate\./, 'Validation', 'Проверка'),
  panel(/^conditional\.hide$/, 'Hide if', 'Скрыть, если'),
  panel(/^readonly$/, 'Read only', 'Только чтение'),
  panel(/^disabled$/, 'Disabled', 'Недоступно'),
  own(/^values\.\d+\.label$/, 'option', 'вариант'),
  own(/^values\.\d+\.value$/, 'value of an option', 'значение варианта'),
  panel(/^valuesKey$/, 'Input values key', 'Переменная с вариантами'),
  panel(/^valuesExpression$/, 'Options expression', 'Выражение вариантов'),
  panel(/^columns\.\d+\.label$/, 'Column', 'Столбец'),
  own(/^columns\.\d+\.key$/, 'value of a column', 'значение столбца'),
  panel(/^columnsExpression$/, 'Headers source', 'Откуда столбцы'),
  panel(/^dataSource$/, 'Data source', 'Откуда строки'),
  panel(/^rowCount$/, 'Number of rows per page', 'Строк на странице'),
  panel(/^defaultRepetitions$/, 'Default number of items', 'Строк сначала'),
  panel(/^allowAddRemove$/, 'Allow add/delete items', 'Строки можно добавлять и удалять'),
  panel(/^disableCollapse$/, 'Disable collapse', 'Не сворачивать'),
  panel(/^nonCollapsedItems$/, 'Number of non-collapsing items', 'Сколько строк не сворачивать'),
  panel(/^isRepeating$/, 'Repeatable', 'Строки повторяются'),
  panel(/^showOutline$/, 'Show outline', 'Рамка'),
  panel(/^verticalAlignment$/, 'Vertical alignment', 'По высоте'),
  panel(/^decimalDigits$/, 'Decimal digits', 'Знаков после запятой'),
  panel(/^increment$/, 'Increment', 'Шаг'),
  own(/^serializeToString$/, 'kept as text', 'хранить как текст'),
  panel(/^appearance\.prefixAdorner$/, 'Prefix', 'Перед значением'),
  panel(/^appearance\.suffixAdorner$/, 'Suffix', 'После значения'),
  panel(/^searchable$/, 'Searchable', 'С поиском'),
  panel(/^use24h$/, 'Use 24h', '24 часа'),
  panel(/^disallowPassedDates$/, 'Disallow past dates', 'Без прошедших дат'),
  panel(/^timeInterval$/, 'Time interval', 'Шаг времени'),
  panel(/^timeSerializingFormat$/, 'Time format', 'Запись времени'),
  panel(/^computeOn$/, 'Compute on', 'Когда вычислять'),
  panel(/^alt$/, 'Alternative text', 'Описание для незрячих'),
  panel(/^accept$/, 'Supported file formats', 'Виды файлов'),
  panel(/^multiple$/, 'Upload multiple files', 'Несколько файлов'),
  panel(/^height$/, 'Height', 'Высота'),
  own(/^(source|url|content)$/, 'what is shown', 'что показано'),
  own(/^action$/, 'what the button does', 'что делает кнопка'),
  own(/^security\./, 'what the page may do', 'что можно странице'),
  panel(/^properties\./, 'Custom properties', 'Свои свойства'),
];

/** Names of what decisions consist of. */
const ofDecisions = [
  panel(/^hitPolicy$/, 'Hit policy', 'Правило выбора'),
  panel(/^expression$/, 'Expression', 'Выражение'),
];

/** One table for all kinds of models. */
export const propertyNames: readonly PropertyName[] = [
  panel(/^name$/, 'Name', 'Название'),
  ...ofDecisions,
  ...ofForms,
  ...ofDiagrams,
];

/** What a property is called in the middle of a line; undefined: it has no name. */
export function propertyName(path: string, language: Language): string | undefined {
  const found = propertyNames.find((each) => each.path.test(path))?.[language];
  return found && found.charAt(0).toLowerCase() + found.slice(1);
}
