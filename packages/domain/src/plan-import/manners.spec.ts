import { importPlanText, type ImportedPlan } from './index.ts';

/** A table as a page of the web holds it: cells by their place. */
const html = (rows: readonly (readonly string[])[]): string =>
  `<table>${rows.map((cells) => `<tr>${cells.map((cell) => (cell.startsWith('<t') ? cell : `<td>${cell}</td>`)).join('')}</tr>`).join('')}</table>`;
const lines = ({ measures }: ImportedPlan): string[] =>
  measures.map(({ number, section, title, term, responsible }) =>
    [number, section, title, term.text, responsible.join(' + ')].join(' | '),
  );

describe('manners of offices', () => {
  it('letters number the measures below a Roman heading', () => {
    const plan = importPlanText(
      html([
        ['№', 'Содержание деятельности', 'Дата', 'Ответственные'],
        ['I', '<td colspan="3">Организационные меры</td>'],
        ['а)', 'Рабочая группа', 'сентябрь 2021', 'УО'],
        ['б)', 'Сведения о кадрах', 'октябрь 2021', 'РМК'],
        ['II', '<td colspan="3">Работа с учениками</td>'],
        ['а)', 'Консультации', 'еженедельно', 'Учителя'],
      ]),
    );
    expect(lines(plan)).toEqual([
      'а | I. Организационные меры | Рабочая группа | сентябрь 2021 | УО',
      'б | I. Организационные меры | Сведения о кадрах | октябрь 2021 | РМК',
      'а | II. Работа с учениками | Консультации | еженедельно | Учителя',
    ]);
  });

  it('letters under a measure that has a term and somebody responsible are its parts', () => {
    const plan = importPlanText(
      html([
        ['№', 'Мероприятие', 'Срок', 'Ответственный'],
        ['1', 'Курсы', 'май 2021', 'ИМЦ'],
        ['а)', 'математика', 'май 2021', 'ИМЦ'],
        ['б)', 'физика', 'июнь 2021', 'ИМЦ'],
        ['2', 'Аудит', 'июль 2021', 'УО'],
      ]),
    );
    expect(plan.measures.map(({ number, items }) => [number, ...items.map(({ title }) => title)])).toEqual([
      ['1', 'а) математика', 'б) физика'],
      ['2'],
    ]);
  });

  it.each([
    ['Сроки, ответственные', 'до 15.05.2024, Управление образования'],
    ['Исполнитель / срок', 'Управление образования, до 15.05.2024'],
    ['Срок исполнения и ответственный', 'Управление образования (до 15.05.2024)'],
  ])('a column «%s» is parted into when and who', (name, cell) => {
    const plan = importPlanText(
      html([
        ['№', 'Мероприятие', name],
        ['1', 'Аудит', cell],
      ]),
    );
    expect(lines(plan)).toEqual(['1 |  | Аудит | до 15.05.2024 | Управление образования']);
  });

  it('a grid of months gives the months that are marked', () => {
    const plan = importPlanText(
      html([
        ['№', 'Мероприятие', 'Ответственный', 'Сентябрь', 'Октябрь', 'Ноябрь'],
        ['1', 'Мониторинг', 'ИМЦ', '+', '', '+'],
        ['2', 'Семинар', 'РМО', '', 'до 15 октября', ''],
        ['3', 'Наставничество', 'Школа', '<td colspan="3">х</td>'],
      ]),
    );
    expect(plan.measures.map(({ term }) => term.text)).toEqual([
      'Сентябрь, Ноябрь',
      'до 15 октября',
      'Сентябрь, Октябрь, Ноябрь',
    ]);
  });

  it('sums below the rows are no measures', () => {
    const plan = importPlanText(
      html([
        ['№', 'Мероприятие', 'Срок', 'Ответственный', 'Сумма'],
        ['1', 'Курсы', 'май 2024', 'ИМЦ', '1000'],
        ['Итого', '', '', '', '1 000,50'],
        ['2', 'Всего лишь один семинар', 'май 2024', 'ИМЦ', '5'],
        ['<td colspan="5">Всего мероприятий: 2</td>'],
      ]),
    );
    expect(plan.measures.map(({ title, items }) => [title, items.length])).toEqual([
      ['Курсы', 0],
      ['Всего лишь один семинар', 0],
    ]);
  });

  it('a name alone in its row heads the numbered rows after it, though its cells are not merged', () => {
    const plan = importPlanText(
      html([
        ['№', 'Мероприятие', 'Срок', 'Ответственный'],
        ['', 'Задача 1. Обновить содержание', '', ''],
        ['1', 'Программы', '2023 год', 'Учителя'],
        ['', 'Задача 2. Поднять мотивацию', '', ''],
        ['2', 'Клубы', '2024 год', 'Педагоги'],
      ]),
    );
    expect(plan.measures.map(({ section, items }) => [section, items.length])).toEqual([
      ['Задача 1. Обновить содержание', 0],
      ['Задача 2. Поднять мотивацию', 0],
    ]);
  });

  it('a page laid out with a table, and names over three columns of an indicator, hide no plan', () => {
    const inner = html([
      [
        '<td rowspan="2">№</td>',
        '<td rowspan="2">Мероприятие</td>',
        '<td rowspan="2">Срок</td>',
        '<td rowspan="2">Ответств.</td>',
        '<td colspan="3">Показатель</td>',
      ],
      ['наименование', 'единица', 'значение'],
      ['1', 'Курсы', 'май 2024', 'Социальный педагог', 'Доля педагогов', '%', '80'],
    ]);
    const plan = importPlanText(html([['Меню', inner]]));
    expect(lines(plan)).toEqual(['1 |  | Курсы | май 2024 | Социальный педагог']);
    expect(plan.measures[0]!.indicator).toBe('Доля педагогов\n%\n80');
  });

  it('markdown has line breaks, bars and bold headings inside its rows', () => {
    const plan = importPlanText(
      [
        '| № | Мероприятие | Сроки | Ответственные |',
        '|:--|:--:|---|--:|',
        '| **1** | **Подготовка** | | |',
        '| 1.1 | Приказ\\|распоряжение | янв. 2023 | Директор<br>завуч |',
        '| | **Итоги** | | |',
        '| 1.2 | Отчёт | 20.12.2023 | Директор |',
      ].join('\n'),
    );
    expect(lines(plan)).toEqual([
      '1.1 | 1. Подготовка | Приказ|распоряжение | янв. 2023 | Директор + завуч',
      '1.2 | 1. Подготовка / Итоги | Отчёт | 20.12.2023 | Директор',
    ]);
  });

  it('a page that ends inside a cell of a text with a cell a line makes no second cell', () => {
    const cells = ['№', 'Мероприятие', 'Срок', 'Ответственный', '1.', 'Анкетирование родителей'];
    const rest = ['и обучающихся', 'ноябрь 2022', 'Школы', '2.', 'Итоги', 'май 2023', 'УО'];
    const plan = importPlanText([...cells, '', ...rest].map((cell) => (cell ? `\t${cell}` : '')).join('\n'));
    expect(lines(plan)).toEqual([
      '1 |  | Анкетирование родителей и обучающихся | ноябрь 2022 | Школы',
      '2 |  | Итоги | май 2023 | УО',
    ]);
  });

  it.each([
    ['п/п №', 'Деятельность', 'Дедлайн', 'Проводит'],
    ['№', 'Шаги по реализации', 'Планируемые сроки', 'Ответств.'],
    ['№', 'Описание меры', 'Период реализации', 'Лица, ответственные за реализацию'],
  ])('the columns «%s | %s | %s | %s» are known', (...names) => {
    const plan = importPlanText(html([names, ['1', 'Семинар', 'март 2024', 'ИМЦ']]));
    expect(lines(plan)).toEqual(['1 |  | Семинар | март 2024 | ИМЦ']);
  });

  it.each([
    ['УО / РМК', ['УО', 'РМК']],
    ['Заместители директора по УВР, ВР', ['Заместители директора по УВР, ВР']],
    ['1. УО\n2. ИМЦ', ['УО', 'ИМЦ']],
    ['Социальный педагог', ['Социальный педагог']],
  ])('«%s» are the responsible %j', (text, names) => {
    const plan = importPlanText(
      html([
        ['№', 'Мероприятие', 'Срок', 'Ответственный'],
        ['1', 'Семинар', 'март 2024', text.replace('\n', '<br>')],
      ]),
    );
    expect(plan.measures[0]!.responsible).toEqual(names);
  });

  it('a goal, a task and numbered headings stand one in another, and the next task closes the first', () => {
    const plan = importPlanText(
      html([
        ['№', 'Мероприятие', 'Срок', 'Ответственный'],
        ['<td colspan="4">Цель: качество</td>'],
        ['<td colspan="4">Задача 1. Кадры</td>'],
        ['<td colspan="4">1.1. Обучение</td>'],
        ['1.1.1', 'Семинар', 'май 2024', 'ИМЦ'],
        ['<td colspan="4">Задача 2. Ученики</td>'],
        ['2.1', 'Консультации', 'май 2024', 'Учителя'],
      ]),
    );
    expect(plan.measures.map(({ section }) => section)).toEqual([
      'Цель: качество / Задача 1. Кадры / 1.1. Обучение',
      'Цель: качество / Задача 2. Ученики',
    ]);
  });

  it('a number and a direction merged over several measures are those of each', () => {
    const plan = importPlanText(
      html([
        ['№', 'Направление', 'Мероприятие', 'Срок', 'Ответственный'],
        ['<td rowspan="2">1</td>', '<td rowspan="2">Кадры</td>', 'Курсы', 'май 2024', 'ИМЦ'],
        ['Стажировки', 'июнь 2024', 'Школы'],
        ['2', 'Оценка', 'Срезы', 'июль 2024', 'УО'],
      ]),
    );
    expect(lines(plan)).toEqual([
      '1 | Кадры | Курсы | май 2024 | ИМЦ',
      '1 | Кадры | Стажировки | июнь 2024 | Школы',
      '2 | Оценка | Срезы | июль 2024 | УО',
    ]);
  });

  it('quarters below a year have that year', () => {
    const plan = importPlanText(
      html([
        [
          '<td rowspan="2">№</td>',
          '<td rowspan="2">Мероприятие</td>',
          '<td rowspan="2">Исполнитель</td>',
          '<td colspan="3">2024 год</td>',
        ],
        ['I кв.', 'II кв.', 'III кв.'],
        ['1', 'Аудит', 'УО', '+', '', 'v'],
      ]),
    );
    expect(plan.measures[0]!.term).toMatchObject({
      certainty: 'read',
      parts: [{ from: '2024-01-01', to: '2024-03-31' }, { from: '2024-07-01' }],
    });
  });

  it('planned values by years stand with their years, two columns of people give both', () => {
    const plan = importPlanText(
      html([
        [
          '<td rowspan="2">№</td>',
          '<td rowspan="2">Мероприятие</td>',
          '<td rowspan="2">Исполнитель</td>',
          '<td rowspan="2">Соисполнители</td>',
          '<td rowspan="2">Срок</td>',
          '<td rowspan="2">Показатель</td>',
          '<td colspan="2">Плановые значения</td>',
        ],
        ['2023', '2024'],
        ['1', 'Курсы', 'ИМЦ', 'школы', '2023-2024 гг.', 'Доля педагогов, %', '50', '70'],
      ]),
    );
    expect(plan.measures).toMatchObject([
      { responsible: ['ИМЦ', 'школы'], indicator: 'Доля педагогов, %\n2023: 50\n2024: 70' },
    ]);
  });

  it.each([
    ['I.1', 'I.2', 'II.1'],
    ['М1', 'М2', 'М2.1'],
  ])('%s, %s and %s are numbers', (...numbers) => {
    const rows = numbers.map((number) => [number, `Семинар ${number}`, 'май 2024', 'ИМЦ']);
    const plan = importPlanText(html([['№', 'Мероприятие', 'Срок', 'Ответственный'], ...rows]));
    expect(plan.measures.map(({ number, title }) => [number, title])).toEqual(
      rows.map(([number, title]) => [number, title]),
    );
  });

  it('a list of several in one cell keeps its numbers', () => {
    const plan = importPlanText(
      html([
        ['Мероприятия', 'Срок', 'Ответственный', 'Результат'],
        ['1. Курсы.<br>2. Стажировки.', 'май 2024', 'ИМЦ', 'Справка'],
        ['Семинар', 'июнь 2024', 'УО', 'Протокол'],
      ]),
    );
    expect(plan.measures.map(({ number, title }) => [number, title])).toEqual([
      ['1', '1. Курсы. 2. Стажировки.'],
      ['2', 'Семинар'],
    ]);
  });
});
