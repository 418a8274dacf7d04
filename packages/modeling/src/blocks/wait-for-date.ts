import { defineBlock } from './block.ts';
import {
  form,
  formField,
  option,
  people,
  roleField,
  textField,
  timer,
  variableField,
  variableOf,
} from './pieces.ts';

/** The case waits until a date: of a measure of the roadmap, which a person chooses, or one that the case knows. */
export const waitForDate = defineBlock({
  id: 'wait',
  title: { ru: 'Дождаться даты плана', en: 'Wait for a date of the plan' },
  description: {
    ru: 'Дело стоит до срока мероприятия из дорожной карты; прошедшая дата не задерживает.',
    en: 'The case waits until the date of a measure of the roadmap; a past date does not hold it up.',
  },
  fields: [
    textField('name', 'Чего ждём', 'What is waited for', 'Дождаться даты плана'),
    {
      name: 'from',
      kind: 'choice',
      label: { ru: 'Откуда дата', en: 'Where the date comes from' },
      value: 'plan',
      options: [
        option(
          'plan',
          'мероприятие дорожной карты выбирает человек',
          'a person chooses a measure of the roadmap',
        ),
        option('variable', 'дата уже есть в данных дела', 'the date is in the data of the case'),
      ],
    },
    {
      ...roleField('role', 'Кто выбирает', 'Who chooses', 'coordinator'),
      when: { field: 'from', value: 'plan' },
    },
    { ...formField('form', 'Форма выбора', 'Form of the choice'), when: { field: 'from', value: 'plan' } },
    {
      ...variableField('date', 'Какая дата', 'Which date', 'planDate'),
      when: { field: 'from', value: 'variable' },
    },
  ],
  forms: ({ name, from }, id): { [field: string]: ReturnType<typeof form> } =>
    from === 'variable'
      ? {}
      : {
          form: form(name!, [
            {
              type: 'group',
              path: `${variableOf(id)}Plan`,
              label: 'До какого дня ждать',
              components: [
                {
                  id: '',
                  type: 'select',
                  key: 'measure',
                  label: 'Мероприятие дорожной карты',
                  searchable: true,
                  properties: { choices: 'roadmap-measures' },
                },
                {
                  id: '',
                  type: 'datetime',
                  subtype: 'date',
                  key: 'date',
                  dateLabel: 'Другая дата, если в карте её нет',
                },
              ],
            },
          ]),
        },
  draw({ name, from, role, form: formId, date }, id) {
    const plan = `${variableOf(id)}Plan`;
    const asked = from !== 'variable';
    return {
      parts: [
        ...(asked
          ? [
              {
                key: 'choose',
                tag: 'userTask' as const,
                name: 'Выбрать дату плана',
                at: [0, 0] as [number, number],
                extensions: people({ role, form: formId }),
              },
            ]
          : []),
        {
          key: 'wait',
          tag: 'intermediateCatchEvent',
          name: name!,
          at: [asked ? 1 : 0, 0],
          // Nothing chosen: nothing to wait for.
          body: timer(
            'timeDate',
            asked
              ? `if ${plan}.date != null and ${plan}.date != "" then ${plan}.date else if ${plan}.due != null then ${plan}.due else string(today())`
              : date!,
          ),
        },
      ],
      links: [
        ...(asked
          ? [
              { from: 'in', to: 'choose' },
              { from: 'choose', to: 'wait' },
            ]
          : [{ from: 'in', to: 'wait' }]),
        { from: 'wait', to: 'out' },
      ],
    };
  },
});
