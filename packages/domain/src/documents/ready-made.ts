import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  type ISectionOptions,
} from 'docx';

/** What a ready-made template is put together from. */
export type Piece = Paragraph | Table;

const font = 'Times New Roman';
/** Half points: 13 pt of text, 12 pt in tables (ГОСТ Р 7.0.97-2025 allows 12 to 14). */
const sizes = { text: 26, table: 24 } as const;
const millimeters = (value: number): string => `${value}mm`;
const mm = millimeters as (value: number) => `${number}mm`;

interface Look {
  align?: 'left' | 'center' | 'right' | 'both';
  bold?: boolean;
  indent?: boolean;
  size?: number;
  /** Millimeters above. */
  before?: number;
  newPage?: boolean;
}

/** A paragraph; `\n` begins a new line inside it. */
export function line(written: string, look: Look = {}): Paragraph {
  const lines = written.split('\n');
  return new Paragraph({
    alignment: {
      left: AlignmentType.LEFT,
      center: AlignmentType.CENTER,
      right: AlignmentType.RIGHT,
      both: AlignmentType.BOTH,
    }[look.align ?? 'left'],
    ...(look.indent ? { indent: { firstLine: mm(12.5) } } : {}),
    spacing: { before: Math.round((look.before ?? 0) * 56.7), after: 0 },
    pageBreakBefore: look.newPage ?? false,
    children: lines.map(
      (text, index) =>
        new TextRun({
          text,
          font,
          bold: look.bold ?? false,
          size: look.size ?? sizes.text,
          ...(index > 0 ? { break: 1 } : {}),
        }),
    ),
  });
}

/** A paragraph of the text proper: both edges even, first line indented. */
export const body = (written: string): Paragraph =>
  line(written, { align: 'both', indent: true, before: 1.5 });

/** A heading inside the document. */
export const heading = (written: string): Paragraph =>
  line(written, { align: 'center', bold: true, before: 5 });

const rule = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const nothing = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };

/** A table with a head that is repeated on every page and one row of tags for the list. */
export function listTable(name: string, columns: { head: string; tag: string; width: number }[]): Table {
  const cell = (text: string, width: number, bold: boolean): TableCell =>
    new TableCell({
      width: { size: width, type: WidthType.PERCENTAGE },
      verticalAlign: VerticalAlign.TOP,
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [line(text, { size: sizes.table, bold, align: bold ? 'center' : 'left' })],
    });
  const last = columns.length - 1;
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: rule,
      bottom: rule,
      left: rule,
      right: rule,
      insideHorizontal: rule,
      insideVertical: rule,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        children: columns.map(({ head, width }) => cell(head, width, true)),
      }),
      new TableRow({
        cantSplit: true,
        children: columns.map(({ tag, width }, index) =>
          cell(
            `${index === 0 ? `{#${name}}` : ''}{${tag}}${index === last ? `{/${name}}` : ''}`,
            width,
            false,
          ),
        ),
      }),
    ],
  });
}

/** Two or more columns without lines: signatures, parties, date and number. */
export function columnsOf(
  cells: { text: string; width: number; align?: Look['align'] }[],
  before = 0,
): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: nothing,
      bottom: nothing,
      left: nothing,
      right: nothing,
      insideHorizontal: nothing,
      insideVertical: nothing,
    },
    rows: [
      new TableRow({
        children: cells.map(
          ({ text, width, align }) =>
            new TableCell({
              width: { size: width, type: WidthType.PERCENTAGE },
              verticalAlign: VerticalAlign.BOTTOM,
              children: [line(text, { align: align ?? 'left', before })],
            }),
        ),
      }),
    ],
  });
}

/** The head of an order: authority, kind of the document, date and number, place, what it is about. */
export const orderHead = (kind: string): Piece[] => [
  line('{организация | заглавными}', { align: 'center', bold: true }),
  line(kind, { align: 'center', bold: true, before: 6 }),
  columnsOf(
    [
      { text: '{дата}', width: 50 },
      { text: '№ {номер}', width: 50, align: 'right' },
    ],
    4,
  ),
  line('{место}', { align: 'center', before: 2 }),
  line('{заголовок}', { bold: true, before: 6 }),
];

/** The signature with the post at the left and the name at the right, and the code of the verification page. */
export const signature = (): Piece[] => [
  columnsOf(
    [
      { text: '{подписант.должность | с заглавной}', width: 60 },
      { text: '{подписант.имя | инициалы}', width: 40, align: 'right' },
    ],
    12,
  ),
  ...verification(),
];

/** The QR code with the address in words and who prepared the document. */
export const verification = (): Piece[] => [
  line('{@qr}', { before: 8 }),
  line('Проверить документ: {ссылка}', { size: 20 }),
  line('{исполнитель.имя}\n{исполнитель.телефон}', { size: 20, before: 3 }),
];

/** The mark of an annex at the upper right, on a new page. */
export const annex = (of: string): Piece[] => [
  line(`Приложение\nк ${of}\nот {дата} № {номер}`, { align: 'right', newPage: true }),
];

/** Packs the pieces into a docx with the margins of the standard. */
export function pack(title: string, pieces: Piece[]): Promise<Buffer> {
  const section: ISectionOptions = {
    properties: {
      page: {
        size: { width: mm(210), height: mm(297) },
        margin: { left: mm(30), right: mm(10), top: mm(20), bottom: mm(20) },
      },
    },
    children: pieces,
  };
  return Packer.toBuffer(
    new Document({
      title,
      creator: 'Опора',
      styles: { default: { document: { run: { font, size: sizes.text } } } },
      sections: [section],
    }),
  );
}
