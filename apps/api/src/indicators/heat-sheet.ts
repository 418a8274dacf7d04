import type { Heat, MarkName } from '@opora/contracts';
import { newWorkbook } from '../platform/new-workbook.ts';

/** Fills of cells by mark, as light as on the screen, so that the number stays readable in print. */
const fills: { readonly [mark in MarkName]: string | null } = {
  green: 'FFD3EBDC',
  amber: 'FFFBE6B5',
  red: 'FFF6CFCB',
  none: null,
};
const words: { readonly [mark in MarkName]: string } = {
  green: 'план выполнен',
  amber: 'близко к плану',
  red: 'далеко от плана',
  none: 'не оценено',
};

/** The heat map as a workbook: the table with colors, and beside it every mark with its reason in words. */
export async function heatSheet(
  page: (cursor: string | undefined) => Promise<Heat>,
): Promise<{ name: string; type: string; content: Buffer }> {
  const workbook = await newWorkbook();
  const table = workbook.addWorksheet('Показатели', { views: [{ state: 'frozen', xSplit: 1, ySplit: 3 }] });
  const list = workbook.addWorksheet('Почему', { views: [{ state: 'frozen', ySplit: 1 }] });
  list.columns = [32, 10, 50, 26, 12, 18, 60].map((width) => ({ width }));
  list.addRow(['Школа', '№', 'Показатель', 'Период', 'Значение', 'Оценка', 'Почему']).font = { bold: true };
  let heat: Heat | undefined;
  do {
    const next = await page(heat?.next ?? undefined);
    if (!heat) {
      table.columns = [32, ...next.indicators.map(() => 18), 60].map((width) => ({ width }));
      table.addRow([`Показатели: ${next.district.name}`]).font = { bold: true };
      const head = table.addRow([
        'Школа',
        ...next.indicators.map((each) => `${each.code}. ${each.title}`),
        'Что советуют правила',
      ]);
      head.font = { bold: true };
      head.alignment = { wrapText: true, vertical: 'top' };
      table.addRow(['План', ...next.indicators.map(({ plan }) => plan)]);
    }
    heat = next;
    for (const school of heat.schools) {
      const cells = heat.indicators.map(({ id }) => school.cells.find((cell) => cell.indicatorId === id));
      const row = table.addRow([
        school.name,
        ...cells.map((cell) => cell?.value ?? null),
        school.standing.reason,
      ]);
      cells.forEach((cell, index) => {
        const color = cell && fills[cell.mark];
        if (color)
          row.getCell(index + 2).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: color } };
        if (!cell) return;
        const { code, title } = heat!.indicators[index]!;
        list
          .addRow([school.name, code, title, cell.periodTitle, cell.value, words[cell.mark], cell.reason])
          .getCell(2).numFmt = '@';
      });
    }
  } while (heat.next);
  return {
    name: `Показатели, ${heat.district.name}.xlsx`,
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content: Buffer.from(await workbook.xlsx.writeBuffer()),
  };
}
