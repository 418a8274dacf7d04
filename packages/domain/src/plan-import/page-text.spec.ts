import { importPlanText, splitResponsible, type ImportedPlan } from './index.ts';

const lines = ({ measures }: ImportedPlan): string[] =>
  measures.map(({ number, section, title, term, responsible }) =>
    [number, section, title, term.text, responsible.join(' + ')].join(' | ').replace(/\s+/g, ' '),
  );
/** Every paragraph on a line of its own, an empty line before each. */
const apart = (...paragraphs: readonly string[]): ImportedPlan => importPlanText(paragraphs.join('\n\n'));
/** A bar alone in the line below every cell. */
const barred = (...cells: readonly string[]): string => cells.map((cell) => `${cell}\n|`).join('\n');

describe('text of a page with a bar below every cell', () => {
  const names = ['№№\nп/п', 'Мероприятия', 'Сроки', 'Ответственные'];

  it('keeps headings between rows, and the lines above the header out of it', () => {
    const plan = importPlanText(
      [
        barred('Приказ', 'Скачать'),
        'План подготовки\nна 2023-2024 учебный год',
        barred(...names, 'I. Анализ', '1', 'Сбор данных', 'в течение всего периода', 'Зорин И.К.'),
        barred('2', 'Разбор ошибок', 'январь – май 2024', 'Зорин И.К.', 'II. Обучение'),
        barred('1', 'План на месяц', 'до 25 числа каждого месяца', 'Белова А.П.'),
        barred('2', 'Выгрузка', 'по графику РЦОИ', 'Белова А.П.'),
      ].join('\n'),
    );
    expect(lines(plan)).toEqual([
      '1 | I. Анализ | Сбор данных | в течение всего периода | Зорин И.К.',
      '2 | I. Анализ | Разбор ошибок | январь – май 2024 | Зорин И.К.',
      '1 | II. Обучение | План на месяц | до 25 числа каждого месяца | Белова А.П.',
      '2 | II. Обучение | Выгрузка | по графику РЦОИ | Белова А.П.',
    ]);
  });

  it('takes what no bar ends for text below the table, and a row that counts the columns for none', () => {
    const plan = importPlanText(
      [
        ...[...names, '1', '2', '3', '4', '1.', 'Викторина', '12.04.2024', 'Зорин И.К.'],
        ...['2.', 'Экскурсия', '15.04.2024', 'Белова А.П.'],
      ]
        .map((cell) => `${cell} |`)
        .join('\n') + '\nДиректор МБОУ\nСОШ № 70 Л.Я. Кедрова',
    );
    expect(lines(plan)).toEqual([
      '1 | | Викторина | 12.04.2024 | Зорин И.К.',
      '2 | | Экскурсия | 15.04.2024 | Белова А.П.',
    ]);
  });

  it('has rows without numbers that say the time of the day, which is told to be no term', () => {
    const plan = importPlanText(
      [
        'План школьной субботы',
        barred('Название мероприятия', 'Время и место проведения', 'Возраст', 'Отв-ный', 'Примечание'),
        barred('Общие мероприятия'),
        barred('Турнир', '10.00\nспортзал', '7 классы', 'Зорин И.К.', ''),
        barred('Мастерская', '11.30\nкабинет 5', '2 классы', 'Белова А.П.', ''),
      ].join('\n'),
    );
    expect(lines(plan)).toEqual([
      '1 | Общие мероприятия | Турнир | 10.00 спортзал | Зорин И.К.',
      '2 | Общие мероприятия | Мастерская | 11.30 кабинет 5 | Белова А.П.',
    ]);
    expect(plan.measures.map(({ term }) => term.certainty)).toEqual(['unreadable', 'unreadable']);
  });
});

describe('text of a page with an empty line between paragraphs', () => {
  it('has a column of numbers without a name, and terms on two lines', () => {
    const plan = apart(
      ...['План совета на 2024/2025 учебный год', 'Содержание контроля', 'ответственные', 'срок'],
      ...['Отметка о выполнении', '1', 'Изучение актов', 'Белова А.П.', 'сентябрь', '2024'],
      ...['2', 'Анализ норм питания', 'Зорин И.К.', 'ежемесячно'],
      ...['4', 'Контроль закладки продуктов', 'Белова А.П.', 'Октябрь 2024'],
    );
    expect(lines(plan)).toEqual([
      '1 | | Изучение актов | сентябрь 2024 | Белова А.П.',
      '2 | | Анализ норм питания | ежемесячно | Зорин И.К.',
      '4 | | Контроль закладки продуктов | Октябрь 2024 | Белова А.П.',
    ]);
  });

  it('has numbered headings whose rows count from one', () => {
    const plan = apart(
      ...['Содержание работы', 'Сроки', 'Ответственные', '1. Организация', '1', 'Составление плана'],
      ...['Август 2024', 'Руководитель музея', '2', 'Подбор актива', 'Сентябрь 2024', 'Руководитель музея'],
      ...['2. Поиск', '1', 'Сбор писем', 'Октябрь 2024', 'Совет музея', '2', 'Каталог', 'Май 2025', 'Совет'],
    );
    expect(lines(plan)).toEqual([
      '1 | 1. Организация | Составление плана | Август 2024 | Руководитель музея',
      '2 | 1. Организация | Подбор актива | Сентябрь 2024 | Руководитель музея',
      '1 | 2. Поиск | Сбор писем | Октябрь 2024 | Совет музея',
      '2 | 2. Поиск | Каталог | Май 2025 | Совет',
    ]);
  });

  it('goes on behind a director who answers for a row, where every number is «1.»', () => {
    const plan = apart(
      ...['п/п', 'Мероприятия', 'Сроки выполнения', 'Ответственные', '1.', 'Общее собрание', 'май 2024'],
      ...['Председатель совета', 'Белова А.П.', 'Директор гимназии Зорин И.К.'],
      ...['1.', 'Ремонт кабинета физики', 'июнь 2024', 'Председатель совета', 'Белова А.П.'],
    );
    expect(lines(plan)).toEqual([
      '1 | | Общее собрание | май 2024 | Председатель совета, Белова А.П. + Директор гимназии Зорин И.К.',
      '1 | | Ремонт кабинета физики | июнь 2024 | Председатель совета, Белова А.П.',
    ]);
  });

  it('has names of columns on two lines, and a heading in capitals right below them', () => {
    const plan = apart(
      ...['№ п/п', 'Мероприятие', 'Дата проведения', 'Категория', 'участников', 'Ответственный за'],
      ...['проведение работ', 'ОРГАНИЗАЦИОННЫЕ МЕРОПРИЯТИЯ', '1.', 'Совещание по озеленению', '16.03.2024'],
      ...['Педагоги', 'Директор школы', '2.', 'Инструктаж по технике безопасности', '17.03.2024', 'Учащиеся'],
      ...['Белова А.П.'],
    );
    expect(lines(plan)).toEqual([
      '1 | ОРГАНИЗАЦИОННЫЕ МЕРОПРИЯТИЯ | Совещание по озеленению | 16.03.2024 | Директор школы',
      '2 | ОРГАНИЗАЦИОННЫЕ МЕРОПРИЯТИЯ | Инструктаж по технике безопасности | 17.03.2024 | Белова А.П.',
    ]);
  });
});

it('rows without numbers, of several lines each, are laid out by what they say, and all are marked', () => {
  const plan = apart(
    ...[
      '№ п/п',
      'Название мероприятия',
      'Дата проведения',
      'Ответственные',
      'Утверждение плана уборки двора',
    ],
    ...[
      '01.10.2024',
      'Белова А.П.',
      'Зорин И.К.',
      'Трудовой десант',
      '02.10.2024',
      '31.10.2024',
      'Зорин И.К.',
    ],
    ...['классные руководители', 'Помощь ветеранам', '10.10.2024', 'Белова А.П.', 'Зорин И.К.'],
  );
  expect(lines(plan)).toEqual([
    '1 | | Утверждение плана уборки двора | 01.10.2024 | Белова А.П. + Зорин И.К.',
    '2 | | Трудовой десант | 02.10.2024 31.10.2024 | Зорин И.К. + классные руководители',
    '3 | | Помощь ветеранам | 10.10.2024 | Белова А.П. + Зорин И.К.',
  ]);
  expect(plan.measures.every(({ certainty }) => certainty === 'doubtful')).toBe(true);
});

describe('a table of which the text has kept no seams between cells', () => {
  const meant = [
    '1 | | Анализ итогов 2022/2023 учебного года | до 15 июня 2024 г. | Отдел образования',
    '2 | | Викторина «Ко Дню 9 мая» (7–9 кл.) | март - апрель 2024 | Белова А.П.',
    '3 | | Ярмарка | с 10-00 | Зорин И.К.',
  ];
  const rows = [
    '1. Анализ итогов 2022/2023 учебного года до 15 июня 2024 г. Отдел образования',
    '2. Викторина «Ко Дню 9 мая» (7–9 кл.) март - апрель 2024 Белова А.П.',
    '3. Ярмарка с 10-00 Зорин И.К.',
  ];
  const header = 'N п/п Название мероприятия Срок исполнения Ответственные исполнители';

  it.each([
    ['a row in a line', ['План', header, '1 2 3 4', ...rows, '', 'Глава района С. Кедров'].join('\n')],
    ['all in one line', `План. ${header} ${rows.join(' ')} |`],
    [
      'lines that end where the page does',
      ['План', header, ...rows].join('\n').replace(' учебного', '\nучебного'),
    ],
  ])('is cut by what its words say, and every row is marked: %s', (_, text) => {
    const plan = importPlanText(text);
    expect(lines(plan)).toEqual(meant);
    expect(
      plan.measures.flatMap(({ problems }) => problems.filter(({ code }) => code === 'cells-doubtful')),
    ).toHaveLength(3);
  });

  it('another table below has its own rows, and a header that a page repeats is none of them', () => {
    const below = ['Вечера', header, '1. Бал май 2024 УО', '2. Поход июнь 2024 УО'];
    const plan = importPlanText(
      ['Дни', header, ...rows.slice(0, 2), header, rows[2]!, '', ...below].join('\n'),
    );
    expect(lines(plan)).toEqual([
      ...meant.map((row) => row.replace('| |', '| Дни |')),
      '1 | Вечера | Бал | май 2024 | УО',
      '2 | Вечера | Поход | июнь 2024 | УО',
    ]);
  });

  it('costs no more than it is long', () => {
    const words = Array.from({ length: 60_000 }, (_, index) => `${index % 9} мая и`).join(' ');
    expect(() => importPlanText(`${header} 1. Сбор ${words} 2. Отчёт май УО`)).not.toThrow();
    const many = Array.from(
      { length: 1800 },
      (_, index) => `${index + 1}. Сбор 1 и 2 мая и 3 мая и 4 мая УО`,
    );
    expect(importPlanText([header, ...many].join('\n')).measures).toHaveLength(1800);
  });
});

it('«к 2024/2025 учебному году» lies before that year and gives terms none', () => {
  const table = '№ | Мероприятие | Срок | Ответственный |\n1 | Ремонт кровли | до 15 июня | Завхоз |';
  const plan = importPlanText(`План мероприятий по подготовке школ к 2024/2025 учебному году\n${table}`);
  expect(plan.period).toBeUndefined();
  expect(plan.measures[0]!.term.certainty).toBe('doubtful');
});

it('years that a line of the title begins and the next ends are one school year', () => {
  const table = '№ | Мероприятие | Срок | Ответственный |\n1 | Пробный экзамен | Октябрь | Завуч |';
  const plan = importPlanText(`План-график\nподготовки к экзаменам в 2022 –\n2023 учебном году\n${table}`);
  expect(plan.period).toMatchObject({ from: '2022-08-01', to: '2023-08-31' });
  expect(plan.measures[0]!.term.parts).toMatchObject([{ from: '2022-10-01', to: '2022-10-31' }]);
});

it.each([
  ['А.П. Белова И.К. Зорин', ['А.П. Белова', 'И.К. Зорин']],
  ['Белова А.П. Зорин И.К.', ['Белова А.П.', 'Зорин И.К.']],
  ['Классные руководители Белова А.П.', ['Классные руководители', 'Белова А.П.']],
  [
    'Зам. директора по ВР Кл. руководители Библиотекарь',
    ['Зам. директора по ВР', 'Кл. руководители', 'Библиотекарь'],
  ],
  ['Зорин И.К., Белова\nА.П.', ['Зорин И.К.', 'Белова А.П.']],
  [
    'Департамент культуры, спорта и молодежной политики',
    ['Департамент культуры, спорта и молодежной политики'],
  ],
  ['Директор школы Белова А.П.', ['Директор школы Белова А.П.']],
])('who answers: %j', (cell, names) => {
  expect(splitResponsible(cell)).toEqual(names);
});

it.each([
  ['hours of a programme', ['10.00', '10.10', '10.30'], ['10.10']],
  ['dates of a plan', ['10.10', '12.10', '10.30'], []],
])('%s: what may be a time of day is marked', (_, terms, marked) => {
  const rows = terms.map((term, at) => `${at + 1}\tДоклад о чтении\t${term}\tБелова А.П.`);
  const { measures } = importPlanText(['№\tМероприятие\tВремя\tОтветственный', ...rows].join('\n'));
  const doubted = measures.filter(({ problems }) => problems.some(({ code }) => code === 'term-hours'));
  expect(doubted.map(({ term }) => term.text)).toEqual(marked);
});
