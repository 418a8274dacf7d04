import { defineBlock } from './block.ts';
import { tag } from './fragment.ts';
import { form, formField, people, roleField, script, textField, variableOf } from './pieces.ts';

/** Several experts review at once, and their scores are summed up. */
export const expertReviews = defineBlock({
  id: 'reviews',
  title: { ru: 'Отзывы нескольких экспертов', en: 'Review by several experts' },
  description: {
    ru: 'Экспертов назначают, они оценивают независимо, оценки сводятся в среднюю.',
    en: 'Experts are named, review on their own, and their scores are summed up.',
  },
  fields: [
    textField('name', 'Что оценить', 'What to review', 'Оценить документ'),
    roleField('chooser', 'Кто назначает экспертов', 'Who names the experts', 'coordinator'),
    formField('experts', 'Форма назначения', 'Form of the naming'),
    roleField('role', 'Роль экспертов', 'Role of the experts', 'expert'),
    formField('form', 'Форма отзыва', 'Form of the review'),
  ],
  forms: ({ name, role }) => ({
    experts: form('Назначить экспертов', [
      {
        type: 'dynamiclist',
        path: 'experts',
        label: 'Эксперты',
        defaultRepetitions: 2,
        components: [
          {
            id: '',
            type: 'select',
            key: 'login',
            label: 'Эксперт',
            searchable: true,
            properties: { choices: `people:${role}` },
            validate: { required: true },
          },
        ],
      },
    ]),
    form: form(name!, [
      {
        type: 'number',
        key: 'score',
        label: 'Оценка от 0 до 3',
        validate: { required: true, min: 0, max: 3 },
      },
      { type: 'textarea', key: 'comment', label: 'Отзыв', validate: { required: true } },
    ]),
  }),
  draw({ name, chooser, experts, role, form: formId }, id) {
    const prefix = variableOf(id);
    return {
      parts: [
        {
          key: 'choose',
          tag: 'userTask',
          name: 'Назначить экспертов',
          at: [0, 0],
          extensions: people({ role: chooser, form: experts }),
        },
        {
          key: 'review',
          tag: 'userTask',
          name: name!,
          at: [1, 0],
          extensions: people({
            role,
            form: formId,
            assignee: 'expert.login',
            inputs: { score: 'null', comment: 'null' },
          }),
          body: tag(
            'bpmn:multiInstanceLoopCharacteristics',
            {},
            tag(
              'bpmn:extensionElements',
              {},
              tag('zeebe:loopCharacteristics', {
                inputCollection: '=distinct values(experts)',
                inputElement: 'expert',
                outputCollection: `${prefix}List`,
                outputElement: '={expert: expert.login, score: score, comment: comment}',
              }),
            ),
          ),
        },
        {
          key: 'sum',
          tag: 'scriptTask',
          name: 'Свести оценки',
          at: [2, 0],
          extensions: script(
            `{mean: decimal(mean(${prefix}List.score), 2), count: count(${prefix}List)}`,
            `${prefix}Result`,
          ),
        },
      ],
      links: [
        { from: 'in', to: 'choose' },
        { from: 'choose', to: 'review' },
        { from: 'review', to: 'sum' },
        { from: 'sum', to: 'out' },
      ],
    };
  },
});
