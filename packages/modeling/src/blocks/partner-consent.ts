import { defineBlock } from './block.ts';
import { decisionFields, form, formField, people, roleField, textField, variableOf } from './pieces.ts';

/** A partner consents or declines with a reason; then somebody else is proposed and asked. */
export const partnerConsent = defineBlock({
  id: 'consent',
  title: { ru: 'Согласие партнёра', en: 'Consent of the partner' },
  description: {
    ru: 'Партнёр соглашается или отказывает с причиной; при отказе предлагают другого.',
    en: 'The partner consents or declines with a reason; then another one is proposed.',
  },
  fields: [
    textField('name', 'На что согласие', 'Consent to what', 'Дать согласие'),
    roleField('role', 'Кто соглашается', 'Who consents', 'curator'),
    formField('form', 'Форма согласия', 'Form of the consent'),
    roleField('proposer', 'Кто предлагает другого', 'Who proposes another', 'coordinator'),
    formField('proposal', 'Форма предложения', 'Form of the proposal'),
  ],
  forms: ({ name }) => ({
    form: form(
      name!,
      decisionFields('consent', 'Ответ', ['yes', 'Согласны'], ['no', 'Отказываемся'], 'Причина отказа'),
    ),
    proposal: form('Предложить другого партнёра', [
      { type: 'textfield', key: 'partnerName', label: 'Школа-партнёр', validate: { required: true } },
    ]),
  }),
  draw({ name, role, form: formId, proposer, proposal }, id) {
    const prefix = variableOf(id);
    return {
      parts: [
        {
          key: 'consent',
          tag: 'userTask',
          name: name!,
          at: [0, 0],
          extensions: people({
            role,
            form: formId,
            inputs: { consent: 'null', remark: 'null' },
            outputs: { [`${prefix}Answer`]: 'consent', [`${prefix}Reason`]: 'remark' },
          }),
        },
        { key: 'answered', tag: 'exclusiveGateway', name: 'Согласен?', at: [1, 0] },
        {
          key: 'propose',
          tag: 'userTask',
          name: 'Предложить другого партнёра',
          at: [1, 1],
          extensions: people({ role: proposer, form: proposal }),
        },
      ],
      links: [
        { from: 'in', to: 'consent' },
        { from: 'consent', to: 'answered' },
        { from: 'answered', to: 'out', name: 'да', condition: `${prefix}Answer = "yes"` },
        { from: 'answered', to: 'propose', name: 'нет', isDefault: true },
        { from: 'propose', to: 'consent' },
      ],
    };
  },
});
