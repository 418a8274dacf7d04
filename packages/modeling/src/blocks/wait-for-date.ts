import { defineBlock } from './block.ts';
import { textField, timer, variableField } from './pieces.ts';

/** The case waits until a date that the plan gives. */
export const waitForDate = defineBlock({
  id: 'wait',
  title: { ru: 'Дождаться даты плана', en: 'Wait for a date of the plan' },
  description: {
    ru: 'Дело стоит до даты из дорожной карты; прошедшая дата не задерживает.',
    en: 'The case waits until a date of the roadmap; a past date does not hold it up.',
  },
  fields: [
    textField('name', 'Чего ждём', 'What is waited for', 'Дождаться даты плана'),
    variableField('date', 'Переменная с датой', 'Variable with the date', 'planDate'),
  ],
  draw: ({ name, date }) => ({
    parts: [
      {
        key: 'wait',
        tag: 'intermediateCatchEvent',
        name: name!,
        at: [0, 0],
        body: timer('timeDate', date!),
      },
    ],
    links: [
      { from: 'in', to: 'wait' },
      { from: 'wait', to: 'out' },
    ],
  }),
});
