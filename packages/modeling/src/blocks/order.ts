import { defineBlock } from './block.ts';
import { tag } from './fragment.ts';
import { form, formField, mapping, people, roleField, textField, variableOf } from './pieces.ts';

/**
 * A document (docx) of a kind is made and put into the register; whoever signs it does so there, or writes number and
 * date into a task: the register gets them once either way.
 */
export const order = defineBlock({
  id: 'order',
  title: { ru: 'Издать приказ (docx)', en: 'Make an order (docx)' },
  description: {
    ru: 'Приказ или другой документ делается по шаблону из данных дела и ложится в реестр; процесс ждёт подписи.',
    en: 'An order or another document is made by its template and put into the register; the case waits for its signature.',
  },
  fields: [
    {
      name: 'kind',
      kind: 'document',
      label: { ru: 'Вид документа', en: 'Kind of document' },
      value: 'partner-order',
    },
    textField('title', 'О чём (пусто — как в шаблоне)', 'Subject (empty: as the template has it)', ''),
    roleField('role', 'Кто подписывает', 'Who signs it', 'coordinator'),
    formField('form', 'Форма подписания', 'Form of the signature'),
  ],
  forms: (_values, id) => ({
    form: form('Подписать документ', [
      {
        type: 'text',
        text: `Документ «{{${variableOf(id)}Document.title}}» подготовлен и лежит в реестре: [открыть документ]({{${variableOf(id)}Document.url}}). Подпишите его там или внесите номер и дату здесь: в обоих случаях они попадут в реестр один раз.`,
      },
      { type: 'textfield', key: 'documentNumber', label: 'Номер', validate: { required: true } },
      {
        type: 'datetime',
        subtype: 'date',
        key: 'documentDate',
        dateLabel: 'Дата',
        validate: { required: true },
      },
      { type: 'textfield', key: 'documentSignatory', label: 'Кто подписал', validate: { required: true } },
    ]),
  }),
  draw({ kind, title, role, form: formId }, id) {
    const prefix = variableOf(id);
    const [made, signature] = [`${prefix}Document`, `${prefix}Signature`];
    const heading = title?.trim();
    return {
      parts: [
        {
          key: 'make',
          tag: 'serviceTask',
          name: 'Подготовить документ',
          at: [0, 0],
          extensions:
            tag('zeebe:taskDefinition', { type: 'opora.document', retries: '3' }) +
            tag(
              'zeebe:taskHeaders',
              {},
              tag('zeebe:header', { key: 'kind', value: kind }) +
                tag('zeebe:header', { key: 'resultVariable', value: made }),
            ) +
            (heading ? mapping({ documentValues: `{"заголовок": ${JSON.stringify(heading)}}` }) : ''),
        },
        {
          key: 'sign',
          tag: 'userTask',
          name: 'Подписать документ',
          at: [1, 0],
          extensions: people({
            role,
            form: formId,
            inputs: { documentNumber: 'null', documentDate: 'null', documentSignatory: 'null' },
            outputs: {
              [signature]: '{number: documentNumber, date: documentDate, signatory: documentSignatory}',
            },
          }),
        },
        {
          key: 'signed',
          tag: 'boundaryEvent',
          name: 'Подписан в реестре',
          at: [1, 0],
          on: 'sign',
          extensions: mapping({}, { [signature]: 'documentSigned' }),
          body: tag('bpmn:messageEventDefinition', {
            id: `${id}-signed-event`,
            messageRef: `${id}-signed-message`,
          }),
        },
        {
          key: 'register',
          tag: 'serviceTask',
          name: 'Занести номер и дату в реестр',
          at: [2, 0],
          extensions:
            tag('zeebe:taskDefinition', { type: 'opora.document-signed', retries: '3' }) +
            mapping(
              {
                documentId: `${made}.id`,
                number: `${signature}.number`,
                date: `${signature}.date`,
                signatory: `${signature}.signatory`,
              },
              { [signature]: 'documentSigned' },
            ),
        },
      ],
      links: [
        { from: 'in', to: 'make' },
        { from: 'make', to: 'sign' },
        { from: 'sign', to: 'register' },
        { from: 'signed', to: 'register' },
        { from: 'register', to: 'out' },
      ],
      messages: [{ key: 'signed-message', name: 'document-signed', correlationKey: `${made}.id` }],
    };
  },
});
