import {
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalMergeType,
} from 'docx';
import ExcelJS from 'exceljs';
import { importPlan } from './index.ts';

type CellText =
  string | { text: string; span?: number; merge?: 'restart' | 'continue'; bold?: boolean; auto?: boolean };

const cellOf = (cell: CellText): TableCell => {
  const { text, span, merge, bold, auto } = typeof cell === 'string' ? { text: cell, span: 1 } : cell;
  return new TableCell({
    columnSpan: span ?? 1,
    ...(merge
      ? { verticalMerge: merge === 'restart' ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE }
      : {}),
    children: text.split('\n').map(
      (line) =>
        new Paragraph({
          children: [new TextRun({ text: line, bold: bold ?? false })],
          ...(auto ? { numbering: { reference: 'rows', level: 0 } } : {}),
        }),
    ),
  });
};

async function word(title: string, ...tables: CellText[][][]): Promise<Uint8Array> {
  const document = new Document({
    numbering: {
      config: [{ reference: 'rows', levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.' }] }],
    },
    sections: [
      {
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
          ...tables.flatMap((rows) => [
            new Table({ rows: rows.map((cells) => new TableRow({ children: cells.map(cellOf) })) }),
            new Paragraph(''),
          ]),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

const header: CellText[] = ['№ п/п', 'Мероприятие', 'Сроки', 'Ответственные', 'Результат'];

describe('a Word document', () => {
  it('gives measures, headings and cells merged over rows', async () => {
    const plan = await importPlan(
      await word('Дорожная карта на 2023-2024 учебный год', [
        header,
        [{ text: '1. Организационный блок', span: 5, bold: true }],
        ['1.1.', 'Семинар для школьных команд', 'октябрь', { text: 'УО\nРМК', merge: 'restart' }, 'Приказ'],
        ['1.2.', 'Аудит', '1 раз в четверть', { text: '', merge: 'continue' }, 'Справка'],
        [
          { text: '2', bold: true },
          { text: 'Методический блок', span: 4, bold: true },
        ],
        [{ text: '2.1', merge: 'restart' }, 'Круглый стол', 'март 2024', 'ИМЦ', ''],
        [{ text: '', merge: 'continue' }, 'Мастер-класс', 'май 2024', 'Школы-партнёры', 'Отчёт'],
      ]),
    );
    expect(
      plan.measures.map(({ number, section, title, responsible }) => [number, section, title, responsible]),
    ).toEqual([
      ['1.1', '1. Организационный блок', 'Семинар для школьных команд', ['УО', 'РМК']],
      ['1.2', '1. Организационный блок', 'Аудит', ['УО', 'РМК']],
      ['2.1', '2. Методический блок', 'Круглый стол', ['ИМЦ']],
    ]);
    expect(plan.measures[1]!.problems.map(({ code }) => code)).toEqual(['merged-cell']);
    expect(plan.measures[2]!.items).toMatchObject([
      { title: 'Мастер-класс', responsible: ['Школы-партнёры'] },
    ]);
    expect(plan.measures[0]!.term.parts).toMatchObject([{ from: '2023-10-01', assumed: true }]);
  });

  it('is counted where Word numbers the rows by itself', async () => {
    const row = (title: string): CellText[] => [{ text: '', auto: true }, title, 'май 2024', 'УО', ''];
    const plan = await importPlan(
      await word('План мероприятий', [header, row('Семинар'), row('Аудит'), row('Итоги')]),
    );
    expect(plan.measures.map(({ number, title }) => `${number} ${title}`)).toEqual([
      '1 Семинар',
      '2 Аудит',
      '3 Итоги',
    ]);
    expect(plan.measures[0]!.problems.map(({ code }) => code)).toEqual(['number-assumed']);
  });

  it('goes on in a second table after a page', async () => {
    const plan = await importPlan(
      await word(
        'План мероприятий',
        [header, ['1', 'Семинар', 'май 2024', 'УО', '']],
        [['2', 'Аудит', 'июнь 2024', 'УО', '']],
      ),
    );
    expect(plan.measures.map(({ number }) => number)).toEqual(['1', '2']);
  });

  it('may have a header of two rows', async () => {
    const plan = await importPlan(
      await word('План', [
        ['№', 'Мероприятие', { text: 'Срок', span: 2 }, 'Исполнитель'],
        ['', '', 'начало', 'окончание', ''],
        ['1', 'Семинар', '01.09.2023', '30.09.2023', 'УО'],
      ]),
    );
    expect(plan.measures[0]).toMatchObject({
      title: 'Семинар',
      term: { parts: [{ from: '2023-09-01', to: '2023-09-30' }] },
      responsible: ['УО'],
    });
  });
});

async function book(
  fill: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void,
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet('План'), workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

describe('a workbook', () => {
  it('gives measures below a title, with merged cells, dates and lost zeros', async () => {
    const plan = await importPlan(
      await book((sheet) => {
        sheet.addRow(['План мероприятий на 2023-2024 учебный год']);
        sheet.mergeCells('A1:E1');
        sheet.addRow(['№', 'Наименование мероприятия', 'Срок', 'Ответственный', 'Результат']);
        sheet.addRow(['3. Методический блок']);
        sheet.mergeCells('A3:E3');
        sheet.addRow([3.8, 'Семинар', new Date(Date.UTC(2023, 8, 5)), 'УО', 'Приказ']);
        sheet.addRow([3.9, 'Аудит', 'до 01.10.2023', 'РМК', '']);
        sheet.addRow([3.1, 'Итоги', 'май 2024', null, '']);
        sheet.mergeCells('D5:D6');
        sheet.addRow([new Date(Date.UTC(2023, 1, 4)), 'Собрание', 'май 2024', 'УО', '']);
      }),
    );
    expect(plan.measures.map(({ number, term, responsible }) => [number, term.text, ...responsible])).toEqual(
      [
        ['3.8', '05.09.2023', 'УО'],
        ['3.9', 'до 01.10.2023', 'РМК'],
        ['3.10', 'май 2024', 'РМК'],
        ['4.2', 'май 2024', 'УО'],
      ],
    );
    expect(plan.measures[0]!.section).toBe('3. Методический блок');
    expect(plan.measures[2]!.problems.map(({ code }) => code)).toContain('number-restored');
    expect(plan.period?.from).toBe('2023-08-01');
  });

  it('is read sheet by sheet; hidden ones are named', async () => {
    const plan = await importPlan(
      await book((sheet, workbook) => {
        sheet.addRow(['№', 'Мероприятие', 'Срок', 'Ответственный']);
        sheet.addRow([1, 'Семинар', 'май 2024', { richText: [{ text: 'У' }, { text: 'О' }] }]);
        const second = workbook.addWorksheet('Школы');
        second.addRow(['Мероприятие', 'Исполнитель', 'Дата']);
        second.addRow(['Аудит', 'ОО', { formula: '"июнь"&" 2024"', result: 'июнь 2024' }]);
        workbook.addWorksheet('Черновик', { state: 'hidden' }).addRow(['x']);
      }),
    );
    expect(plan.measures.map(({ title, table, responsible }) => [title, table, ...responsible])).toEqual([
      ['Семинар', 0, 'УО'],
      ['Аудит', 1, 'ОО'],
    ]);
    expect(plan.measures[1]!.term.certainty).toBe('read');
    expect(plan.problems.map(({ code }) => code)).toContain('hidden-sheet');
  });
});
