import type { ScenarioProblem, ScenarioRule } from './check-scenario.ts';

type Text = (values: { [name: string]: string }) => string;
const perhaps = ({ meant }: { [name: string]: string }): string => (meant ? ` Может быть, «${meant}»?` : '');
const maybe = ({ meant }: { [name: string]: string }): string => (meant ? ` Did you mean «${meant}»?` : '');

const texts: { [rule in ScenarioRule]: { ru: Text; en: Text } } = {
  'scenario-text': {
    ru: ({ message }) => `Файл не читается: проверьте отступы, кавычки и скобки (${message}).`,
    en: ({ message }) => `The file cannot be read: ${message}.`,
  },
  'scenario-unknown-key': {
    ru: (values) => `Слова «${values['key']}» сценарии не знают.${perhaps(values)}`,
    en: (values) => `Scenarios do not know «${values['key']}».${maybe(values)}`,
  },
  'scenario-missing': {
    ru: ({ key }) => `Не хватает «${key}»: у сценария есть title, given, when и then.`,
    en: ({ key }) => `«${key}» is missing: a scenario has title, given, when and then.`,
  },
  'scenario-value': {
    ru: ({ key }) => `«${key}» записано не так: такое значение здесь не подходит.`,
    en: ({ key, message }) => `«${key}»: ${message}.`,
  },
  'scenario-process': {
    ru: ({ process }) => `Процесса «${process}» нет в проекте.`,
    en: ({ process }) => `There is no process «${process}» in the project.`,
  },
  'scenario-element': {
    ru: (values) => `Элемента «${values['element']}» нет ни в одной схеме.${perhaps(values)}`,
    en: (values) => `No diagram has an element «${values['element']}».${maybe(values)}`,
  },
  'scenario-not-a-task': {
    ru: ({ element }) => `«${element}» — не задача человека: выполнить её нельзя.`,
    en: ({ element }) => `«${element}» is not a person's task: it cannot be completed.`,
  },
  'scenario-field': {
    ru: ({ field, form, known }) => `В форме «${form}» нет поля «${field}». Есть: ${known || 'ни одного'}.`,
    en: ({ field, form, known }) => `The form «${form}» has no field «${field}». It has: ${known || 'none'}.`,
  },
  'scenario-message': {
    ru: (values) => `Сообщения или сигнала «${values['name']}» нет ни в одной схеме.${perhaps(values)}`,
    en: (values) => `No diagram has a message or signal «${values['name']}».${maybe(values)}`,
  },
  'scenario-duration': {
    ru: ({ found }) => `«${found}» — не срок: дни пишут P3D, часы PT2H, месяцы P1M.`,
    en: ({ found }) => `«${found}» is no duration: days are written P3D, hours PT2H, months P1M.`,
  },
  'scenario-nothing': {
    ru: () => 'Шаг ничего не делает и ничего не ждёт.',
    en: () => 'The step does nothing and expects nothing.',
  },
  'scenario-several': {
    ru: ({ acts }) => `В одном шаге несколько действий (${acts}): разделите их на шаги.`,
    en: ({ acts }) => `One step has several acts (${acts}): make them steps of their own.`,
  },
};

/** What is wrong with a scenario, in the language of a person. */
export const scenarioText = ({ rule, values }: ScenarioProblem, language: 'ru' | 'en'): string =>
  texts[rule][language](values);
