import { defineDocument } from '../document-kind.ts';
import { longDate } from '../long-date.ts';
import { recordOf, wordsOf } from '../variables.ts';
import { list, text } from '../field.ts';
import { annex, body, heading, listTable, orderHead, signature } from '../ready-made.ts';

/** Order on network pairs with the list of pairs as annex. */
export const partnerOrder = defineDocument({
  id: 'partner-order',
  title: 'Приказ о сетевых парах',
  about: 'district',
  heading: 'О назначении школ-партнёров',
  fields: [
    list('пары', 'сетевые пары', [
      text('номер', 'номер по порядку'),
      text('школа', 'школа, которой помогают'),
      text('партнёр', 'школа-партнёр'),
      text('район', 'муниципалитет школы-партнёра'),
      text('с', 'с какого дня'),
      text('по', 'по какой день'),
    ]),
  ],
  values({ facts: { pairs, school, partner: known, district }, variables }) {
    const partner = recordOf(variables['partner']);
    const name = wordsOf(partner['name']);
    // A case is about its own pair, which is not yet in the register; a person makes the order on all.
    const rows =
      school && name
        ? [
            {
              school: school.name,
              partner: known?.name ?? name,
              district: wordsOf(partner['district']) ?? district,
              from: '',
              to: null,
            },
          ]
        : pairs;
    return {
      пары: rows.map((pair, index) => ({
        номер: String(index + 1),
        школа: pair.school,
        партнёр: pair.partner,
        район: pair.district,
        с: longDate(pair.from),
        по: pair.to === null ? '' : longDate(pair.to),
      })),
    };
  },
  pieces: () => [
    ...orderHead('ПРИКАЗ'),
    body('{основание} и для сетевого взаимодействия школ'),
    body('ПРИКАЗЫВАЮ:'),
    body('1. Закрепить школы-партнёры за школами, которым нужна поддержка, по приложению к этому приказу.'),
    body(
      '2. Руководителям школ каждой пары заключить сетевой договор, согласовать совместный план и назвать тьюторов-консультантов.',
    ),
    body('3. Методической службе помогать парам и следить за выполнением совместных планов.'),
    body('4. Контроль за исполнением приказа оставляю за собой.'),
    ...signature(),
    ...annex('приказу'),
    heading('Сетевые пары'),
    listTable('пары', [
      { head: '№', tag: 'номер', width: 8 },
      { head: 'Школа', tag: 'школа', width: 32 },
      { head: 'Школа-партнёр', tag: 'партнёр', width: 32 },
      { head: 'Муниципалитет партнёра', tag: 'район', width: 28 },
    ]),
  ],
});
