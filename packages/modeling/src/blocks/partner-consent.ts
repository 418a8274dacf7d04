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
  forms: ({ name }, id) => ({
    form: form(
      name!,
      decisionFields('consent', 'Ответ', ['yes', 'Согласны'], ['no', 'Отказываемся'], 'Причина отказа'),
    ),
    proposal: form('Предложить другого партнёра', [
      {
        type: 'group',
        path: 'partner',
        label: 'Новый партнёр',
        components: [
          {
            id: '',
            type: 'select',
            key: 'id',
            label: 'Школа-партнёр',
            searchable: true,
            properties: { choices: 'partner-schools', except: `${variableOf(id)}Refused` },
            validate: { required: true },
          },
        ],
      },
    ]),
  }),
  draw({ name, role, form: formId, proposer, proposal }, id) {
    const prefix = variableOf(id);
    const refused = `${prefix}Refused`;
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
            // Whoever the case names as partner is asked; without one, the curators of the pair in the register.
            assignee: 'if partner.curator = "" then null else partner.curator',
            inputs: { consent: 'null', remark: 'null' },
            outputs: {
              [`${prefix}Answer`]: 'consent',
              [`${prefix}Reason`]: 'remark',
              [refused]: `if consent = "no" and partner.id != null then append(if ${refused} = null then [] else ${refused}, {id: partner.id, name: partner.name}) else ${refused}`,
            },
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
