import { expect, it } from '@jest/globals';
import type { DocumentInfo } from '@opora/contracts';
import ExcelJS from 'exceljs';
import { registerSheet } from './register-sheet.ts';

const one = (title: string, more: Partial<DocumentInfo> = {}): DocumentInfo => ({
  ...{ id: title, kind: 'partner-order', kindTitle: 'Приказ о парах', title, caseId: null, scan: null },
  ...{ district: { id: 'd', name: 'Район' }, school: null, status: 'draft', number: null, date: null },
  ...{ signatory: null, signatoryPost: null, cancelReason: null, version: 1, createdBy: 'x', createdAt: '' },
  ...{ may: { write: true, sign: true } },
  ...more,
});

it('writes every page of the register, with the number as text and the date as a date', async () => {
  const signed = one('О парах', {
    status: 'signed',
    number: '007',
    date: '2031-10-05',
    signatory: 'Иванова О. П.',
  });
  const pages = [
    { items: [signed], total: 2, next: 'c' },
    { items: [one('О перечне')], total: 2, next: null },
  ];
  const asked: (string | undefined)[] = [];
  const file = await registerSheet((cursor) => {
    asked.push(cursor);
    return Promise.resolve(pages[asked.length - 1]!);
  });
  expect([asked, file.name]).toEqual([[undefined, 'c'], 'Реестр документов.xlsx']);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file.content as never);
  const rows = book.worksheets[0]!;
  expect(rows.rowCount).toBe(3);
  expect([2, 3, 4, 5, 6, 8].map((column) => rows.getRow(2).getCell(column).value)).toEqual([
    ...['О парах', 'Район', '007', new Date('2031-10-05T00:00:00Z'), 'Иванова О. П.', 'подписан'],
  ]);
});
