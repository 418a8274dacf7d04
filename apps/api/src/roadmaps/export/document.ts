import type { RoadmapDetails } from '@opora/contracts';
import {
  AlignmentType,
  Document,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { columns, withHeadings } from './columns.ts';

const font = 'Times New Roman';
/** Columns that not every plan has. */
const spare = new Set(['Показатель', 'Ожидаемый результат']);

const paragraphs = (text: string, bold = false, keepNext = false): Paragraph[] =>
  text
    .split('\n')
    .map(
      (line) => new Paragraph({ keepNext, children: [new TextRun({ text: line, bold, font, size: 22 })] }),
    );

const line = (
  text: string,
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType],
  bold = false,
): Paragraph => new Paragraph({ alignment, children: [new TextRun({ text, bold, font, size: 26 })] });

/** The roadmap as an annex to an order: a landscape page, the table with its header on every page. */
export async function toDocument(roadmap: RoadmapDetails): Promise<Buffer> {
  const cell = (text: string, width: number, bold = false): TableCell =>
    new TableCell({ width: { size: width, type: WidthType.PERCENTAGE }, children: paragraphs(text, bold) });
  // A column without a word would only take the place of the others.
  const used = columns.filter(({ name, text }) => !spare.has(name) || roadmap.rows.some(text));
  const share = 100 / used.reduce((sum, { width }) => sum + width, 0);
  const table = new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({
        tableHeader: true,
        children: used.map(({ name, width }) => cell(name, width * share, true)),
      }),
      ...withHeadings(roadmap).map((row) =>
        'heading' in row
          ? new TableRow({
              children: [
                new TableCell({ columnSpan: used.length, children: paragraphs(row.heading, true, true) }),
              ],
            })
          : new TableRow({
              cantSplit: true,
              children: used.map(({ text, width }) => cell(text(row.measure), width * share)),
            }),
      ),
    ],
  });
  const document = new Document({
    title: roadmap.title,
    creator: 'Опора',
    sections: [
      {
        // Margins and the number of the page as ГОСТ Р 7.0.97-2025 has them; the first page bears none.
        properties: {
          titlePage: true,
          page: {
            size: { orientation: PageOrientation.LANDSCAPE },
            margin: { left: '20mm', right: '10mm', top: '20mm', bottom: '20mm' },
          },
        },
        headers: {
          first: new Header({ children: [] }),
          default: new Header({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT], font, size: 24 })],
              }),
            ],
          }),
        },
        children: [
          line('Приложение', AlignmentType.RIGHT),
          line('к приказу от ____________ № ______', AlignmentType.RIGHT),
          line('', AlignmentType.CENTER),
          line(roadmap.title, AlignmentType.CENTER, true),
          line('', AlignmentType.CENTER),
          table,
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
