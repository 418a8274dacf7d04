import { importPlanText, PlanImportError } from './index.ts';

const measure = (text: string, index = 0) => importPlanText(text).measures[index]!;

describe('a pasted table', () => {
  it('is read whatever the order and the names of its columns', () => {
    const plan = importPlanText(
      [
        'Отв. лица\tКогда\t№\tЧто делаем: перечень мероприятий\tИндикатор\tОжидаемый эффект',
        'УО, РМК\tмай 2024\t1\tСеминар для команд\tне менее 3 семинаров\tКоманды обучены',
        'директора школ\tпостоянно\t2\tАудит уроков\t\t',
      ].join('\n'),
    );
    expect(plan.measures.map(({ number, title }) => `${number} ${title}`)).toEqual([
      '1 Семинар для команд',
      '2 Аудит уроков',
    ]);
    expect(plan.measures[0]).toMatchObject({
      term: { text: 'май 2024', certainty: 'read' },
      responsible: ['УО', 'РМК'],
      indicator: 'не менее 3 семинаров',
      result: 'Команды обучены',
      certainty: 'read',
    });
  });

  it('is read from columns set apart by spaces though a comma stands in their names', () => {
    const plan = importPlanText(
      [
        '№ п/п   Вид деятельности, мероприятие   Сроки           Участники, ответственные',
        '1       Анализ результатов              сентябрь 2020   Комитет по образованию',
        '2       Семинар для завучей             май 2021        РМК',
      ].join('\n'),
    );
    expect(plan.measures.map(({ number, title }) => `${number} ${title}`)).toEqual([
      '1 Анализ результатов',
      '2 Семинар для завучей',
    ]);
  });

  it('keeps paragraphs of a quoted cell together', () => {
    const text =
      '№\tМероприятие\tСрок\tОтветственный\n1\t"Семинары:\n- для учителей;\n- для завучей"\tмай 2024\t"УО\nРМК"\n';
    expect(measure(text)).toMatchObject({
      title: 'Семинары: - для учителей; - для завучей',
      responsible: ['УО', 'РМК'],
    });
  });

  it('is read from csv with semicolons, from bars and from HTML alike', () => {
    const rows = [
      ['№ п/п', 'Наименование мероприятия', 'Срок исполнения', 'Ответственный исполнитель'],
      ['1.1', 'Семинар, открытый', 'до 01.03.2024', 'Управление образования'],
      ['1.2', 'Аудит', '1 раз в четверть', 'Ресурсный центр'],
    ];
    const html = `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
    const bars = rows
      .map((row) => `| ${row.join(' | ')} |`)
      .join('\n')
      .replace('\n', '\n|---|---|---|---|\n');
    const texts = [
      rows.map((row) => row.join(';')).join('\n'),
      rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n'),
      bars,
      html,
    ];
    for (const text of texts)
      expect(
        importPlanText(text).measures.map(({ number, title, responsible }) => [
          number,
          title,
          ...responsible,
        ]),
      ).toEqual([
        ['1.1', 'Семинар, открытый', 'Управление образования'],
        ['1.2', 'Аудит', 'Ресурсный центр'],
      ]);
  });

  it('is read without a header by what its columns hold, and says so', () => {
    const plan = importPlanText(
      [
        '1\tПроведение установочного семинара со школами\tапрель 2024\tУправление образования',
        '2\tНазначение школ-партнёров приказом\tмай 2024\tУправление образования, РМК',
        '3\tАнализ результатов работ\tежегодно\tРМК',
      ].join('\n'),
    );
    expect(plan.measures.map(({ responsible }) => responsible.length)).toEqual([1, 2, 1]);
    expect(plan.problems.map(({ code }) => code)).toContain('header-inferred');
  });
});

describe('sections and numbers', () => {
  const header = '№\tМероприятие\tСроки\tОтветственные';

  it('give every measure its headings, three levels deep', () => {
    const plan = importPlanText(
      [
        header,
        '2. Организационные меры\t\t\t',
        '2.1. Профилактика неуспешности\t\t\t',
        '2.1.1\tСобеседование\tмай 2024\tУО',
        '2.1.12.\tМониторинг\tмай 2024\tУО',
        '2.2\tРабота с лидерами\t\t',
        '2.2.1\tСтажировка\tмай 2024\tУО',
        '3. Итоги\t\t\t',
        '3.1\tСовещание\tмай 2024\tУО',
      ].join('\n'),
    );
    expect(plan.measures.map(({ number, section }) => [number, section])).toEqual([
      ['2.1.1', '2. Организационные меры / 2.1. Профилактика неуспешности'],
      ['2.1.12', '2. Организационные меры / 2.1. Профилактика неуспешности'],
      ['2.2.1', '2. Организационные меры / 2.2. Работа с лидерами'],
      ['3.1', '3. Итоги'],
    ]);
    expect(plan.measures[1]!.problems.map(({ code }) => code)).toContain('number-gap');
  });

  it('may restart in every subsection', () => {
    const plan = importPlanText(
      [
        header,
        'Кадры\t\t\t',
        '1\tКурсы\tмай 2024\tУО',
        'Качество\t\t\t',
        '1\tАудит\tмай 2024\tУО',
        '1\tЕщё\tмай 2024\tУО',
      ].join('\n'),
    );
    expect(plan.measures.map(({ section }) => section)).toEqual(['Кадры', 'Качество', 'Качество']);
    expect(
      plan.measures.map(({ problems }) => problems.some(({ code }) => code === 'duplicate-number')),
    ).toEqual([false, false, true]);
  });

  it('may stand in the cell of the name, or be absent', () => {
    expect(
      measure('Мероприятие\tСрок\tОтветственный\tРезультат\n1.1. Семинар\tмай 2024\tУО\tПриказ'),
    ).toMatchObject({
      number: '1.1',
      title: 'Семинар',
    });
    const plan = importPlanText(
      'Мероприятие\tСрок\tОтветственный\nСеминар\tмай 2024\tУО\nАудит\tмай 2024\tУО',
    );
    expect(plan.measures.map(({ number }) => number)).toEqual(['1', '2']);
    expect(plan.measures[0]!.problems.map(({ code }) => code)).toEqual(['number-assumed']);
  });

  it('skip a repeated header and a row that numbers the columns', () => {
    const plan = importPlanText(
      [header, '1\t2\t3\t4', '1.1\tСеминар\tмай 2024\tУО', '', header, '1.2\tАудит\tмай 2024\tУО'].join('\n'),
    );
    expect(plan.measures.map(({ number }) => number)).toEqual(['1.1', '1.2']);
  });
});

describe('rows of converted text', () => {
  const header = '№\tМероприятие\tОтветственный\tСрок\tРезультат';

  it('are joined when a page break tears them, even inside a word', () => {
    const found = measure(
      [
        header,
        '1.5\tОформление партнёрства со школой и\tРуководители образовательн\tиюнь 2023\tПлан-график.',
        '',
        header,
        '\tшколам зоны риска\tых организаций\t\tСоздано сообщество.',
        '1.6\tДругое\tУО\tмай 2023\t',
      ].join('\n'),
    );
    expect(found).toMatchObject({
      title: 'Оформление партнёрства со школой и школам зоны риска',
      responsible: ['Руководители образовательных организаций'],
      result: 'План-график.\nСоздано сообщество.',
    });
    expect(found.problems.map(({ code }) => code)).toEqual(['row-joined']);
  });

  it('are put under their columns when cells have shifted', () => {
    const plan = importPlanText(
      [
        '№\tМероприятие\tСрок\tИсполнитель\tРезультаты',
        '1\tПроведение мониторинга потребности педагогов\t2023-2025\t\tУО, ОО\t\tАнализ системы образования района',
        '2\tВыявление затруднений педагогов района\t2022-2025\tМКУ «РМК»\tВыработка общей стратегии\tразвития',
      ].join('\n'),
    );
    expect(plan.measures.map(({ term, responsible, result }) => [term.text, ...responsible, result])).toEqual(
      [
        ['2023-2025', 'УО', 'ОО', 'Анализ системы образования района'],
        ['2022-2025', 'МКУ «РМК»', 'Выработка общей стратегии развития'],
      ],
    );
    expect(plan.measures[0]!.problems.map(({ code }) => code)).toContain('cells-shifted');
  });

  it('without a number are parts of the measure above', () => {
    const found = measure(
      [
        header,
        '3.1\tМетодическая работа\tРМК\tпостоянно\t',
        '\tШкола молодого учителя\tРМК, ОО\tежемесячно\tПлан',
        'РМО учителей физики\t\t\t\t',
        '\tКруглый стол\tРМК\tмай 2024\t',
      ].join('\n'),
    );
    expect(found.items.map(({ title, group, responsible }) => [title, group, responsible.length])).toEqual([
      ['Школа молодого учителя', undefined, 2],
      ['Круглый стол', 'РМО учителей физики', 1],
    ]);
  });

  it('may have one cell a line after a tab', () => {
    const plan = importPlanText(
      [
        'Дорожная карта',
        'на 2019 - 2020 годы',
        '\t№ п/п\n\tНаименование мероприятия\n\tСроки исполнения\n\tОтветственный исполнитель\n\tОжидаемый результат\n',
        '\t1. Нормативное обеспечение\n',
        '\t1.1\n\tПоложение о системе\n\nоценки качества\n\tпостоянно\n\tКО АЛМР,\n\n МКУ «ИМЦ»\n\tПриказ\n',
        '\tМероприятия для школ с низкими результатами\n',
        '\t1.2\n\tСеминары команд\n\t25 26 ноября 2019 г.\n\t\n\t\n',
        '\t1.3\n\tАудит\n\tмай\n\tУО\n\tСправка',
      ].join('\n'),
    );
    expect(
      plan.measures.map(({ number, section, title, term, responsible }) => [
        number,
        section,
        title,
        term.text,
        responsible,
      ]),
    ).toEqual([
      [
        '1.1',
        '1. Нормативное обеспечение',
        'Положение о системе оценки качества',
        'постоянно',
        ['КО АЛМР', 'МКУ «ИМЦ»'],
      ],
      [
        '1.2',
        '1. Нормативное обеспечение / Мероприятия для школ с низкими результатами',
        'Семинары команд',
        '25 26 ноября 2019 г.',
        [],
      ],
      [
        '1.3',
        '1. Нормативное обеспечение / Мероприятия для школ с низкими результатами',
        'Аудит',
        'май',
        ['УО'],
      ],
    ]);
    expect(plan.measures[1]!.problems.map(({ code }) => code)).toContain('no-responsible');
    expect(plan.period).toMatchObject({ from: '2019-01-01', to: '2020-12-31', source: 'document' });
  });

  it('may have one cell a line and nothing between', () => {
    const plan = importPlanText(
      [
        'План мероприятий на 2023-2024 учебный год',
        '№ п/п\nМероприятия\nСроки\nОтветственные\nОжидаемый результат',
        '1. Управленческий блок',
        '1.1\nПроведение установочного семинара\nсо школами района\nсентябрь 2023 года\nУправление образования\nРешение семинара',
        '1.2\nНазначение школ-партнёров\nдо 01.10.2023\nУправление образования, Ресурсный центр\nПриказ о парах',
        '2. Методический блок',
        '2.1\nСтажировки педагогов на базе школ-партнёров\nв течение учебного года\nРесурсный центр\nПовышение уровня компетенций',
      ].join('\n'),
    );
    expect(
      plan.measures.map(({ number, section, title, term, responsible, result }) => [
        number,
        section,
        title,
        term.text,
        responsible.join('+'),
        result,
      ]),
    ).toEqual([
      [
        '1.1',
        '1. Управленческий блок',
        'Проведение установочного семинара со школами района',
        'сентябрь 2023 года',
        'Управление образования',
        'Решение семинара',
      ],
      [
        '1.2',
        '1. Управленческий блок',
        'Назначение школ-партнёров',
        'до 01.10.2023',
        'Управление образования+Ресурсный центр',
        'Приказ о парах',
      ],
      [
        '2.1',
        '2. Методический блок',
        'Стажировки педагогов на базе школ-партнёров',
        'в течение учебного года',
        'Ресурсный центр',
        'Повышение уровня компетенций',
      ],
    ]);
  });

  it('are told from other tables of the document', () => {
    const plan = importPlanText(
      [
        'Предмет\tУчастников\tДоля',
        'Химия\t91\t3,3',
        '',
        'План мероприятий',
        '№\tМероприятие\tСрок\tОтветственный',
        '1\tСеминар\tмай 2024\tУО',
        '',
        '№ п/п\tОбщеобразовательная организация\tКонтакты\tШкола-партнёр',
        '1\tСОШ № 3\tsite\tСОШ № 1',
      ].join('\n'),
    );
    expect(plan.measures.map(({ title }) => title)).toEqual(['Семинар']);
  });
});

describe('what is not a plan', () => {
  it.each([
    ['', 'empty'],
    ['   \n\t\n', 'empty'],
    ['Просто письмо о семинаре, который прошёл в мае.', 'no-plan'],
    ['Предмет\tДоля\nХимия\t3', 'no-plan'],
  ])('%j is refused in words', (text, code) => {
    expect(() => importPlanText(text)).toThrow(PlanImportError);
    expect(() => importPlanText(text)).toThrow(expect.objectContaining({ code }));
  });

  it('an empty cell is offered the one above, and is not filled', () => {
    const found = measure('№\tМероприятие\tСрок\tОтветственный\n1\tСеминар\tмай 2024\tУО\n2\tАудит\t\t', 1);
    expect(found).toMatchObject({ term: { text: '' }, responsible: [], certainty: 'doubtful' });
    expect(found.problems.map(({ code, suggestion }) => [code, suggestion])).toEqual([
      ['no-term', 'май 2024'],
      ['no-responsible', 'УО'],
    ]);
  });
});
