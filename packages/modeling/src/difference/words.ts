import { durationWords } from '@opora/domain/duration-words';
import type { DecisionChange, RuleChange } from './decision.ts';
import type { ElementChange, PropertyChange } from './diagram.ts';
import type { FieldChange } from './form.ts';
import { propertyName } from './property-names.ts';
import { valueName } from './value-names.ts';

/** Languages that changes are told in. */
export type Language = 'ru' | 'en';

interface Words {
  kinds: { [kind: string]: string };
  types: { [type: string]: string };
  empty: string;
  truth: { [value: string]: string };
  /** A column of a decision table with what it computes, and its name. */
  columns: { [kind in 'input' | 'output']: { one: string; label: string } };
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
  empty: 'пусто',
  truth: { true: 'да', false: 'нет' },
  columns: {
    input: { one: 'вопрос', label: 'название вопроса' },
    output: { one: 'ответ', label: 'название ответа' },
  },
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
  empty: 'empty',
  truth: { true: 'yes', false: 'no' },
  columns: {
    input: { one: 'input', label: 'input label' },
    output: { one: 'output', label: 'output label' },
  },
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
  const found = propertyName(property, language);
  const detail =
    /(?:inputParameters|outputParameters|Header|Input|Output)[^/]*\/(?:zeebe:\w+\/)?([^/]+)/.exec(
      property,
    )?.[1];
  const name = found ? `${found}${detail && !detail.includes(':') ? ` «${detail}»` : ''}` : property;
  const called = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : (valueName(property, value, language) ?? value);
  return lineOf(name, called(before), called(after), language);
}

function lineOf(
  name: string,
  before: string | undefined,
  after: string | undefined,
  language: Language,
): string {
  const { empty, truth } = languages[language];
  const said = (value: string | undefined): string =>
    value === undefined || value === ''
      ? empty
      : `«${durationWords(value, language) ?? (Object.hasOwn(truth, value) ? truth[value]! : value)}»`;
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
    lines: change.cells.map(({ column, before, after }) => lineOf(column, before, after, language)),
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
  const { column, before, after } = change;
  const called = column && words.columns[column.kind];
  const line = !called
    ? propertyWords(change, language)
    : lineOf(
        change.property === 'label' ? called.label : `${called.one} «${column.label}»`,
        before,
        after,
        language,
      );
  return {
    title: `${words.kinds[kind]}: ${words.decision} «${change.decision}»`,
    lines: whole ? [] : [line],
    kind,
  };
}
