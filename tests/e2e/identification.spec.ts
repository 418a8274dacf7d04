import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { Browser } from 'playwright-core';

import { launch, rest, shows, Visitor } from './support/browser.ts';

/** Results of two years as a methodologist keeps them: one school is weak, one row has no such school. */
async function workbook(weak: string, strong: string): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Результаты');
  sheet.addRow(['Результаты экзаменов по району']);
  sheet.addRow([
    'Наименование ОО',
    'Процедура',
    'Предмет',
    'Класс',
    'Год',
    'Участников',
    '% не преодолевших минимум',
    'Средний балл',
  ]);
  for (const [school, share] of [
    [weak, 40],
    [strong, 5],
  ] as const)
    for (const year of [2024, 2025])
      for (const subject of ['Математика', 'Русский язык'])
        sheet.addRow([school, 'ОГЭ', subject, 9, year, 20, share, share > 30 ? 3.1 : 4.1]);
  sheet.addRow(['Школа, которой нет', 'ОГЭ', 'Математика', 9, 2025, 20, 10, 3.5]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('the selection of schools', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launch()));
  afterAll(() => browser?.close());

  it('goes from a table of results to a saved list with reasons, as a methodologist works', async () => {
    const visitor = await Visitor.signedIn(browser, 'method');
    const { page } = visitor;
    const me = await (await rest('method')).get('/api/auth/me');
    const { items } = await (await rest('method')).get('/api/schools?limit=200');
    const own = items.filter((school: { district: { id: string } }) => school.district.id === me.district.id);
    const [weak, strong] = own;

    await page.goto('/identification?tab=results');
    await page.getByTestId('import-file').setInputFiles({
      name: 'результаты.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: await workbook(weak.name, strong.name),
    });
    await page.getByTestId('import-preview').waitFor();
    await page.getByText('в районе нет школы «Школа, которой нет»', { exact: false }).waitFor();
    await visitor.screenshot('import-preview');
    await page.getByTestId('import-confirm').click();
    await page.getByTestId('import-note').waitFor();

    await page.getByTestId('tab-studio').click();
    await page.getByTestId('preview').getByTestId('total-low-results').waitFor();
    await page.getByTestId('save-run').click();
    await page.getByTestId('verdict').filter({ hasText: weak.shortName }).waitFor();
    await page.getByText('не преодолели минимум 40 %, год назад 40 %', { exact: false }).first().waitFor();
    await visitor.screenshot('identification');

    await page.getByTestId('parameter-lowShare').locator('input').fill('50');
    await page.getByTestId('changes').getByText(weak.shortName).waitFor();
    await shows(page.getByTestId('changes'), 'вышла из списка');

    await page.getByTestId('apply-run').click();
    await page.getByTestId('reason').locator('input').fill('Список утверждён приказом');
    await page.getByTestId('confirm').click();
    await page.getByText('Кластеры назначены.').waitFor();
    const after = await (await rest('method')).get(`/api/schools/${weak.id}`);
    expect(after.status).toBe('low-results');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});
