import type { Workbook } from 'exceljs';

/** An empty workbook; its library is loaded with the first one, so that a program that exports nothing does not hold it. */
export async function newWorkbook(): Promise<Workbook> {
  const { default: excel } = await import('exceljs');
  return new excel.Workbook();
}
