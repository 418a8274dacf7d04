import { importPlanText } from './index.ts';

const read = (text: string): string[] =>
  importPlanText(text).measures.map((one) =>
    [
      one.number,
      one.section,
      [one.title, ...one.items.map(({ title }) => title)].join(' '),
      one.term.text,
      one.responsible.join(' + '),
      one.result,
    ]
      .join(' | ')
      .replace(/\s+/g, ' '),
  );

const header = ['№ п/п', 'Мероприятие', 'Срок', 'Ответственный', 'Результат'];
const rows = [
  ['1. Управление'],
  ['1.1', 'Совещание директоров', 'май 2023', 'Управление образования', 'Протокол.\nРешение'],
  ['1.2', 'Практикумы:\n1) чтение;\n2) счёт', 'апрель 2023', 'ММЦ', 'Увеличение доли педагогов'],
  ['2. Кадры'],
  ['2.1', 'Курсы учителей', '2023-2024 годы', 'Комитет\nМетодисты', 'Обучено 12 человек'],
];
const meant = [
  '1.1 | 1. Управление | Совещание директоров | май 2023 | Управление образования | Протокол. Решение',
  '1.2 | 1. Управление | Практикумы: 1) чтение; 2) счёт | апрель 2023 | ММЦ | Увеличение доли педагогов',
  '2.1 | 2. Кадры | Курсы учителей | 2023-2024 годы | Комитет + Методисты | Обучено 12 человек',
];
const signature = 'Начальник управления образования Е.А. Сомова';

describe('text of documents whose cells have several paragraphs', () => {
  it('is read from rows with tabs and line breaks inside, with empty lines between the paragraphs or none', () => {
    for (const seam of ['\n', '\n\n']) {
      const lines = [header, ...rows].map((cells) =>
        cells.map((cell) => cell.replaceAll('\n', seam)).join('\t'),
      );
      expect(read([...lines, '', signature].join('\n'))).toEqual(meant);
    }
  });

  it('is read from a cell a line after a tab, and the signature is no part of the last cell', () => {
    const lines = [header, ...rows].map((cells) => cells.map((cell) => `\t${cell}`).join('\n'));
    expect(read([...lines, signature].join('\n\n'))).toEqual(meant);
  });

  it('is read from a paragraph a line, up to the signature and to the table of indicators', () => {
    const plain = rows.filter(([number]) => number !== '1.2');
    const lines = [header, ...plain].flat().join('\n');
    const indicators = ['№', 'Наименование показателя', 'Единица', '1', 'Доля выпускников', '%'];
    for (const after of [[signature], indicators])
      expect(read([lines, ...after].join('\n'))).toEqual([meant[0], meant[2]]);
  });

  it.each(['Раздел', 'Глава'])(
    'is read from a paragraph a line with headings «%s 2.» between its rows',
    (word) => {
      const plain = rows.filter(([number]) => number !== '1.2');
      const named = plain.map((cells) => (cells.length === 1 ? [`${word} ${cells[0]}`] : cells));
      const found = read([header, ...named].flat().join('\n'));
      expect(found).toEqual([meant[0], meant[2]].map((row) => row!.replace('| ', `| ${word} `)));
    },
  );
});

describe('text of tables without numbers', () => {
  const unnumbered = [
    ['Мероприятие', 'Срок', 'Ответственные', 'Результат'],
    ['Этап 1. Начало'],
    ['Создание группы', 'до 25 января 2024 г.', 'Управление образования', 'Приказ'],
    ['Сбор данных', 'февраль 2024 г.', 'Методисты', 'База данных'],
    ['Этап 2. Итоги'],
    ['Конференция', 'декабрь 2024 г.', 'Управление образования', 'Программа'],
  ];
  const found = [
    '1 | Этап 1. Начало | Создание группы | до 25 января 2024 г. | Управление образования | Приказ',
    '2 | Этап 1. Начало | Сбор данных | февраль 2024 г. | Методисты | База данных',
    '3 | Этап 2. Итоги | Конференция | декабрь 2024 г. | Управление образования | Программа',
  ];

  it('has headings in rows whose other cells are empty', () => {
    const lines = unnumbered.map((cells) => [...cells, '', '', ''].slice(0, 4).join('\t'));
    expect(read(lines.join('\n'))).toEqual(found);
  });

  it('may stand a cell a line after a tab', () => {
    const lines = unnumbered.map((cells) => cells.map((cell) => `\t${cell}`).join('\n'));
    expect(read([...lines, signature].join('\n\n'))).toEqual(found);
  });
});

it('columns with rules only above and below have their names in the first row', () => {
  const rule = '  ------ ---------------------- ------------ ------------ ----------';
  const line = (...cells: string[]): string =>
    `  ${cells.map((cell, index) => cell.padEnd([6, 22, 12, 12, 10][index]!)).join(' ')}`;
  const text = [
    rule,
    line(...header.map((name) => name.slice(0, 12))).replace('Ответственны', 'Исполнитель '),
    '',
    line('Кадры'),
    '',
    line('1', 'Курсы', 'май 2024', 'ИМЦ', 'Отчёт'),
    '',
    line('2', 'Педсовет', 'июнь 2024', 'Директор', 'Протокол'),
    rule,
    '',
    signature,
  ].join('\n');
  expect(read(text)).toEqual([
    '1 | Кадры | Курсы | май 2024 | ИМЦ | Отчёт',
    '2 | Кадры | Педсовет | июнь 2024 | Директор | Протокол',
  ]);
});
