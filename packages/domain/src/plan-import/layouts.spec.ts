import ExcelJS from 'exceljs';
import { importPlan, importPlanText, type ImportedPlan } from './index.ts';
import { p, tbl, tc, tr, wordFile } from './testing/word-xml.ts';

/** A table of Word; `n:` before a text spans columns, «^» goes on with the cell above, «v» begins such a cell. */
const word = (title: string, width: number, ...rows: (readonly string[])[]): Uint8Array => {
  const cell = (text: string): string => {
    const [, span, merge, own] = /^(?:(\d):)?([v^]?)([\s\S]*)$/u.exec(text)!;
    const paragraphs = own!.split('\n').map((line) => p(line));
    return tc(paragraphs.join(''), {
      ...(span ? { span: Number(span) } : {}),
      ...(merge ? { merge: merge === 'v' ? ('restart' as const) : ('continue' as const) } : {}),
    });
  };
  return wordFile(
    p(title) +
      tbl(
        rows.map((row) => tr(row.map(cell))),
        Array.from({ length: width }, () => 1000),
      ),
  );
};
const lines = ({ measures }: ImportedPlan): string[] =>
  measures.map(({ number, section, title, term, responsible, result }) =>
    [number, section, title, term.text, responsible.join(' + '), result].join(' | '),
  );

describe('a header of several rows', () => {
  it('gives half-years below years below a term', async () => {
    const plan = await importPlan(
      word(
        'План',
        7,
        ['v№', 'vМероприятие', '4:Сроки выполнения', 'vИсполнители'],
        ['^', '^', '2:2024 год', '2:2025 год', '^'],
        ['^', '^', '1 полугодие', '2 полугодие', '1 полугодие', '2 полугодие', '^'],
        ['1', 'Внешний аудит', '+', '', '+', '', 'КО'],
        ['2', 'Мониторинг', '-', '+', '', 'декабрь', 'РЦ'],
      ),
    );
    expect(plan.measures.map(({ term }) => term.text)).toEqual([
      '1 полугодие 2024, 1 полугодие 2025',
      '2 полугодие 2024, декабрь 2025',
    ]);
    expect(plan.report.terms).toMatchObject({ read: 2 });
  });

  it('gives years and Roman months by the signs in their columns', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('План');
    sheet.addRow(['№', 'Работы по плану', 'Ответственный', '2024', '', '2025', '']);
    sheet.getCell('B1').value = 'Наименование работ';
    sheet.addRow(['', '', '', 'XI', 'XII', 'I', 'II']);
    sheet.mergeCells('D1:E1');
    sheet.mergeCells('F1:G1');
    sheet.addRow([1, 'Диагностика', 'ЦОКО', 'V', '', '', 'V']);
    const months = await importPlan(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(months.measures[0]!.term.text).toBe('ноябрь 2024, февраль 2025');

    const years = await importPlan(
      word(
        'План',
        6,
        ['№', 'Мероприятия', '2023', '2024', '2025', 'Ответственный'],
        ['1', 'Сетевые договоры', '√', '', '√', 'УО'],
      ),
    );
    expect(years.measures[0]!.term.text).toBe('2023 год, 2025 год');
  });

  it('may be repeated on a page and gives no measure there', async () => {
    const head = [
      ['v№', 'vМероприятие', '2:Сроки реализации', 'vОтветственные'],
      ['^', '^', 'начало', 'окончание', '^'],
    ];
    const plan = await importPlan(
      word('План', 5, ...head, ['1', 'Программы', 'сентябрь 2024', 'октябрь 2024', 'Школы'], ...head, [
        '2',
        'Семинар',
        '05.11.2024',
        '06.11.2024',
        'ИМЦ',
      ]),
    );
    expect(lines(plan)).toEqual([
      '1 |  | Программы | сентябрь 2024 – октябрь 2024 | Школы | ',
      '2 |  | Семинар | 05.11.2024 – 06.11.2024 | ИМЦ | ',
    ]);
  });
});

describe('a plan of text', () => {
  it('may end every cell with a bar', () => {
    const plan = importPlanText(
      'Приложение 1\nДорожная карта на 2023 год\nN |\nНаименование мероприятия |\nОтветственный |\nРезультат |\nСрок |\n' +
        '1. |\nНазначен координатор |\nУО |\nПриказ |\n25 августа 2023 года |\n' +
        '2. |\nПроведены курсы:\nматематика;\nфизика |\nИМЦ,\nшколы |\n |\nноябрь 2023 года |\n',
    );
    expect(lines(plan)).toEqual([
      '1 |  | Назначен координатор | 25 августа 2023 года | УО | Приказ',
      '2 |  | Проведены курсы: математика; физика | ноябрь 2023 года | ИМЦ + школы | ',
    ]);
  });

  it('may part cells of several lines by empty ones', () => {
    const plan = importPlanText(
      'Меры на 2021 год\n\nN\nп/п\n\nНаименование мероприятия\n\nОтветственный\n\nСрок\n\n1\n\nУтвержден план\nв школах района\n\nКоординатор\n\nмай 2021 года\n\n2\n\nПроведен мониторинг\n\nИМЦ\n\nЕжеквартально\n',
    );
    expect(lines(plan)).toEqual([
      '1 |  | Утвержден план в школах района | май 2021 года | Координатор | ',
      '2 |  | Проведен мониторинг | Ежеквартально | ИМЦ | ',
    ]);
  });

  it('may have headings of markdown above its tables', () => {
    const table = (row: string): string =>
      `| № | Мероприятие | Срок | Ответственные |\n|:-:|---|---|---|\n| ${row} |\n\n`;
    const plan = importPlanText(
      `### 1. Диагностика\n\n${table('1.1 | Анализ | январь 2025 | ЦОКО<br>школы')}### 2. Поддержка\n\n${table('2.1 | Курсы | май 2025 | ИМЦ')}`,
    );
    expect(lines(plan)).toEqual([
      '1.1 | 1. Диагностика | Анализ | январь 2025 | ЦОКО + школы | ',
      '2.1 | 2. Поддержка | Курсы | май 2025 | ИМЦ | ',
    ]);
  });

  it('may be a list of points with «Срок:» and «Ответственный:»', () => {
    const plan = importPlanText(
      'План на 2024 год\n1. Провести анализ ОГЭ. Срок: до 01.10.2024. Ответственный: ЦОКО.\n2. Подвести итоги.\nСрок – декабрь 2024 г.; ответственные – Иванова И.И., школы. Результат: справка.\n3. Контроль оставляю за собой.\n',
    );
    expect(lines(plan)).toEqual([
      '1 |  | Провести анализ ОГЭ | до 01.10.2024 | ЦОКО | ',
      '2 |  | Подвести итоги | декабрь 2024 г. | Иванова И.И. + школы | справка',
    ]);
  });
});

describe('a term without a column', () => {
  it('is taken from the name, where the column says that both stand there', async () => {
    const plan = await importPlan(
      word(
        'План',
        3,
        ['№', 'Мероприятие, сроки', 'Ответственный'],
        ['1', 'Совещание директоров, март 2024', 'УО'],
        ['2', 'Проверка журналов (до 15.05.2024)', 'ИМЦ'],
      ),
    );
    expect(lines(plan)).toEqual([
      '1 |  | Совещание директоров | март 2024 | УО | ',
      '2 |  | Проверка журналов | до 15.05.2024 | ИМЦ | ',
    ]);
    expect(plan.measures[0]!.problems.map(({ code }) => code)).toContain('term-from-title');
  });
});

describe('letters below a number', () => {
  it('are parts of a measure where the plan has measures of that level, though it says neither when nor who', async () => {
    const plan = await importPlan(
      word(
        'План на 2024 год',
        4,
        ['№', 'Содержание', 'Дата', 'Ответственный'],
        ['1', 'Аудит условий:', '', ''],
        ['а)', 'кадровых', 'март', 'ИМЦ'],
        ['б)', 'материальных', 'апрель', 'УО'],
        ['2', 'Совещание', 'декабрь', 'УО'],
      ),
    );
    expect(plan.measures.map(({ number, items }) => [number, items.length])).toEqual([
      ['1', 2],
      ['2', 0],
    ]);
  });
});
