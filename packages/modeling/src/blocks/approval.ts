import { defineBlock } from './block.ts';
import { decisionFields, form, formField, people, roleField, textField, variableOf } from './pieces.ts';

/** A role approves, or returns with remarks, which are worked in and approved again. */
export const approval = defineBlock({
  id: 'approval',
  title: { ru: 'Согласовать или вернуть с замечаниями', en: 'Approve or return with remarks' },
  description: {
    ru: 'Одна роль решает; возвращённое дорабатывает другая и подаёт снова.',
    en: 'One role decides; what is returned is reworked by another and comes back.',
  },
  fields: [
    textField('name', 'Что согласовать', 'What to approve', 'Согласовать документ'),
    roleField('role', 'Кто согласует', 'Who approves', 'coordinator'),
    formField('form', 'Форма согласования', 'Form of the approval'),
    roleField('author', 'Кто дорабатывает', 'Who reworks', 'director'),
    formField('rework', 'Форма доработки', 'Form of the rework'),
  ],
  forms: ({ name }) => ({
    form: form(
      name!,
      decisionFields(
        'decision',
        'Решение',
        ['approve', 'Согласовать'],
        ['return', 'Вернуть с замечаниями'],
        'Замечания',
      ),
    ),
    rework: form('Доработать по замечаниям', [
      { type: 'textarea', key: 'changes', label: 'Что изменено', validate: { required: true } },
    ]),
  }),
  draw({ role, author, name, form: formId, rework }, id) {
    const prefix = variableOf(id);
    return {
      parts: [
        {
          key: 'approve',
          tag: 'userTask',
          name: name!,
          at: [0, 0],
          extensions: people({
            role,
            form: formId,
            inputs: { decision: 'null', remark: 'null' },
            outputs: { [`${prefix}Decision`]: 'decision', [`${prefix}Remark`]: 'remark' },
          }),
        },
        { key: 'decided', tag: 'exclusiveGateway', name: 'Согласовано?', at: [1, 0] },
        {
          key: 'rework',
          tag: 'userTask',
          name: 'Доработать по замечаниям',
          at: [1, 1],
          extensions: people({ role: author, form: rework }),
        },
      ],
      links: [
        { from: 'in', to: 'approve' },
        { from: 'approve', to: 'decided' },
        {
          from: 'decided',
          to: 'rework',
          name: 'вернуть',
          condition: `${prefix}Decision = "return"`,
        },
        { from: 'rework', to: 'approve' },
        { from: 'decided', to: 'out', name: 'согласовано', isDefault: true },
      ],
    };
  },
});
