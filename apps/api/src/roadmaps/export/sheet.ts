import type { MeasureStatus, RoadmapDetails } from '@opora/contracts';
import { newWorkbook } from '../../platform/new-workbook.ts';
import { columns, withHeadings } from './columns.ts';

const states: { readonly [status in MeasureStatus]: string } = {
  planned: 'запланировано',
  'in-progress': 'выполняется',
  done: 'выполнено',
  checked: 'проверено',
  cancelled: 'снято',
};

/** Points; no row of Excel is higher. */
const highest = 409;

/** The roadmap as a table with its days and states; texts stay texts, so that nothing is taken for a formula. */
export async function toSheet(roadmap: RoadmapDetails): Promise<Buffer> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet('Дорожная карта', {
    views: [{ state: 'frozen', ySplit: 2 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.pageSetup.printTitlesRow = '2:2';
  const names = [
    ...columns.map(({ name }) => name),
    'Первый день',
    'Последний день',
    'Состояние',
    'Файлов приложено',
  ];
  sheet.columns = [
    ...columns.map(({ width }) => ({ width: width * 1.6 })),
    ...[12, 12, 16, 11].map((width) => ({ width })),
  ];
  const wide = (text: string): void => {
    const row = sheet.addRow([text]);
    sheet.mergeCells(row.number, 1, row.number, names.length);
    row.font = { bold: true };
  };
  wide(roadmap.title);
  const head = sheet.addRow(names);
  head.font = { bold: true };
  head.alignment = { wrapText: true, vertical: 'top' };
  head.height = 30;
  for (const row of withHeadings(roadmap)) {
    if ('heading' in row) {
      wide(row.heading);
      continue;
    }
    const { measure } = row;
    const day = (text: string | null): Date | null => (text ? new Date(`${text}T00:00:00Z`) : null);
    const added = sheet.addRow([
      ...columns.map(({ text }) => text(measure)),
      day(measure.from),
      day(measure.due),
      states[measure.status],
      measure.evidence,
    ]);
    added.alignment = { wrapText: true, vertical: 'top' };
    // Programs other than Excel do not make a row as high as its text.
    added.height = Math.min(
      highest,
      15 * Math.max(...columns.map(({ text, width }) => linesOf(text(measure), width * 1.6))),
    );
    added.getCell(1).numFmt = '@';
    for (const at of [columns.length + 1, columns.length + 2]) added.getCell(at).numFmt = 'dd.mm.yyyy';
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** How many lines a text takes in a cell so many characters wide; words are not torn, so that some room is left over in each. */
const linesOf = (text: string, width: number): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.15) / width)), 0);
