import { roleNames, roles } from '@opora/domain';
import type { ScenarioFailure } from './failure.ts';

interface Values {
  [name: string]: string;
}
type Text = (values: Values) => string;

const texts: { [code in ScenarioFailure['code']]: { ru: Text; en: Text } } = {
  'no-task': {
    ru: ({ node, open }) => `Нет открытой задачи «${node}»; сейчас открыты: ${open}.`,
    en: ({ node, open }) => `There is no open task «${node}»; open now: ${open}.`,
  },
  'not-a-candidate': {
    ru: ({ login, node, allowed }) => `${login} не может выполнить «${node}»; могут: ${allowed}.`,
    en: ({ login, node, allowed }) => `${login} may not complete «${node}»; may: ${allowed}.`,
  },
  'no-form': {
    ru: ({ node, form }) => `У задачи «${node}» нет формы «${form}».`,
    en: ({ node, form }) => `Task «${node}» has no form «${form}».`,
  },
  'unknown-field': {
    ru: ({ form, fields, known }) => `В форме «${form}» нет полей ${fields}; есть: ${known}.`,
    en: ({ form, fields, known }) => `Form «${form}» has no fields ${fields}; it has: ${known}.`,
  },
  'no-decision': {
    ru: ({ decision }) => `В проекте нет решения «${decision}».`,
    en: ({ decision }) => `There is no decision «${decision}» in the project.`,
  },
  decision: {
    ru: ({ decision, column, message }) => `Решение «${decision}» ${column}: ${message}`,
    en: ({ decision, column, message }) => `Decision «${decision}» ${column}: ${message}`,
  },
  'no-receiver': {
    ru: ({ name }) => `Сообщения «${name}» никто не ждёт.`,
    en: ({ name }) => `Nobody waits for the message «${name}».`,
  },
  'no-work': {
    ru: ({ node }) => `В «${node}» нет открытой работы.`,
    en: ({ node }) => `There is no open work at «${node}».`,
  },
  'no-incident': {
    ru: ({ node }) => `В «${node}» нет остановки.`,
    en: ({ node }) => `Nothing stopped at «${node}».`,
  },
  'no-case': {
    ru: ({ process }) => `Нет дела процесса «${process}».`,
    en: ({ process }) => `There is no case of «${process}».`,
  },
  'no-process': {
    ru: ({ process, known }) =>
      `Процесса «${process}» нет в проекте; есть: ${known}. Назовите нужный в сценарии: process.`,
    en: ({ process, known }) =>
      `There is no process «${process}» in the project; there are: ${known}. Name the one that is meant: process.`,
  },
  incident: {
    ru: ({ node, message }) => `Остановка в «${node}»: ${message}`,
    en: ({ node, message }) => `Stopped at «${node}»: ${message}`,
  },
  differs: {
    ru: ({ what, expected, found }) => `Ждали, что ${what} — ${expected}, а получилось ${found}.`,
    en: ({ what, expected, found }) => `Expected ${what} to be ${expected}, found ${found}.`,
  },
  'not-passed': {
    ru: ({ node }) => `Ждали, что «${node}» будет пройден.`,
    en: ({ node }) => `Expected «${node}» to be passed.`,
  },
  entered: {
    ru: ({ node }) => `Ждали, что до «${node}» не дойдёт.`,
    en: ({ node }) => `Expected «${node}» not to be entered.`,
  },
  engine: {
    ru: ({ message }) => `Движок отказал: ${message}`,
    en: ({ message }) => `The engine refused: ${message}`,
  },
};

/** What was compared, as people call it. */
const compared: { [what: string]: { ru: string; en: string } } = {
  'waiting tasks': { ru: 'открыты задачи', en: 'open tasks' },
  status: { ru: 'состояние дела', en: 'state of the case' },
  outcome: { ru: 'итог дела', en: 'outcome of the case' },
  notifications: { ru: 'отправлены уведомления', en: 'notifications sent' },
};

/** The values of a failure with steps called by their names instead of their ids. */
export function namedValues(values: Values, nameOf: (id: string) => string): Values {
  const named = { ...values };
  if (values['node']) named['node'] = nameOf(values['node']);
  if (values['open']) named['open'] = values['open'].split(', ').map(nameOf).join(', ');
  // Steps that wait are compared as lists of ids.
  if (values['what'] === 'waiting tasks')
    for (const key of ['found', 'expected'] as const) {
      const ids = JSON.parse(values[key] ?? '[]') as string[];
      named[key] = ids.map((id) => `«${nameOf(id)}»`).join(', ') || '—';
    }
  return named;
}

/** Why a step or a scenario could not go on, in the language of a person. */
export function failureText(
  { code, values, step }: Pick<ScenarioFailure, 'code' | 'values'> & { step?: number | undefined },
  language: 'ru' | 'en',
): string {
  const said = { ...values };
  const what = compared[values['what'] ?? ''];
  if (what) said['what'] = what[language];
  if (values['open'] === 'none') said['open'] = '—';
  if (values['allowed'])
    said['allowed'] = values['allowed']
      .split(', ')
      .map((login) => {
        const role = roles.find((each) => each === login);
        return role ? roleNames[role][language] : login;
      })
      .join(', ');
  const text = texts[code][language](said);
  return step === undefined ? text : `${language === 'ru' ? 'шаг' : 'step'} ${step}: ${text}`;
}
