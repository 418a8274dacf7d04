import { importPlanText, type ImportedPlan } from './index.ts';

const lines = ({ measures }: ImportedPlan): string[] =>
  measures.map(({ number, section, title, term, responsible }) =>
    [number, section, title, term.text, responsible.join(' + ')].join(' | ').replace(/\s+/g, ' '),
  );

describe('text in which bars end cells and lines do not end rows', () => {
  const meant = [
    '1 | | Заготовка инвентаря | постоянно | Завхоз',
    '2 | | Субботник на участке | апрель 2024 | Завхоз + дворник',
    '3 | | Посадка деревьев | апрель, май 2024 | Белова А.П.',
  ];

  it.each([
    [
      'some cells share a line',
      [
        '№ п/п |\nМероприятия | Ответственные |\nСрок исполнения |',
        '1. | Заготовка инвентаря |\nЗавхоз |\nпостоянно |',
        '2. | Субботник на участке | Завхоз, дворник | апрель 2024 |',
        '3. | Посадка деревьев |\nБелова А.П. |\nапрель, май 2024 |',
      ],
    ],
    [
      'a bar begins each cell but the first',
      [
        '№\n| Мероприятия\n| Срок\nисполнения\n| Ответственные\n|',
        '1\n| Заготовка инвентаря\n| постоянно\n| Завхоз\n|',
        '2\n| Субботник\nна участке\n| апрель 2024\n| Завхоз, дворник\n|',
        '3\n| Посадка деревьев\n| апрель, май 2024\n| Белова А.П.\n|',
      ],
    ],
    [
      'the column of numbers has no name, and wide cells leave bars behind',
      [
        'Приложение к приказу\nПлан озеленения\n|\nМероприятия |\nСрок |\nОтветственные |\n||||\n1 |\n2 |\n3 |\n4 |\n||||',
        '1. |\nЗаготовка инвентаря |\nпостоянно |\nЗавхоз |\n||||',
        '2. |\nСубботник на участке |\nапрель 2024 |\nЗавхоз, дворник |\n||||',
        '3. |\nПосадка деревьев |\nапрель, май 2024 |\nБелова А.П. |\n||||',
      ],
    ],
  ])('is read where %s', (_, text) => {
    expect(lines(importPlanText(text.join('\n')))).toEqual(meant);
  });

  it('has headings in cells over all columns', () => {
    const plan = importPlanText(
      [
        '№ |\nВопросы, мероприятия |\nСроки |\nОтветственные |\n|\nОбщие собрания |\n|||||',
        '1 |\nОтчёт за полугодие |\nДекабрь, 2023 |\nЗаведующий |\n||\n2 |\nВыборы |\nМарт, 2024 |\nЗаведующий |\n||',
      ].join('\n'),
    );
    expect(lines(plan)).toEqual([
      '1 | Общие собрания | Отчёт за полугодие | Декабрь, 2023 | Заведующий',
      '2 | Общие собрания | Выборы | Март, 2024 | Заведующий',
    ]);
  });
});

it('empty cells that a page has left in a row and behind it end no table', () => {
  const plan = importPlanText(
    [
      '№ |\nМероприятия |\nСрок |\nОтветственный |\n1. |\nСмотр базы |\n|\nв течение мая 2024 |\nОтдел образования |',
      `${'|\n'.repeat(9)}2. |\nУчения |\nиюнь 2024 |\nБелова А.П. |\n${'|\n'.repeat(7)}3. |\nОтчёт |\nиюль 2024 |\nЗорин И.К. |`,
    ].join('\n'),
  );
  expect(lines(plan)).toEqual([
    '1 | | Смотр базы | в течение мая 2024 | Отдел образования',
    '2 | | Учения | июнь 2024 | Белова А.П.',
    '3 | | Отчёт | июль 2024 | Зорин И.К.',
  ]);
});

it('a time of the day on the line below a date is of the term, and answers for nothing', () => {
  const plan = importPlanText(
    [
      ...['№ п/п', 'Мероприятие', 'Категория участников', 'Сроки', 'Ответственный'],
      ...['1.', 'Написание сценария концерта', 'до 24.12.2024', 'Белова А.П.', 'Зорин И.К.'],
      ...['2.', 'Проведение конкурса открыток', '1-11 классы', '25.12.2024', '09.00-10.00 – первые классы'],
      ...['3.', 'Поздравление ветеранов школы', 'до 30.12.2024', 'Классные руководители'],
    ].join('\n'),
  );
  expect(plan.measures.map(({ responsible }) => responsible)).toEqual([
    ['Белова А.П.', 'Зорин И.К.'],
    [],
    ['Классные руководители'],
  ]);
  expect(plan.measures[1]!.certainty).toBe('doubtful');
});

it('«Исполнитель» beside «Ответственный» and dates in several columns are all kept', () => {
  const work = importPlanText(
    '№ | Мероприятие | Срок | Исполнитель | Ответственный |\n1 | Побелка | май 2024 | дворник | Белова А.П. |\n',
  );
  expect(work.measures[0]!.responsible).toEqual(['дворник', 'Белова А.П.']);
  const dates = importPlanText(
    'Мероприятие | Место | Дата | Дата |\n---|---|---|---|\nСочинение | школы | 06.12.2023 | 07.02.2024 |\nПодача заявлений | школы | до 22.11.2023 | до 24.01.2024 |\n',
  );
  expect(dates.measures.map(({ term }) => term.text)).toEqual([
    '06.12.2023 07.02.2024',
    'до 22.11.2023 до 24.01.2024',
  ]);
});

it('a table without seams may have nobody responsible, or its header alone in one line', () => {
  const nobody = importPlanText(
    'N п/п Наименование мероприятия Срок исполнения\n1 Уборка скверов До 20 мая 2024 года\n2 Посадка цветов До 1 июня 2024 года\n',
  );
  expect(lines(nobody)).toEqual([
    '1 | | Уборка скверов | До 20 мая 2024 года | ',
    '2 | | Посадка цветов | До 1 июня 2024 года | ',
  ]);
  expect(nobody.measures.every(({ certainty }) => certainty === 'doubtful')).toBe(true);
  const apart = importPlanText(
    [
      '№ п/п Содержание работы Сроки Ответственный',
      ...['1.', 'Отчёт о работе совета', 'Январь 2024', 'Председатель совета'],
      ...['2.', 'О летнем отдыхе детей', 'Май 2024', 'Председатель совета'],
    ].join('\n\n'),
  );
  expect(lines(apart)).toEqual([
    '1 | | Отчёт о работе совета | Январь 2024 | Председатель совета',
    '2 | | О летнем отдыхе детей | Май 2024 | Председатель совета',
  ]);
});

it('a month alone in its line, where no column is that of terms, is believed of no row in silence', () => {
  const plan = importPlanText(
    [
      ...['п/п', 'Мероприятия', 'Ответственный', 'Показ', 'Отметка о выполнении'],
      ...['1', 'Разработка плана комиссии', 'Белова А.П.', 'Сентябрь', '2', 'Заготовка овощей', 'Зорин И.К.'],
      ...['Октябрь', '3', 'Контроль закладки продуктов', 'Белова А.П.', 'Ноябрь'],
    ].join('\n\n'),
  );
  expect(plan.measures.map(({ certainty }) => certainty)).toEqual(['doubtful', 'doubtful', 'doubtful']);
});

it('the day of a report is no day of the measure, and who watches over it does not answer for it', () => {
  const names = ['№', 'Мероприятие', 'Исполнитель', 'Ответственный за контроль', 'Срок', 'Дата отчёта'];
  const row = ['1', 'Заготовка овощей', 'Белова А.П.', 'Зорин И.К.', 'май 2025', '10.06.2025'];
  expect(lines(importPlanText([names, row].map((cells) => cells.join(';')).join('\n')))).toEqual([
    '1 | | Заготовка овощей | май 2025 | Белова А.П.',
  ]);
  const organs = 'Мероприятие;Срок;Орган, отвечающий за исполнение;Результат\nСев;май 2025;УО;Справка';
  expect(lines(importPlanText(organs))).toEqual(['1 | | Сев | май 2025 | УО']);
});

it('a term of words that add nothing to a time is told to be unread', () => {
  const [measure] = importPlanText('№;Мероприятие;Срок;Ответственный\n1;Сев;года;УО').measures;
  expect(measure).toMatchObject({ certainty: 'doubtful', problems: [{ code: 'term-unread' }] });
});
