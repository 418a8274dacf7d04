import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import ExcelJS from 'exceljs';
import { type PlannedDocument, type PlannedMeasure } from './random-plan.ts';

/** Ways in which documents write the same plan down as text. */
export interface TextStyle {
  name: string;
  render(plan: PlannedDocument): string;
}

const preamble = [
  'КОМИТЕТ ПО ОБРАЗОВАНИЮ АДМИНИСТРАЦИИ МУНИЦИПАЛЬНОГО РАЙОНА',
  'РАСПОРЯЖЕНИЕ',
  '25.08.2020 № 711',
  'Об утверждении плана мероприятий по повышению качества общего образования',
  'В целях повышения качества образования и в соответствии с планом работы комитета:',
  '1. Утвердить план мероприятий согласно приложению 1.',
  '2. Руководителям общеобразовательных организаций обеспечить выполнение плана.',
  '3. Контроль за исполнением распоряжения оставляю за собой.',
  'Председатель комитета    И.П. Федоренко',
  'Приложение 1',
  'к распоряжению от 25.08.2020 № 711',
];
const signature = ['Исп. Петрова М.И., тел. 2-15-44'];
const pairs = [
  ['№', 'Общеобразовательная организация', 'Школа-партнёр', 'Куратор'],
  ['1', 'МОУ «СОШ № 3»', 'МОУ «СОШ № 1»', 'Сидорова Е.В.'],
  ['2', 'МОУ «ООШ № 4»', 'МОУ «Лицей»', 'Кузнецов П.А.'],
];

const heading = ({ number, title }: { number: string; title: string }): string =>
  number ? `${number} ${title}` : title;

const text = (measure: PlannedMeasure, kind: keyof PlannedMeasure, separator = ', '): string =>
  kind === 'responsible' ? measure.responsible.join(separator) : measure[kind];

/** A heading in the first cell of its row. */
const firstOf = (plan: PlannedDocument, title: string): string[] =>
  plan.columns.map((_, index) => (index ? '' : title));

function rows(plan: PlannedDocument, separator = ', '): { heading?: string; cells: string[] }[] {
  return plan.sections.flatMap((section) => [
    { heading: heading(section), cells: firstOf(plan, heading(section)) },
    ...section.measures.map((measure) => ({
      cells: plan.columns.map(({ kind }) => text(measure, kind, separator)),
    })),
  ]);
}

const header = (plan: PlannedDocument): string[] => plan.columns.map(({ name }) => name);
const around = (plan: PlannedDocument, table: string, close = '', foreign = ''): string =>
  [...preamble, plan.title, '', table, close, ...signature, foreign].join('\n');

const tabbed = (plan: PlannedDocument, headingRow: (text: string, width: number) => string): string =>
  [
    header(plan).join('\t'),
    ...rows(plan).map((row) =>
      row.heading === undefined ? row.cells.join('\t') : headingRow(row.heading, plan.columns.length),
    ),
  ].join('\n');

/** Breaks a text into lines no longer than `width`; a word that is longer is divided with a hyphen. */
function wrapped(content: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of content.split(/[ \n]+/)) {
    // A word that has a hyphen of its own is divided there.
    const halves = word.length > width ? word.split(/(?<=[\p{L}.]-)/u) : [word];
    const pieces = halves.flatMap((half) =>
      half.length > width ? (half.match(new RegExp(`.{1,${width - 3}}`, 'gu')) ?? []) : [half],
    );
    pieces.forEach((piece, index) => {
      // A piece of one letter, or one that ends in a sign, is no half of a word.
      const hyphen = index < pieces.length - 1 && !piece.endsWith('-') ? '-' : '';
      const line = lines.at(-1)!;
      if (line && line.length + 1 + piece.length + hyphen.length <= width && !line.endsWith('-'))
        lines[lines.length - 1] = `${line} ${piece}${hyphen}`;
      else if (line) lines.push(piece + hyphen);
      else lines[0] = piece + hyphen;
    });
  }
  return lines;
}

/** The lines of a row of narrow columns. */
function columnsOf(cells: readonly string[], widths: readonly number[]): string[][] {
  const wrappedCells = cells.map((cell, index) => wrapped(cell, widths[index]!));
  const height = Math.max(...wrappedCells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    wrappedCells.map((lines, index) => (lines[at] ?? '').padEnd(widths[index]!)),
  );
}

const narrow = (plan: PlannedDocument): number[] =>
  plan.columns.map(
    ({ kind }) => ({ number: 7, title: 28, term: 16, responsible: 18, indicator: 18, result: 20 })[kind],
  );

function drawn(
  plan: PlannedDocument,
  line: (cells: readonly string[]) => string,
  ruler: (widths: readonly number[], at: 'top' | 'inner' | 'bottom') => string,
  every: boolean,
): string {
  const widths = narrow(plan);
  const total = widths.reduce((sum, width) => sum + width + 1, -1);
  const lines = (cells: readonly string[], own = widths): string[] => columnsOf(cells, own).map(line);
  const inner = every ? [ruler(widths, 'inner')] : [];
  return [
    ruler(widths, 'top'),
    ...lines(header(plan)),
    ruler(widths, 'inner'),
    ...rows(plan).flatMap((row, index) => [
      ...(index > 0 ? inner : []),
      ...(row.heading === undefined ? lines(row.cells) : lines([row.heading], [total])),
    ]),
    ruler(widths, 'bottom'),
  ].join('\n');
}

/** Every text style, from tables with tabs to columns set apart by spaces. */
export const textStyles: readonly TextStyle[] = [
  {
    name: 'rows with tabs, headings padded with empty cells',
    render: (plan) =>
      around(
        plan,
        tabbed(plan, (title, width) => title + '\t'.repeat(width - 1)),
      ),
  },
  {
    name: 'rows with tabs, headings on lines of their own',
    render: (plan) =>
      around(
        plan,
        tabbed(plan, (title) => title),
      ),
  },
  {
    name: 'rows with tabs, headings in bold, a list of pairs after',
    render: (plan) =>
      around(
        plan,
        tabbed(plan, (title, width) => `**${title}**${'\t'.repeat(width - 1)}`),
        '',
        `\nПриложение 2\nПеречень сетевых пар\n\n${pairs.map((row) => row.join('\t')).join('\n')}\n`,
      ),
  },
  {
    name: 'rows with tabs over pages with numbers and repeated headers',
    render: (plan) => {
      const lines = tabbed(plan, (title, width) => title + '\t'.repeat(width - 1)).split('\n');
      const pages = lines.flatMap((line, index) =>
        index > 0 && index % 7 === 0 ? ['', String(index / 7), '', lines[0]!, line] : [line],
      );
      return around(plan, pages.join('\n'));
    },
  },
  {
    name: 'rows with tabs over pages with numbers only',
    render: (plan) => {
      const lines = tabbed(plan, (title, width) => title + '\t'.repeat(width - 1)).split('\n');
      return around(
        plan,
        lines
          .flatMap((line, index) =>
            index > 0 && index % 6 === 0 ? ['', `- ${index / 6} -`, '', line] : [line],
          )
          .join('\n'),
      );
    },
  },
  {
    name: 'one cell a line after a tab',
    render: (plan) =>
      around(
        plan,
        [
          header(plan)
            .map((cell) => `\t${cell}`)
            .join('\n'),
          ...rows(plan, ',\n\n').map((row) =>
            row.heading === undefined ? row.cells.map((cell) => `\t${cell}`).join('\n') : `\t${row.heading}`,
          ),
        ].join('\n\n'),
        '\n\n',
      ),
  },
  {
    name: 'markdown',
    render: (plan) => {
      const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
      return around(
        plan,
        [
          line(header(plan)),
          `|${plan.columns.map(() => '---').join('|')}|`,
          ...rows(plan).map(({ cells }) => line(cells)),
        ].join('\n'),
      );
    },
  },
  {
    name: 'csv with semicolons',
    render: (plan) => {
      const quote = (cell: string): string =>
        /[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
      return [header(plan), ...rows(plan, '\n').map(({ cells }) => cells)]
        .map((cells) => cells.map(quote).join(';'))
        .join('\r\n');
    },
  },
  {
    name: 'columns set apart by spaces',
    render: (plan) => {
      const widths = plan.columns.map(({ kind, name }) =>
        Math.max(
          name.length,
          ...plan.sections.flatMap(({ measures }) => measures.map((one) => text(one, kind).length)),
        ),
      );
      const line = (cells: readonly string[]): string =>
        cells
          .map((cell, index) => cell.padEnd(widths[index]! + 3))
          .join('')
          .trimEnd();
      return around(
        plan,
        [
          line(header(plan)),
          ...rows(plan).map((row) => (row.heading === undefined ? line(row.cells) : row.heading)),
        ].join('\n'),
        '\n',
      );
    },
  },
  {
    name: 'a table drawn with lines and ruled between its rows',
    render: (plan) =>
      around(
        plan,
        drawn(
          plan,
          (cells) => `│${cells.join('│')}│`,
          (widths, at) => {
            const [left, cross, right] = { top: '┌┬┐', inner: '├┼┤', bottom: '└┴┘' }[at].split('') as [
              string,
              string,
              string,
            ];
            return left + widths.map((width) => '─'.repeat(width)).join(cross) + right;
          },
          true,
        ),
      ),
  },
  {
    name: 'a table of plus and minus signs',
    render: (plan) =>
      around(
        plan,
        drawn(
          plan,
          (cells) => `|${cells.join('|')}|`,
          (widths) => `+${widths.map((width) => '-'.repeat(width)).join('+')}+`,
          true,
        ),
      ),
  },
  {
    name: 'a table of bars without rules between its rows',
    render: (plan) =>
      around(
        plan,
        drawn(
          plan,
          (cells) => `|${cells.join('|')}|`,
          (widths) => `|${widths.map((width) => '-'.repeat(width)).join('|')}|`,
          false,
        ),
      ),
  },
  {
    name: 'narrow columns set apart by spaces, with words divided and pages numbered',
    render: (plan) => {
      const widths = narrow(plan);
      const line = (cells: readonly string[]): string => cells.join('    ').trimEnd();
      const body = rows(plan).flatMap((row) =>
        row.heading === undefined ? [...columnsOf(row.cells, widths).map(line), ''] : [row.heading, ''],
      );
      const pages: string[] = [];
      let since = 0;
      for (const one of body) {
        pages.push(one);
        since += 1;
        if (one !== '' || since < 25) continue;
        pages.push(`${' '.repeat(50)}${pages.length}`.slice(-54), '\f');
        since = 0;
      }
      return around(plan, [...columnsOf(header(plan), widths).map(line), '', ...pages].join('\n'), '\n\n');
    },
  },
  {
    name: 'columns ruled by dashes, with empty lines between the rows',
    render: (plan) => {
      const widths = narrow(plan).map((width, index) => (index ? width : 30));
      const line = (cells: readonly string[]): string => `  ${cells.join(' ')}`.trimEnd();
      const frame = `  ${'-'.repeat(widths.reduce((sum, width) => sum + width + 1, -1))}`;
      const block = (cells: readonly string[]): string => columnsOf(cells, widths).map(line).join('\n');
      return around(
        plan,
        [
          `${frame}\n${block(header(plan))}\n${line(widths.map((width) => '-'.repeat(width)))}`,
          ...rows(plan).map(({ cells }) => block(cells)),
          frame,
        ].join('\n\n'),
      ).replace(/(-{5})\n\n/, '$1\n');
    },
  },
  {
    name: 'HTML with headings over all columns',
    render: (plan) =>
      around(
        plan,
        `<table><tr>${header(plan)
          .map((cell) => `<th>${cell}</th>`)
          .join('')}</tr>${rows(plan, '<br>')
          .map((row) =>
            row.heading === undefined
              ? `<tr>${row.cells.map((cell) => `<td><p>${cell}</p></td>`).join('')}</tr>`
              : `<tr><td colspan="${plan.columns.length}"><b>${row.heading}</b></td></tr>`,
          )
          .join('')}</table>`,
      )
        .split('\n')
        .map((line) => (line.startsWith('<table') ? line : `<p>${line}</p>`))
        .join(''),
  },
  {
    name: 'one cell a line and nothing between',
    render: (plan) =>
      around(
        plan,
        [
          header(plan).join('\n'),
          ...rows(plan).map((row) =>
            row.heading === undefined ? row.cells.filter(Boolean).join('\n') : row.heading,
          ),
        ].join('\n'),
      ),
  },
];

/** The plan as a Word document with an order before it and a list of pairs after it. */
export async function renderDocx(plan: PlannedDocument): Promise<Uint8Array> {
  const paragraphs = (content: string, bold = false): Paragraph[] =>
    content.split('\n').map((line) => new Paragraph({ children: [new TextRun({ text: line, bold })] }));
  const cell = (content: string, span = 1, bold = false): TableCell =>
    new TableCell({ columnSpan: span, children: paragraphs(content, bold) });
  const table = new Table({
    rows: [
      new TableRow({ children: header(plan).map((name) => cell(name, 1, true)) }),
      ...rows(plan, '\n').map((row) =>
        row.heading === undefined
          ? new TableRow({ children: row.cells.map((content) => cell(content)) })
          : new TableRow({ children: [cell(row.heading, plan.columns.length, true)] }),
      ),
    ],
  });
  const foreign = new Table({
    rows: pairs.map((row) => new TableRow({ children: row.map((content) => cell(content)) })),
  });
  const children = [
    ...[...preamble, plan.title].flatMap((line) => paragraphs(line)),
    table,
    ...paragraphs('Перечень сетевых пар'),
    foreign,
  ];
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })));
}

/** The plan as a workbook whose title and headings are merged over the table's width. */
export async function renderXlsx(plan: PlannedDocument): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('План');
  const wide = (content: string): void => {
    const row = sheet.addRow([content]);
    sheet.mergeCells(row.number, 1, row.number, plan.columns.length);
  };
  wide(plan.title);
  sheet.addRow([]);
  sheet.addRow(header(plan));
  rows(plan, '\n').forEach((row) =>
    row.heading === undefined ? sheet.addRow(row.cells) : wide(row.heading),
  );
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
