import { defineBlock } from './block.ts';
import { form, formField, numberField, option, people, roleField, textField, variableOf } from './pieces.ts';

const atLeastOne = (text: string | undefined, usual: number): number =>
  Math.max(1, Math.floor(Number(text)) || usual);

/** Members of a committee vote; what is not accepted goes back for rework and is voted on again. */
export const committeeVote = defineBlock({
  id: 'vote',
  title: { ru: 'Голосование комиссии', en: 'Vote of the committee' },
  description: {
    ru: 'Члены комиссии голосуют; решение наступает, как только его нельзя изменить.',
    en: 'Members vote; the decision is made as soon as it cannot change.',
  },
  fields: [
    textField('name', 'О чём голосуют', 'What is voted on', 'Голосовать'),
    roleField('role', 'Кто голосует', 'Who votes', 'committee'),
    numberField('size', 'Сколько голосов', 'How many votes', 3),
    numberField('quorum', 'Кворум', 'Quorum', 2),
    {
      name: 'rule',
      kind: 'choice',
      label: { ru: 'Правило', en: 'Rule' },
      value: 'majority',
      options: [
        option('majority', 'большинство', 'majority'),
        option('two-thirds', 'две трети', 'two thirds'),
        option('unanimous', 'единогласно', 'unanimous'),
        option('first-refusal', 'до первого отказа', 'first refusal'),
      ],
    },
    formField('form', 'Форма голосования', 'Form of the vote'),
    roleField('author', 'Кто дорабатывает', 'Who reworks', 'director'),
    formField('rework', 'Форма доработки', 'Form of the rework'),
  ],
  forms: ({ name }) => ({
    form: form(name!, [
      {
        type: 'radio',
        key: 'choice',
        label: 'Ваш голос',
        values: [
          { value: 'approve', label: 'За' },
          { value: 'return', label: 'Вернуть на доработку' },
        ],
        validate: { required: true },
      },
    ]),
    rework: form('Доработать после голосования', [
      { type: 'textarea', key: 'changes', label: 'Что изменено', validate: { required: true } },
    ]),
  }),
  draw({ name, role, size, quorum, rule, form: formId, author, rework }, id) {
    const outcome = `${variableOf(id)}Outcome`;
    const votes = atLeastOne(size, 3);
    // A quorum above the number of votes could never be reached.
    const present = Math.min(atLeastOne(quorum, 2), votes);
    return {
      parts: [
        {
          key: 'vote',
          tag: 'userTask',
          name: name!,
          at: [0, 0],
          extensions: people({
            role,
            form: formId,
            vote: {
              size: `=${votes}`,
              quorum: `=${present}`,
              rule: rule!,
              choices: '=["approve", "return"]',
              outcomeVariable: outcome,
              secret: '=false',
            },
          }),
        },
        { key: 'decided', tag: 'exclusiveGateway', name: 'Что решили?', at: [1, 0] },
        {
          key: 'rework',
          tag: 'userTask',
          name: 'Доработать после голосования',
          at: [1, 1],
          extensions: people({ role: author, form: rework }),
        },
      ],
      links: [
        { from: 'in', to: 'vote' },
        { from: 'vote', to: 'decided' },
        { from: 'decided', to: 'out', name: 'принято', condition: `${outcome} = "approve"` },
        { from: 'decided', to: 'rework', name: 'вернуть', isDefault: true },
        { from: 'rework', to: 'vote' },
      ],
    };
  },
});
