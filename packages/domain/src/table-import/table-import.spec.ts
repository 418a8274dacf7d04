import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { resultsColumns } from '../identification/results-columns.ts';
import { type Cell, mapColumns, number, oneOf, readRow, readTable } from './index.ts';

const rowsOf = async (text: string | Uint8Array): Promise<Cell[][]> => {
  const rows: Cell[][] = [];
  for await (const { cells } of readTable(typeof text === 'string' ? new TextEncoder().encode(text) : text))
    rows.push(cells);
  return rows;
};

describe('number', () => {
  it.each([
    ['3,45', 3.45],
    ['3.45', 3.45],
    ['1 250', 1250],
    ['12\u00a0500,5', 12500.5],
    ['45 %', 45],
    [7, 7],
  ])('reads %p as %p', (cell, value) => expect(number()(cell)).toEqual({ value }));

  it.each(['1 25', 'двадцать', '3,4,5', '', '12.05.2024'])('does not guess at %p', (cell) =>
    expect(number()(cell)).toHaveProperty('problem'),
  );

  it('says the limit that is passed', () => {
    expect(number({ max: 100 })(101)).toEqual({ problem: 'ожидалось не больше 100, найдено 101' });
    expect(number({ whole: true })('2,5')).toEqual({ problem: 'ожидалось целое число, найдено 2,5' });
  });
});

describe('oneOf', () => {
  it('takes no word that every object knows', () => {
    for (const word of ['constructor', 'toString', '__proto__'])
      expect(oneOf({ да: 'yes' })(word)).toEqual({ problem: `ожидалось одно из: yes; найдено «${word}»` });
  });

  it('knows aliases without case and names the words it expects', () => {
    const read = oneOf({ да: 'yes', нет: 'no' } as const);
    expect(read(' ДА ')).toEqual({ value: 'yes' });
    expect(read('может')).toEqual({ problem: 'ожидалось одно из: yes, no; найдено «может»' });
  });
});

describe('mapColumns', () => {
  it('finds columns however the header calls them, in any order', () => {
    const { columns, problems, unknown } = mapColumns(
      [
        'Год',
        'Наименование ОО',
        'Вид работы',
        'Параллель',
        'Предмет',
        'Кол-во участников',
        '% не преодолевших минимум',
        'Средняя отметка',
        'Примечание',
      ],
      resultsColumns,
    );
    expect(problems).toEqual([]);
    expect(unknown).toEqual(['Примечание']);
    expect(columns).toMatchObject({
      year: 0,
      procedure: 2,
      grade: 3,
      subject: 4,
      participants: 5,
      belowShare: 6,
      mean: 7,
    });
  });

  it('names two columns that claim to be the same, and required ones that are missing', () => {
    const { problems } = mapColumns(['Школа', 'Школа (полностью)'], resultsColumns);
    expect(problems[0]).toBe('Столбец «Школа» найден дважды: «Школа» и «Школа (полностью)». Выберите один.');
    expect(problems).toContain('Нет столбца «Предмет»: укажите, какой столбец файла его заменяет.');
  });

  it('lets a remembered choice win, also one that leaves a column out', () => {
    const { columns } = mapColumns(['Школа', 'Код'], resultsColumns, { школа: '', код: 'school' });
    expect(columns).toEqual({ school: 1 });
  });
});

describe('readRow', () => {
  it('tells an empty required cell from a missing optional one', () => {
    const columns = { school: 0, belowMinimum: 1, grade: 2 };
    expect(readRow(5, ['—', '', '9 кл.'], resultsColumns, { columns })).toEqual({
      row: 5,
      values: { grade: 9 },
      problems: [{ column: 'school', message: '«Школа»: пусто' }],
    });
  });
});

describe('readRow with cells whose formula failed', () => {
  it.each(['#N/A', '#Н/Д', '#DIV/0!', '#ДЕЛ/0!', '#ССЫЛКА!'])(
    'names %s as a problem of its column',
    (cell) => {
      const { values, problems } = readRow(3, ['СОШ № 1', cell], resultsColumns, {
        columns: { school: 0, belowMinimum: 1 },
      });
      expect(values).toEqual({ school: 'СОШ № 1' });
      expect(problems).toMatchObject([{ column: 'belowMinimum', message: expect.stringContaining(cell) }]);
    },
  );
});

describe('readTable', () => {
  it('gives the error of a cell of a workbook, and the result of a formula', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('ВПР');
    sheet.addRow(['Школа', 'Доля', 'Средний балл']);
    sheet.addRow(['СОШ № 1', { error: '#N/A' }, { formula: 'SUM(1,2)', result: 3 }]);
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
    expect((await rowsOf(bytes))[1]).toEqual(['СОШ № 1', '#N/A', 3]);
  });

  it('reads a page with a table that a program exported under the name xls', async () => {
    const page =
      '<html><head><meta charset="utf-8"></head><body><table><tr><td>Отчёт</td></tr></table><table><tr><th>Школа</th><th>Год</th></tr><tr><td>СОШ&nbsp;№ 1</td><td>2024</td></tr></table></body></html>';
    expect(await rowsOf(page)).toEqual([
      ['Школа', 'Год'],
      ['СОШ № 1', '2024'],
    ]);
  });

  it('says what to do with a workbook of the old kind', async () => {
    const old = new Uint8Array(600);
    old.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    await expect(rowsOf(old)).rejects.toThrow('Excel старого вида');
  });

  it('takes the delimiter of the table, not the commas of the title above it', async () => {
    expect(await rowsOf('Итоги по району, город, область\nа;б;в\n1,5;2;3\n')).toEqual([
      ['Итоги по району, город, область'],
      ['а', 'б', 'в'],
      ['1,5', '2', '3'],
    ]);
  });

  it('reads windows-1251 as well as UTF-8', async () => {
    const bytes = new Uint8Array([0xd8, 0xea, 0xee, 0xeb, 0xe0, 0x3b, 0xc3, 0xee, 0xe4, 0x3b, 0xca, 0x0a]);
    expect(await rowsOf(bytes)).toEqual([['Школа', 'Год', 'К']]);
  });

  it('reads a file longer than one piece row by row, whole characters and all', async () => {
    const row = (n: number): string => `школа ${n};𝟡😀${'ж'.repeat(n % 7)};${n}`;
    const lines = Array.from({ length: 20_000 }, (_, n) => row(n));
    const rows = await rowsOf(lines.join('\n'));
    expect(rows.map((cells) => cells.join(';'))).toEqual(lines);
  });

  it('refuses an empty file and a file of another kind by their content', async () => {
    await expect(rowsOf('')).rejects.toThrow('Файл пуст');
    await expect(
      rowsOf(new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x34, 0x0a])),
    ).rejects.toThrow('Это файл вида pdf');
  });
});
