import { importPlanText, type ImportedPlan } from './index.ts';

const lines = ({ measures }: ImportedPlan): string[] =>
  measures.map(({ number, section, title, term, responsible, result }) =>
    [number, section, title, term.text, responsible.join(' + '), result].join(' | '),
  );
/** Every cell on a line of its own after a tab, an empty line behind each row. */
const tabbed = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => `\t${cell}`).join('\n')).join('\n\n');
const header = ['№', 'Мероприятие', 'Срок', 'Ответственный', 'Результат'];
const rows = [
  ['1', 'Подбор наставников', 'март 2023 г.', 'ИМЦ', 'Список'],
  ['2', 'Семинары', '2 раза в год', 'ИМЦ', 'Материалы'],
];

describe('plans of a cell a line', () => {
  it.each([
    ['Начальник отдела\n\nА.Р. Мелихов'],
    ['Раздел 5. Контроль за ходом реализации программы\n\nКонтроль осуществляет отдел.'],
    ['Составила: методист Ж.Н. Рогова'],
    ['3. Ресурсное обеспечение программы\n\nСредства бюджета района.'],
    ['Подпись ответственного лица ____________'],
  ])('«%s» below the table is no part of its last cell', (below) => {
    expect(lines(importPlanText(`${tabbed([header, ...rows])}\n\n${below}`))).toEqual([
      '1 |  | Подбор наставников | март 2023 г. | ИМЦ | Список',
      '2 |  | Семинары | 2 раза в год | ИМЦ | Материалы',
    ]);
  });

  it('a numbered list goes on in the last cell', () => {
    const last = ['3', 'Отчёт', 'май 2023 г.', 'ИМЦ', '1. Справка\n\n2. Приказ'];
    expect(importPlanText(tabbed([header, ...rows, last])).measures[2]!.result).toBe('1. Справка\n2. Приказ');
  });

  it('«Второе направление» above the next header is its title, also behind an empty cell', () => {
    const empty = ['3', 'Жильё для молодых', 'по мере необходимости', 'УО', ''];
    const plan = importPlanText(
      `Первое направление: «Кадры»\n\n${tabbed([header, ...rows, empty])}\n\nВторое направление: «Уроки»\n\n${tabbed([header, ...rows])}`,
    );
    expect(plan.measures.map(({ section, number, result }) => `${section} ${number} ${result}`)).toEqual([
      'Первое направление: «Кадры» 1 Список',
      'Первое направление: «Кадры» 2 Материалы',
      'Первое направление: «Кадры» 3 ',
      'Второе направление: «Уроки» 1 Список',
      'Второе направление: «Уроки» 2 Материалы',
    ]);
  });

  it.each([
    ['Дорожная карта школ района на 2024-2025 учебный год'],
    ['План совместных мероприятий\nшкол-партнёров на 2024 год'],
    ['Приложение 2\nк приказу от 12.03.2024 № 45\nКомплекс мер на 2024 год'],
  ])('«%s» between two tables is no part of the last cell of the first', (title) => {
    for (const table of [tabbed([header, ...rows]), [header, ...rows].flat().join('\n')]) {
      const plan = importPlanText(`${table}\n${title}\n${table}`);
      expect(plan.measures.map(({ section, result }) => section + result)).toEqual([
        'Список',
        'Материалы',
        'Список',
        'Материалы',
      ]);
    }
  });

  it.each([['План-график совместных мероприятий школ на 2024 год'], ['II. Мероприятия']])(
    '«%s» above the header is no column',
    (title) => {
      const plan = [
        'Мероприятия',
        'Сроки',
        'Ответственный',
        'Круглый стол завучей',
        'январь 2024',
        'школа № 2',
        'Совместный педсовет',
        '28.03.2024',
        'директора школ',
      ];
      expect(lines(importPlanText([title, ...plan].join('\n')))).toEqual([
        '1 |  | Круглый стол завучей | январь 2024 | школа № 2 | ',
        '2 |  | Совместный педсовет | 28.03.2024 | директора школ | ',
      ]);
    },
  );

  it('the number may stand in the last column', () => {
    const plan = tabbed([
      ['Ответственный', 'Что сделать', 'К какому сроку', '№'],
      ['Методисты', 'Провести анализ выбора предметов', 'до 1 ноября 2024 г.', '1'],
      ['Директора школ', 'Разработать графики консультаций', 'до 15 ноября 2024 г.', '2'],
      ['Руководители РМО', 'Разобрать ошибки', 'ноябрь 2024 г.', '3'],
    ]);
    expect(lines(importPlanText(plan))).toEqual([
      '1 |  | Провести анализ выбора предметов | до 1 ноября 2024 г. | Методисты | ',
      '2 |  | Разработать графики консультаций | до 15 ноября 2024 г. | Директора школ | ',
      '3 |  | Разобрать ошибки | ноябрь 2024 г. | Руководители РМО | ',
    ]);
  });
});

describe('plans of a paragraph a line', () => {
  const names = ['№', 'Мероприятие', 'Срок', 'Ответственный', 'Показатель', 'Результат'];
  const sure = [
    ['1.', 'Посещение уроков с анализом', 'март 2023 года', 'Управление образования', '3 урока', 'Справка'],
    ['2.', 'Практикум для учителей физики', '12.04.2023', 'Учебный центр', '25 педагогов', 'Материалы'],
    ['3.', 'Диагностические работы', 'декабрь 2023 года', 'Учебный центр', 'Рост на 3 %', 'Протокол'],
  ];
  const read = (...rows: readonly (readonly string[])[]): ImportedPlan =>
    importPlanText([names, ...sure, ...rows].flat().join('\n'));

  it('semicolons of lists in its cells make no table of them', () => {
    const lists = ['Практикумы: чтение; счёт; письмо', 'Уроки: химия; физика; труд'];
    const many = ['Приказ;', '- справка;', '- протокол;', '- банк заданий'];
    const { measures } = read(
      ['4.', lists[0]!, 'май 2024', 'Завуч; методисты; директор', 'Да', ...many],
      ['5.', lists[1]!, 'июнь 2024', 'ИМЦ; РМО; УО', 'Да', 'Отчёт'],
    );
    expect(measures.map(({ title }) => title).slice(3)).toEqual(lists);
    expect(measures[3]!.result).toBe(many.join('\n'));
    expect(measures[4]).toMatchObject({ term: { text: 'июнь 2024' }, responsible: ['ИМЦ', 'РМО', 'УО'] });
  });

  it('«1. Кадры» between rows that count on heads those below, and points of a list head none', () => {
    const row = (number: number): string[] => [`${number}`, 'Педсовет', 'май 2024', 'УО', '5', 'Отчёт'];
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const plan = (heads: { [below: number]: string[] }): string[] =>
      importPlanText(
        [names, ...numbers.flatMap((at) => [row(at), heads[at] ?? []])].flat().join('\n'),
      ).measures.map(
        ({ number, section, responsible, result }) => `${section} ${number} ${responsible.join()} ${result}`,
      );
    const section = (number: number): string => (number < 3 ? '' : number < 7 ? '1. Кадры' : '2. Качество');
    expect(plan({ 2: ['1. Кадры'], 6: ['2. Качество'] })).toEqual(
      numbers.map((number) => `${section(number)} ${number} УО Отчёт`),
    );
    const listed = plan({ 2: ['1. Приказ', '2. План'] });
    expect(listed[1]).toBe(' 2 УО Отчёт\n1. Приказ\n2. План');
    expect(listed[2]).toBe(' 3 УО Отчёт');
  });

  it('three sentences for an indicator and a result are marked: where one ends is a guess', () => {
    const row = [
      '4.',
      'Конкурс',
      'май 2024',
      'УО',
      'Проведение уроков',
      'Опыт педагогов',
      'Качество обучения',
    ];
    expect(read(row).measures.map(({ certainty }) => certainty)).toEqual([
      'read',
      'read',
      'read',
      'doubtful',
    ]);
  });

  it('the columns may be counted below their names, also those that are no names of a plan', () => {
    const plan = importPlanText(
      [
        ...['План на 2024 год', 'N', 'п/п', 'Мероприятия', 'Сроки', 'Ответственные', 'Запрос', 'сведений'],
        ...['1', '2', '3', '4', '5', '1. Подготовка', '1.1', 'Сбор данных', 'апрель, май -', 'июнь 2024'],
        ...['ЦОКО,', 'министерство', '1.2', 'Выгрузка', 'июль 2024', 'ЦОКО'],
      ].join('\n'),
    );
    expect(lines(plan)).toEqual([
      '1.1 | 1. Подготовка | Сбор данных | апрель, май - июнь 2024 | ЦОКО + министерство | ',
      '1.2 | 1. Подготовка | Выгрузка | июль 2024 | ЦОКО | ',
    ]);
  });

  it('a heading may have a single row, and the next counts from one again', () => {
    const row = (number: number): string[] => [`${number}`, 'Педсовет', 'май 2024', 'УО', '5', 'Отчёт'];
    const plan = importPlanText(
      [names, ['1. Кадры'], row(1), ['2. Качество'], row(1), row(2)].flat().join('\n'),
    );
    expect(
      plan.measures.map(({ section, number, indicator }) => `${section} ${number} ${indicator}`),
    ).toEqual(['1. Кадры 1 5', '2. Качество 1 5', '2. Качество 2 5']);
  });

  it('two responsible on two lines and two lines of a result are one cell each', () => {
    const plan = read([
      '4.',
      'Конференция',
      'май 2024 года',
      'Управление образования',
      'Учебный центр',
      '90 участников',
      'Сборник.',
      'Рекомендации',
    ]);
    expect(plan.measures[3]).toMatchObject({
      responsible: ['Управление образования', 'Учебный центр'],
      indicator: '90 участников',
      result: 'Сборник.\nРекомендации',
    });
  });

  it('empty cells in the middle stay empty, and what is missing is told', () => {
    const plan = read(['4.', 'Открытые уроки педагогов школ-участниц', '10 уроков', 'Материалы']);
    expect(plan.measures[3]).toMatchObject({
      title: 'Открытые уроки педагогов школ-участниц',
      term: { text: '' },
      responsible: [],
      indicator: '10 уроков',
      result: 'Материалы',
    });
    expect(plan.measures[3]!.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['no-term', 'no-responsible']),
    );
  });

  it('a row that could be laid out otherwise is marked', () => {
    const plan = read([
      '4.',
      'Заключение соглашений',
      'май 2024 года',
      'Учебный центр',
      'Соглашения подписаны',
    ]);
    expect(plan.measures[3]).toMatchObject({ certainty: 'doubtful' });
    expect(plan.measures[3]!.problems.map(({ code }) => code)).toContain('cells-doubtful');
    expect(plan.measures.slice(0, 3).map(({ certainty }) => certainty)).toEqual(['read', 'read', 'read']);
  });

  it('in a plan without numbers a line between rows may be a heading or a paragraph, and the row above is marked', () => {
    const own = ['Мероприятие', 'Срок', 'Ответственный'];
    const plan = importPlanText(
      [
        own,
        ['Педсовет', 'март 2024', 'Школа'],
        ['ШНОР'],
        ['Марафон', 'апрель 2024', 'Школа'],
        ['Раздел 2. Отчёты'],
        ['Отчёт', 'май 2024', 'УО'],
      ]
        .flat()
        .join('\n'),
    );
    expect(plan.measures.map(({ title, certainty }) => [title, certainty])).toEqual([
      ['Педсовет', 'doubtful'],
      ['Марафон', 'read'],
      ['Отчёт', 'read'],
    ]);
  });

  it('points of a list inside a cell begin no rows, and numbers may leap among siblings', () => {
    const plan = read(
      [
        '4.',
        'Заседание совета.',
        '5) Итоги первого полугодия.',
        '6) План.',
        'май 2024 года',
        'Учебный центр',
        '1 заседание',
        'Протокол',
      ],
      ['5.', 'Отчёт', 'июнь 2024 года', 'Учебный центр', '1 отчёт', 'Справка'],
    );
    expect(plan.measures.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5']);
    expect(plan.measures[3]!.title).toBe('Заседание совета. 5) Итоги первого полугодия. 6) План.');
  });
});

describe('rows with tabs', () => {
  const names = ['№', 'Мероприятие', 'Срок', 'Ответственный'].join('\t');

  it('lines behind the last cell are further responsible, those of the last row too', () => {
    const plan = importPlanText(
      [
        names,
        '1.\tСеминар\t14.02.2023\tМЦ',
        'Школы',
        '2.\tЗанятия\tмарт 2023\tМЦ',
        'Директора школ',
        'Составила: методист Рогова',
      ].join('\n'),
    );
    expect(plan.measures.map(({ section, responsible }) => [section, ...responsible])).toEqual([
      ['', 'МЦ', 'Школы'],
      ['', 'МЦ', 'Директора школ'],
    ]);
  });

  it('a line behind the last row that may be a paragraph of its result is taken and marked', () => {
    const plan = importPlanText(
      [
        `${names}\tРезультат`,
        '1.\tСеминар\t14.02.2023\tМЦ\tСправка',
        '2.\tОтчёт\tмарт 2023\tМЦ\tПротокол',
        'Сводный отчёт',
      ].join('\n'),
    );
    expect(plan.measures.map(({ result, certainty }) => [result, certainty])).toEqual([
      ['Справка', 'read'],
      ['Протокол\nСводный отчёт', 'doubtful'],
    ]);
  });

  it('a row torn by a page behind «и» is one measure, and keeps the heading of the next', () => {
    const plan = importPlanText(
      [
        names,
        'Раздел 3. Оценка\t\t\t',
        '1\tРаботы в 5-х и\tсентябрь 2023\tУправление',
        '',
        '\t8-х классах\tгода\tобразования',
        '2\tОтчёт\tмай 2024\tУО',
      ].join('\n'),
    );
    expect(lines(plan)).toEqual([
      '1 | Раздел 3. Оценка | Работы в 5-х и 8-х классах | сентябрь 2023 года | Управление образования | ',
      '2 | Раздел 3. Оценка | Отчёт | май 2024 | УО | ',
    ]);
  });
});

it('a direction above the first header of a sheet heads its rows as those above the next headers do', () => {
  const names = '№;Мероприятие;Срок;Ответственный';
  const plan = importPlanText(
    [
      'План;;;',
      'Первое направление: кадры;;;',
      names,
      '1;Курсы;май 2024;ИМЦ',
      'Второе направление: уроки;;;',
      names,
      '1;Семинар;июнь 2024;УО',
    ].join('\n'),
  );
  expect(plan.measures.map(({ section, title }) => `${section} | ${title}`)).toEqual([
    'Первое направление: кадры | Курсы',
    'Второе направление: уроки | Семинар',
  ]);
});

describe('responsible in several lines', () => {
  it.each([
    ['Учитель-наставник\nБелова А.П.', ['Учитель-наставник Белова А.П.']],
    ['Заместитель\nдиректора по УВР', ['Заместитель директора по УВР']],
    ['УО\nМБУ\nДПО «Учебный центр»', ['УО', 'МБУ ДПО «Учебный центр»']],
  ])('%j', (cell, names) => {
    const plan = importPlanText(tabbed([header, ['1', 'Семинар', 'май 2024 г.', cell, ''], ...rows]));
    expect(plan.measures[0]!.responsible).toEqual(names);
  });
});
