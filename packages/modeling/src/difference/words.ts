import { durationWords } from '@opora/domain/duration-words';
import type { DecisionChange, RuleChange } from './decision.ts';
import type { ElementChange, PropertyChange } from './diagram.ts';
import type { FieldChange } from './form.ts';

/** Languages that changes are told in. */
export type Language = 'ru' | 'en';

interface Words {
  kinds: { [kind: string]: string };
  types: { [type: string]: string };
  properties: [pattern: RegExp, words: string][];
  empty: string;
  truth: { [value: string]: string };
  /** A column of a decision table with what it computes. */
  input: string;
  output: string;
  rule: string;
  decision: string;
  field: string;
}

const ru: Words = {
  kinds: { added: 'добавлено', removed: 'удалено', changed: 'изменено', moved: 'передвинуто' },
  types: {
    'bpmn:UserTask': 'задача',
    'bpmn:ServiceTask': 'автоматический шаг',
    'bpmn:SendTask': 'отправка',
    'bpmn:ReceiveTask': 'ожидание сообщения',
    'bpmn:ScriptTask': 'вычисление',
    'bpmn:BusinessRuleTask': 'таблица решений',
    'bpmn:CallActivity': 'вызов процесса',
    'bpmn:SubProcess': 'подпроцесс',
    'bpmn:StartEvent': 'начало',
    'bpmn:EndEvent': 'конец',
    'bpmn:BoundaryEvent': 'событие на границе',
    'bpmn:IntermediateCatchEvent': 'ожидание',
    'bpmn:IntermediateThrowEvent': 'событие',
    'bpmn:ExclusiveGateway': 'развилка',
    'bpmn:ParallelGateway': 'параллельная развилка',
    'bpmn:InclusiveGateway': 'включающая развилка',
    'bpmn:EventBasedGateway': 'развилка по событию',
    'bpmn:SequenceFlow': 'стрелка',
    'bpmn:Lane': 'дорожка',
    'bpmn:Participant': 'участник',
    'bpmn:Collaboration': 'схема с участниками',
    'bpmn:Task': 'шаг',
    'bpmn:ManualTask': 'ручной шаг',
    'bpmn:Association': 'связь с пояснением',
    'bpmn:Group': 'группа',
    'bpmn:DataObjectReference': 'данные',
    'bpmn:DataStoreReference': 'хранилище',
    'bpmn:Escalation': 'эскалация',
    'bpmn:Transaction': 'транзакция',
    'bpmn:Process': 'процесс',
    'bpmn:Message': 'сообщение',
    'bpmn:Signal': 'сигнал',
    'bpmn:Error': 'ошибка',
    'bpmn:TextAnnotation': 'пояснение',
  },
  properties: [
    [/^name$/, 'название'],
    [/^hitPolicy$/, 'какие строки действуют'],
    [/^expression$/, 'выражение'],
    [/FormDefinition/, 'форма'],
    [/candidateGroups$/, 'кому (группы)'],
    [/candidateUsers$/, 'кому (люди)'],
    [/assignee$/, 'исполнитель'],
    [/dueDate$/, 'срок'],
    [/followUpDate$/, 'дата возврата'],
    [/priority$/i, 'важность'],
    [/conditionExpression/, 'условие'],
    [/timeDate|timeDuration|timeCycle/, 'время'],
    [/^default$/, 'путь по умолчанию'],
    [/sourceRef$/, 'откуда'],
    [/targetRef$/, 'куда'],
    [/attachedToRef$/, 'на чём стоит'],
    [/cancelActivity$/, 'прерывает'],
    [/Vote\/quorum/, 'кворум'],
    [/Vote\/rule/, 'правило голосования'],
    [/Vote\/choices/, 'варианты голосования'],
    [/Vote\/voters/, 'кто голосует'],
    [/Vote\/secret/, 'тайное голосование'],
    [/Vote\//, 'голосование'],
    [/CalledDecision/, 'таблица решений'],
    [/CalledElement/, 'вызываемый процесс'],
    [/TaskDefinition\/type/, 'тип задания'],
    [/TaskDefinition\/retries/, 'число попыток'],
    [/Script\//, 'выражение'],
    [/(Input|inputParameters)/, 'входное значение'],
    [/(Output|outputParameters)/, 'выходное значение'],
    [/Header/, 'настройка'],
    [/Subscription/, 'ключ сообщения'],
    [/documentation/, 'описание'],
    [/LoopCharacteristics\/inputCollection/, 'по какому списку'],
    [/LoopCharacteristics\/inputElement/, 'как назван элемент списка'],
    [/LoopCharacteristics\/outputCollection/, 'куда собираются ответы'],
    [/LoopCharacteristics\/outputElement/, 'что собирается в ответ'],
    [/completionCondition/, 'когда хватит ответов'],
    [/isSequential/, 'по очереди'],
    [/bindingType|versionTag/, 'какая версия'],
    [/loopCharacteristics/i, 'повторение'],
    [/isExecutable/, 'исполняемый'],
    // Of fields of forms.
    [/^label$/, 'вопрос'],
    [/^dateLabel$/, 'вопрос о дате'],
    [/^timeLabel$/, 'вопрос о времени'],
    [/^description$/, 'подсказка под полем'],
    [/^text$/, 'текст'],
    [/^type$/, 'вид поля'],
    [/^key$/, 'переменная'],
    [/^defaultValue/, 'значение сначала'],
    [/^validate\.required$/, 'обязательно'],
    [/^validate\.min(Length)?$/, 'не меньше'],
    [/^validate\.max(Length)?$/, 'не больше'],
    [/^validate\./, 'проверка'],
    [/^conditional\.hide$/, 'когда скрыто'],
    [/^readonly$/, 'только чтение'],
    [/^disabled$/, 'недоступно'],
    [/^values\.\d+\.label$/, 'вариант'],
    [/^values\.\d+\.value$/, 'значение варианта'],
    [/^valuesKey$|^valuesExpression$/, 'откуда варианты'],
    [/^columns\.\d+\.label$/, 'столбец'],
    [/^columns\.\d+\.key$/, 'значение столбца'],
    [/^properties\./, 'своё свойство'],
  ],
  empty: 'пусто',
  truth: { true: 'да', false: 'нет' },
  input: 'столбец условия',
  output: 'столбец вывода',
  rule: 'правило',
  decision: 'решение',
  field: 'поле',
};

const en: Words = {
  kinds: { added: 'added', removed: 'removed', changed: 'changed', moved: 'moved' },
  types: Object.fromEntries(
    Object.keys(ru.types).map((type) => [
      type,
      type
        .replace('bpmn:', '')
        .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
        .toLowerCase(),
    ]),
  ),
  properties: [],
  empty: 'empty',
  truth: { true: 'yes', false: 'no' },
  input: 'condition column',
  output: 'result column',
  rule: 'rule',
  decision: 'decision',
  field: 'field',
};
const languages: { [language in Language]: Words } = { ru, en };

/** One line about a property: `срок: «=now()» → «=due»`. */
export function propertyWords(
  { property, before, after }: PropertyChange,
  language: Language = 'ru',
): string {
  const words = languages[language];
  const [, found] = words.properties.find(([pattern]) => pattern.test(property)) ?? [];
  const detail =
    /(?:inputParameters|outputParameters|Header|Input|Output)[^/]*\/(?:zeebe:\w+\/)?([^/]+)/.exec(
      property,
    )?.[1];
  const name = found ? `${found}${detail && !detail.includes(':') ? ` «${detail}»` : ''}` : property;
  const said = (value: string | undefined): string =>
    value === undefined || value === ''
      ? words.empty
      : `«${durationWords(value, language) ?? words.truth[value] ?? value}»`;
  return `${name}: ${said(before)} → ${said(after)}`;
}

/** A change of a diagram's element in words, and its properties a line each. */
export function elementWords(
  change: ElementChange,
  language: Language = 'ru',
): { title: string; lines: string[] } {
  const words = languages[language];
  const type = words.types[change.type] ?? change.type.replace('bpmn:', '');
  return {
    title: `${words.kinds[change.kind]}: ${type} «${change.name || change.elementId}»`,
    lines: change.properties.map((each) => propertyWords(each, language)),
  };
}

/** A change of a form's field in words. */
export function fieldWords(
  change: FieldChange,
  language: Language = 'ru',
): { title: string; lines: string[] } {
  const words = languages[language];
  return {
    title: `${words.kinds[change.kind]}: ${words.field} «${change.label ?? change.field}»`,
    lines: change.properties.map((each) => propertyWords(each, language)),
  };
}

/** A change of a rule in words. */
export function ruleWords(change: RuleChange, language: Language = 'ru'): { title: string; lines: string[] } {
  const words = languages[language];
  return {
    title: `${words.kinds[change.kind]}: ${words.rule} ${change.rule} («${change.decision}»)`,
    lines: change.cells.map(({ column, before, after }) =>
      propertyWords({ property: column, before, after }, language),
    ),
  };
}

/** A change of a decision outside its rules in words. */
export function decisionWords(
  change: DecisionChange,
  language: Language = 'ru',
): { title: string; lines: string[]; kind: 'added' | 'removed' | 'changed' } {
  const words = languages[language];
  const whole = change.property === 'decision';
  const kind = !whole ? 'changed' : change.before === undefined ? 'added' : 'removed';
  const [, column, label] = /^(input|output) (.*)$/s.exec(change.property) ?? [];
  const property = column ? `${words[column as 'input' | 'output']} «${label}»` : change.property;
  return {
    title: `${words.kinds[kind]}: ${words.decision} «${change.decision}»`,
    lines: whole ? [] : [propertyWords({ ...change, property }, language)],
    kind,
  };
}
