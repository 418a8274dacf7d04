import type { MeasureStatus, RoadmapDetails } from '@opora/contracts';
import ExcelJS from 'exceljs';
import { columns, withHeadings } from './columns.ts';

const states: { readonly [status in MeasureStatus]: string } = {
  planned: 'запланировано',
  'in-progress': 'выполняется',
  done: 'выполнено',
  checked: 'проверено',
  cancelled: 'снято',
};

/** The roadmap as a table with its days and states; texts stay texts, so that nothing is taken for a formula. */
export async function toSheet(roadmap: RoadmapDetails): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Дорожная карта', { views: [{ state: 'frozen', ySplit: 2 }] });
  const names = [
    ...columns.map(({ name }) => name),
    'Первый день',
    'Последний день',
    'Состояние',
    'Документов',
  ];
  sheet.columns = [
    ...columns.map(({ width }) => ({ width: width * 1.6 })),
    ...[12, 12, 16, 12].map((width) => ({ width })),
  ];
  const wide = (text: string): void => {
    const row = sheet.addRow([text]);
    sheet.mergeCells(row.number, 1, row.number, names.length);
    row.font = { bold: true };
  };
  wide(roadmap.title);
  sheet.addRow(names).font = { bold: true };
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
    added.getCell(1).numFmt = '@';
    for (const at of [columns.length + 1, columns.length + 2]) added.getCell(at).numFmt = 'dd.mm.yyyy';
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
