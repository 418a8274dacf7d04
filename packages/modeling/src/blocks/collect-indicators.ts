import { defineBlock } from './block.ts';
import {
  days,
  daysField,
  form,
  formField,
  notice,
  people,
  roleField,
  script,
  textField,
  timer,
  variableOf,
} from './pieces.ts';

/** The school gives values of indicators; how many targets are reached is worked out. */
export const collectIndicators = defineBlock({
  id: 'indicators',
  title: { ru: 'Собрать значения показателей', en: 'Collect indicator values' },
  description: {
    ru: 'Школа вносит значения показателей программы к сроку; считается доля достигнутых.',
    en: 'The school enters values by a date; the share of reached targets is worked out.',
  },
  fields: [
    textField('name', 'Название задачи', 'Name of the task', 'Внести значения показателей'),
    roleField('role', 'Кто вносит', 'Who enters', 'director'),
    formField('form', 'Форма показателей', 'Form of the indicators'),
    daysField('due', 'Дней на задачу', 'Days for the task', 10),
    roleField('above', 'Кому сообщить о просрочке', 'Who is told when it is late', 'method'),
  ],
  forms: ({ name }) => ({
    form: form(name!, [
      {
        type: 'dynamiclist',
        path: 'indicators',
        label: 'Показатели',
        defaultRepetitions: 1,
        properties: { known: 'district-indicators' },
        components: [
          { id: '', type: 'textfield', key: 'name', label: 'Показатель', validate: { required: true } },
          {
            id: '',
            type: 'number',
            key: 'target',
            label: 'План',
            validate: { required: true },
            layout: { row: 'plan', columns: 4 },
          },
          {
            id: '',
            type: 'select',
            key: 'aim',
            label: 'Выполнен, если',
            layout: { row: 'plan', columns: 8 },
            values: [
              { value: 'at-least', label: 'не меньше плана' },
              { value: 'at-most', label: 'не больше плана' },
            ],
            validate: { required: true },
          },
          {
            id: '',
            type: 'number',
            key: 'value',
            label: 'Факт',
            validate: { required: true },
            layout: { row: 'plan', columns: 4 },
          },
        ],
      },
    ]),
  }),
  draw({ name, role, form: formId, due, above }, id) {
    const prefix = variableOf(id);
    const whole = days(due);
    return {
      parts: [
        {
          key: 'collect',
          tag: 'userTask',
          name: name!,
          at: [0, 0],
          extensions: people({ role, form: formId, due: `now() + duration("P${whole}D")` }),
        },
        {
          key: 'late',
          tag: 'boundaryEvent',
          name: 'Показатели не внесены',
          at: [0, 0],
          on: 'collect',
          attributes: { cancelActivity: 'false' },
          body: timer('timeDuration', `"P${whole}D"`),
        },
        notice('tell', 'Сообщить о просрочке', above!, `Показатели не внесены: ${name}`, [1, 1]),
        { key: 'told', tag: 'endEvent', name: 'Сообщили', at: [2, 1] },
        {
          key: 'count',
          tag: 'scriptTask',
          name: 'Подсчитать достигнутые',
          at: [1, 0],
          extensions: script(
            '{total: count(indicators), reached: count(indicators[if aim = "at-most" then value <= target else value >= target]), share: if total = 0 then null else decimal(reached / total, 2)}',
            `${prefix}Result`,
          ),
        },
      ],
      links: [
        { from: 'in', to: 'collect' },
        { from: 'collect', to: 'count' },
        { from: 'count', to: 'out' },
        { from: 'late', to: 'tell' },
        { from: 'tell', to: 'told' },
      ],
    };
  },
});
