import { defineDocument } from '../document-kind.ts';
import { clusterName } from '../cluster-name.ts';
import { list, text } from '../field.ts';
import { annex, body, heading, listTable, orderHead, signature } from '../ready-made.ts';

/** Order on the list of schools that take part in the support. */
export const schoolListOrder = defineDocument({
  id: 'school-list-order',
  title: 'Приказ о перечне школ',
  about: 'district',
  heading: 'Об утверждении перечня школ с низкими образовательными результатами',
  fields: [
    text('год', 'год, за который отобраны школы'),
    text('методика', 'по какой методике отобраны'),
    list('школы', 'школы перечня', [
      text('номер', 'номер по порядку'),
      text('название', 'название школы'),
      text('кластер', 'к какой группе отнесена'),
      text('причины', 'почему отобрана'),
    ]),
  ],
  values: ({ facts: { list: found } }) => ({
    год: found.year === null ? null : String(found.year),
    методика: found.method,
    школы: found.schools.map(({ name, status, reasons }, index) => ({
      номер: String(index + 1),
      название: name,
      кластер: clusterName(status),
      причины: reasons.join('; '),
    })),
  }),
  pieces: () => [
    ...orderHead('ПРИКАЗ'),
    body('{основание} и для адресной поддержки школ'),
    body('ПРИКАЗЫВАЮ:'),
    body(
      '1. Утвердить перечень школ, которым в {год} году нужна методическая поддержка, по приложению к этому приказу. Школы отобраны по методике «{методика}».',
    ),
    body(
      '2. Руководителям школ перечня провести самоанализ по факторам риска и представить рисковый профиль в установленный срок.',
    ),
    body('3. Методической службе сопровождать школы перечня и докладывать о ходе работы.'),
    body('4. Контроль за исполнением приказа оставляю за собой.'),
    ...signature(),
    ...annex('приказу'),
    heading('Перечень школ'),
    listTable('школы', [
      { head: '№', tag: 'номер', width: 8 },
      { head: 'Школа', tag: 'название', width: 36 },
      { head: 'Группа', tag: 'кластер', width: 22 },
      { head: 'Основание', tag: 'причины', width: 34 },
    ]),
  ],
});
