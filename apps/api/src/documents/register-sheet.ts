import type { DocumentInfo, Page } from '@opora/contracts';
import { newWorkbook } from '../platform/new-workbook.ts';
import type { FileToSend } from '../platform/send-file.ts';

const states: { readonly [status in DocumentInfo['status']]: string } = {
  draft: 'черновик',
  'on-signature': 'на подписи',
  signed: 'подписан',
  cancelled: 'отменён',
};
const columns: readonly { head: string; width: number; of(one: DocumentInfo): string | Date | null }[] = [
  { head: 'Вид', width: 26, of: ({ kindTitle }) => kindTitle },
  { head: 'Документ', width: 60, of: ({ title }) => title },
  { head: 'Школа', width: 28, of: ({ school, district }) => school?.name ?? district.name },
  { head: 'Номер', width: 14, of: ({ number }) => number },
  { head: 'Дата', width: 12, of: ({ date }) => (date === null ? null : new Date(`${date}T00:00:00Z`)) },
  { head: 'Кто подписал', width: 32, of: ({ signatory }) => signatory },
  { head: 'Должность', width: 32, of: ({ signatoryPost }) => signatoryPost },
  { head: 'Состояние', width: 14, of: ({ status }) => states[status] },
  { head: 'Скан', width: 24, of: ({ scan }) => scan },
  { head: 'Причина отмены', width: 32, of: ({ cancelReason }) => cancelReason },
];

/** The register of documents as a workbook, page by page. */
export async function registerSheet(
  page: (cursor: string | undefined) => Promise<Page<DocumentInfo>>,
): Promise<FileToSend> {
  const workbook = await newWorkbook();
  const table = workbook.addWorksheet('Документы', { views: [{ state: 'frozen', ySplit: 1 }] });
  table.columns = columns.map(({ width }) => ({ width }));
  table.addRow(columns.map(({ head }) => head)).font = { bold: true };
  let next: string | null | undefined;
  do {
    const found = await page(next ?? undefined);
    for (const one of found.items) {
      const row = table.addRow(columns.map(({ of }) => of(one)));
      row.getCell(4).numFmt = '@';
      row.getCell(5).numFmt = 'dd.mm.yyyy';
    }
    next = found.next;
  } while (next);
  return {
    name: 'Реестр документов.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content: Buffer.from(await workbook.xlsx.writeBuffer()),
  };
}
