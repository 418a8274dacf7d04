import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import JSZip from 'jszip';
import { resultsColumns } from '../identification/results-columns.ts';
import { columnsOf } from '../registers/columns.ts';
import { partnerships } from '../registers/partnerships.ts';
import {
  findHeader,
  isLone,
  isTotal,
  mapColumns,
  numbersColumns,
  readRow,
  readTable,
  type Cell,
  type TableRow,
} from './index.ts';

const header = ['Школа', 'Предмет', 'Класс', 'Год', 'Вид работы', 'Участников', 'Средний балл'];
const row: Cell[] = ['СОШ № 1', 'Физика', 7, 2024, 'ВПР', 20, 3.5];

async function workbook(
  fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('Лист'), book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function read(bytes: Uint8Array, notes: string[] = []): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const one of readTable(bytes, (note) => notes.push(note))) rows.push(one);
  return rows;
}

describe('tables as offices keep them', () => {
  it('a name in a cell merged over rows stands in each of them, a number does not', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(header);
      sheet.addRow(row);
      sheet.addRow([null, 'Химия', 8, 2024, 'ВПР', null, 3.1]);
      sheet.addRow(['СОШ № 2', 'Химия', 8, 2024, 'ВПР', 9, 3.2]);
      sheet.mergeCells('A2:A3');
      sheet.mergeCells('F2:F3');
    });
    const notes: string[] = [];
    const rows = await read(bytes, notes);
    expect(rows.map(({ cells }) => [cells[0], cells[5] ?? null]).slice(1)).toEqual([
      ['СОШ № 1', 20],
      ['СОШ № 1', null],
      ['СОШ № 2', 9],
    ]);
    expect(notes).toEqual([
      expect.stringContaining('название повторено в строках под ними, 1 раз (впервые в строке 3)'),
    ]);
  });

  it('so it is in a page that a program exports under the name xls', async () => {
    const page =
      '<html><table><tr><th>Школа</th><th>Предмет</th><th>Класс</th></tr>' +
      '<tr><td rowspan="2">СОШ № 1</td><td>Физика</td><td rowspan="2">7</td></tr><tr><td>Химия</td></tr></table></html>';
    const rows = await read(new TextEncoder().encode(page));
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Школа', 'Предмет', 'Класс'],
      ['СОШ № 1', 'Физика', '7'],
      ['СОШ № 1', 'Химия', null],
    ]);
  });

  it('a title page before the sheet with the table is passed over', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.addRow(['Сведения о результатах']);
      sheet.addRow(['Составил:', 'Иванова И. И.']);
      book.addWorksheet('Данные').addRows([header, row]);
    });
    expect((await read(bytes)).map(({ cells }) => cells[0])).toEqual(['Школа', 'СОШ № 1']);
  });

  it('a workbook of nothing but notes gives its first sheet, so that the missing header can be told', async () => {
    const bytes = await workbook((sheet) => sheet.addRow(['Нет данных']));
    expect((await read(bytes)).map(({ cells }) => cells)).toEqual([['Нет данных']]);
  });

  it('a sheet formatted down to its last row is read no further than its table', async () => {
    const archive = await JSZip.loadAsync(
      await workbook((sheet) => {
        sheet.addRow(header);
        sheet.addRow(row);
      }),
    );
    const part = 'xl/worksheets/sheet1.xml';
    const markup = await archive.file(part)!.async('string');
    const empty = Array.from({ length: 60_000 }, (_, at) => `<row r="${at + 3}"><c r="A${at + 3}"/></row>`);
    archive.file(part, markup.replace('</sheetData>', `${empty.join('')}</sheetData>`));
    const rows = await read(await archive.generateAsync({ type: 'uint8array', compression: 'DEFLATE' }));
    expect(rows.length).toBeLessThan(25_000);
    expect(rows.filter(({ cells }) => cells.some((cell) => cell !== null))).toHaveLength(2);
  });

  it('many cells that say they are merged in one row, and a tag that has no end, take no time', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(header);
      sheet.addRow(row);
    });
    const changed = async (part: string, change: (text: string) => string): Promise<Uint8Array> => {
      const zip = await JSZip.loadAsync(bytes);
      zip.file(part, change(await zip.file(part)!.async('string')));
      return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
    };
    const merged = await changed('xl/worksheets/sheet1.xml', (text) =>
      text.replace('</sheetData>', `</sheetData>${'<mergeCell ref="A2:A9000"/>'.repeat(60_000)}`),
    );
    expect(await read(merged)).toHaveLength(2);
    const attributes = Array.from({ length: 300_000 }, (_, at) => ` a${at}="1"`).join('');
    const endless = await changed('xl/workbook.xml', (text) =>
      text.replace('<sheets>', `<sheets${attributes}>`),
    );
    await expect(read(endless)).rejects.toThrow('больше 500 атрибутов');
  });

  it('sheets that are hidden or stand behind the table are named, and not read', async () => {
    const notes: string[] = [];
    const bytes = await workbook((sheet, book) => {
      sheet.state = 'hidden';
      sheet.addRows([header, ['Скрытая школа', ...row.slice(1)]]);
      book.addWorksheet('Район').addRows([header, row]);
      book.addWorksheet('Черновик').addRows([header, row]);
    });
    expect((await read(bytes, notes)).map(({ cells }) => cells[0])).toEqual(['Школа', 'СОШ № 1']);
    expect(notes).toEqual([
      'Прочитан лист «Район»; другие листы книги не читались: «Черновик». Загрузите их отдельно.',
      'Скрытые листы не читались: «Лист».',
    ]);
  });

  it('lines of a csv in another encoding are read by their own, and told of', async () => {
    const notes: string[] = [];
    const utf8 = new TextEncoder().encode('Школа;Год;К\nСОШ № 1;2024;1\n');
    const foreign = [
      0xd8, 0xea, 0xee, 0xeb, 0xe0, 0x20, 0x32, 0x3b, 0x32, 0x30, 0x32, 0x34, 0x3b, 0x32, 0x0a,
    ];
    const rows = await read(new Uint8Array([...utf8, ...foreign]), notes);
    expect(rows.map(({ cells }) => cells[0])).toEqual(['Школа', 'СОШ № 1', 'Школа 2']);
    expect(notes).toEqual([
      expect.stringContaining('Кодировки смешаны: строк в windows-1251 — 1 (первая — 3)'),
    ]);
  });

  it('cells give what people see in them: percents, dates, texts of several looks, formulas', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['Школа', 'Доля', 'Дата', 'Да', 'Сумма']);
      const line = sheet.addRow([
        { richText: [{ text: 'СОШ ' }, { text: '№ 1', font: { bold: true } }] },
        0.455,
        new Date('2024-05-17T00:00:00Z'),
        true,
        { formula: 'B2*2', result: 0.91 },
      ]);
      line.getCell(2).numFmt = '0.0%';
      line.getCell(3).numFmt = 'dd.mm.yyyy';
      line.getCell(5).numFmt = '"доля "0.00';
    });
    expect((await read(bytes))[1]!.cells).toEqual([
      'СОШ № 1',
      45.5,
      new Date('2024-05-17T00:00:00Z'),
      true,
      0.91,
    ]);
  });

  it('a document of Word under the name xlsx is called so', async () => {
    const archive = new JSZip();
    archive.file('word/document.xml', '<w/>');
    await expect(read(await archive.generateAsync({ type: 'uint8array' }))).rejects.toThrow('документ Word');
  });

  it('a quote that is never closed is told in plain words', async () => {
    const text = `${header.join(';')}\n"${'а'.repeat(150_000)}`;
    await expect(read(new TextEncoder().encode(text))).rejects.toThrow('кавычка открыта и не закрыта');
  });
});

describe('findHeader', () => {
  it('reads a second row that names the parts of a wide cell', () => {
    const upper = ['Школа', 'Предмет', 'Класс', 'Год', 'Вид работы', 'Количество', null, 'Средний балл'];
    const lower = [null, null, null, null, null, 'участников', 'ниже минимума', null];
    const found = findHeader(
      [
        { row: 1, cells: ['Результаты'] },
        { row: 2, cells: upper },
        { row: 3, cells: lower },
        { row: 4, cells: row },
      ],
      resultsColumns,
    );
    expect(found).toEqual({
      header: [
        'Школа',
        'Предмет',
        'Класс',
        'Год',
        'Вид работы',
        'Количество участников',
        'Количество ниже минимума',
        'Средний балл',
      ],
      row: 2,
      last: 3,
    });
  });

  it('takes no row of the table for a part of the header', () => {
    expect(
      findHeader(
        [
          { row: 1, cells: header },
          { row: 2, cells: row },
        ],
        resultsColumns,
      ),
    ).toMatchObject({ row: 1, last: 1 });
  });
});

describe('a header of which no name is known', () => {
  const lines = [
    { row: 1, cells: ['Сведения за год'] },
    { row: 3, cells: ['Образовательная', 'Что писали', 'Всего чел.'] },
    { row: 4, cells: ['СОШ 3', 'физика', 20] },
  ];

  it('is the first row of several words, and a person says which is which', () => {
    expect(findHeader(lines, resultsColumns)).toEqual({
      header: ['Образовательная', 'Что писали', 'Всего чел.'],
      ...{ row: 3, last: 3, presumed: true },
    });
  });

  it('is found by the names that a person has chosen before, also below other words', () => {
    const remembered = { образовательная: 'school', 'что писали': 'subject', 'всего чел': 'participants' };
    const under = [{ row: 1, cells: ['Район', 'Год'] }, ...lines.slice(1)];
    expect(findHeader(under, resultsColumns, remembered)).toMatchObject({ row: 3, last: 3 });
    expect(mapColumns(['Образовательная', 'Что писали'], resultsColumns, remembered).columns).toEqual({
      school: 0,
      subject: 1,
    });
  });

  it('has no names where the table begins with values', () => {
    expect(findHeader(lines.slice(2), resultsColumns)).toEqual({
      header: ['', '', ''],
      ...{ row: 3, last: 3, presumed: true },
    });
    expect(findHeader([{ row: 1, cells: ['одна надпись'] }], resultsColumns)).toBeUndefined();
  });
});

describe('rows that are none', () => {
  it('the numbers of the columns stand below their names', () => {
    expect(numbersColumns([1, 2, 3, 4])).toBe(true);
    expect(numbersColumns(['1', '2', null, '3'])).toBe(true);
    expect(numbersColumns(row)).toBe(false);
  });

  it('a text alone in its row is a heading, a remark or a signature where a row needs more', () => {
    expect(isLone(['Северный район', null, null], resultsColumns)).toBe(true);
    expect(isLone([null, 'Исполнитель: Орлова А. П.'], resultsColumns)).toBe(true);
    expect(isLone([20, null], resultsColumns)).toBe(false);
    expect(isLone(row, resultsColumns)).toBe(false);
    expect(isLone(['МБОУ СОШ № 1'], columnsOf(partnerships).slice(0, 1))).toBe(false);
  });
});

describe('results as other offices write them', () => {
  const values = (head: readonly string[], cells: readonly Cell[]) => {
    const { columns } = mapColumns(head, resultsColumns);
    return readRow(2, cells, resultsColumns, { columns });
  };

  it.each([
    ['9-е классы', '2023/24', 'ОГЭ 2024', { grade: 9, year: 2024, procedure: 'ОГЭ' }],
    ['IX', '2023-2024 уч. г.', 'огэ', { grade: 9, year: 2024, procedure: 'ОГЭ' }],
    ['9 кл.', '2024 год', 'ГИА-9', { grade: 9, year: 2024, procedure: 'ОГЭ' }],
  ])('class «%s», year «%s», work «%s»', (grade, year, procedure, expected) => {
    const head = ['ОО', 'Предмет', 'Класс', 'Уч. год', 'ВПР/ОГЭ/ЕГЭ', 'Писали', 'Ср. балл'];
    const { values: found, problems } = values(head, [
      'СОШ № 1',
      'Физика',
      grade,
      year,
      procedure,
      '20 чел.',
      3.5,
    ]);
    expect(found).toMatchObject({ ...expected, participants: 20, mean: 3.5 });
    expect(problems).toEqual([]);
  });

  it('a letter beside the class is no whole grade, and that is said', () => {
    expect(values(header, ['СОШ № 1', 'Физика', '9 «А»', 2024, 'ОГЭ', 20, 3.5]).problems).toMatchObject([
      { column: 'grade', message: expect.stringContaining('9 «А»') },
    ]);
  });

  it('columns of marks below a common name are read beside that of the minimum', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['Результаты ВПР']);
      sheet.addRow([...header.slice(0, 5), 'Количество', null, 'Средний балл', 'Распределение отметок']);
      sheet.addRow([
        ...header.slice(0, 5),
        'писали',
        'не преодолели минимум',
        'Средний балл',
        '2',
        '3',
        '4',
        '5',
      ]);
      sheet.addRow([...row.slice(0, 5), 20, 3, 3.6, 3, 8, 6, 3]);
      sheet.mergeCells('A1:L1');
      sheet.mergeCells('F2:G2');
      sheet.mergeCells('I2:L2');
    });
    const rows = await read(bytes);
    const found = findHeader(rows, resultsColumns)!;
    const { columns, problems } = mapColumns(found.header, resultsColumns);
    expect([found.last, problems]).toEqual([3, []]);
    expect(readRow(4, rows[3]!.cells, resultsColumns, { columns }).values).toMatchObject({
      ...{ participants: 20, belowMinimum: 3, mean: 3.6, mark2: 3, mark3: 8, mark4: 6, mark5: 3 },
    });
  });

  it.each(['utf-16le', 'utf-16be'])('csv in %s with its mark', async (encoding) => {
    const bytes = iconv.encode(`\ufeff${header.join(';')}\r\n${row.join(';')}\r\n`, encoding);
    expect((await read(bytes)).map(({ cells }) => cells[0])).toEqual(['Школа', 'СОШ № 1']);
  });

  it('a date may stand as the bare number of its day', () => {
    const date = columnsOf(partnerships).find(({ key }) => key === 'from' || key === 'validFrom')!;
    expect(date.read(45_536)).toEqual({ value: '2024-09-01' });
    expect(date.read('45536')).toEqual({ value: '2024-09-01' });
    expect(date.read(12)).toHaveProperty('problem');
  });
});

describe('isTotal', () => {
  it.each([['Итого'], ['ВСЕГО по району:'], ['В среднем'], ['Среднее значение']])('knows «%s»', (name) => {
    expect(isTotal([null, name, 1040])).toBe(true);
  });

  it.each([['Итоговая школа'], ['Средняя школа № 1'], ['СОШ № 1']])('leaves «%s» alone', (name) => {
    expect(isTotal([name, 'Физика', 20])).toBe(false);
  });
});
