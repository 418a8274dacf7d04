import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { Browser, Page } from 'playwright-core';

import { launch, rest, shows, until, Visitor } from './support/browser.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const year = new Date().getFullYear();

async function workbook(rows: readonly unknown[][]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Лист');
  rows.forEach((row) => sheet.addRow([...row]));
  return Buffer.from(await book.xlsx.writeBuffer());
}

const plan = (): Promise<Buffer> =>
  workbook([
    ['№', 'Мероприятие', 'Срок', 'Ответственный', 'Показатель', 'Ожидаемый результат'],
    [
      ...['1.1', 'Оснастить кабинеты математики и физики', `до 01.10.${year + 1}`],
      ...['Директор школы', 'Доля оснащённых кабинетов', 'Кабинеты работают'],
    ],
    [
      ...['1.2', 'Собрания для родителей', 'в течение учебного года'],
      ...['Классные руководители', 'Доля родителей на собраниях', 'Родители знают о программе'],
    ],
    ['2.1', 'Курсы для учителей', `4 квартал ${year + 1} года`, 'Методическая служба', '', 'Учителя обучены'],
  ]);

/** Roadmap, round and golden thread of one school: each test goes on where the one before ended. */
describe('the programme of a district', () => {
  let browser: Browser;
  let method: Visitor;
  let page: Page;
  let school: { id: string; name: string; shortName: string };
  const errors: string[][] = [];

  beforeAll(async () => {
    browser = await launch();
    const director = await rest('director-1');
    const { school: own } = await director.get('/api/auth/me');
    school = await director.get(`/api/schools/${own.id}`);
    method = await Visitor.signedIn(browser, 'method');
    ({ page } = method);
    errors.push(method.errors);
  }, 120_000);
  afterAll(() => browser?.close());

  const complete = async ({ page: at }: Visitor): Promise<void> => {
    await at.getByTestId('complete').click();
    await at.getByTestId('after').waitFor();
  };

  it('imports the roadmap from a file and hands it down to the schools', async () => {
    await page.goto('/roadmap');
    await page.getByRole('button', { name: 'Загрузить план' }).first().click();
    const panel = page.getByTestId('plan-import');
    await panel.locator('input[type=file]').setInputFiles({
      name: 'дорожная карта.xlsx',
      mimeType: xlsx,
      buffer: await plan(),
    });
    await panel.getByRole('button', { name: 'Прочитать' }).click();
    await shows(panel.getByTestId('plan-summary'), 'Прочитано мероприятий: 3');
    // A correction is kept for as long as the next cell is being written: its answer takes nothing away from that.
    let written!: () => void;
    const untilWritten = new Promise<void>((resolve) => (written = resolve));
    await page.route('**/api/roadmaps/imports/*', async (route) => {
      await untilWritten;
      await route.continue();
    });
    const answered = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await panel.getByLabel('Показатель 2.1').fill('Доля обученных');
    const result = panel.getByLabel('Ожидаемый результат 2.1');
    await result.fill('Все учителя');
    written();
    await answered;
    await shows(panel.getByTestId('plan-summary'), 'Проверить нужно: 0');
    await result.pressSequentially(' обучены');
    await page.unroute('**/api/roadmaps/imports/*');
    await panel.getByLabel('Название карты').focus();
    expect(await result.inputValue()).toBe('Все учителя обучены');
    await panel.getByLabel('Название карты').fill(`Дорожная карта ${year}`);
    await panel.getByLabel('Начало').fill(`${year}-09-01`);
    await panel.getByLabel('Окончание').fill(`${year + 1}-12-31`);
    await panel.getByRole('button', { name: 'Создать дорожную карту' }).click();
    await shows(page.getByTestId('roadmap-note'), 'Дорожная карта создана.');
    await shows(page.getByTestId('roadmap-row'), 'Оснастить кабинеты математики и физики');
    // As in a spreadsheet: a block is pasted over the table and beyond it, and taken back by a key.
    const line = (text: string) => page.getByTestId('roadmap-row').filter({ hasText: text });
    await line('Курсы для учителей').locator('td').nth(1).click();
    const block = `Курсы для всех учителей\tдо 01.11.${year + 1}\nСправка о курсах\tдекабрь ${year + 1}\n`;
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', ${JSON.stringify(block)});
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }`);
    await shows(page.getByTestId('sheet-note'), 'Сохранено: изменены 2 строки');
    await shows(line('2.2'), 'Справка о курсах');
    await shows(line('2.1'), 'Курсы для всех учителей', `до 01.11.${year + 1}`);
    await page.keyboard.press('Control+z');
    await shows(page.getByTestId('sheet-note'), 'Правка отменена');
    await line('Справка о курсах').waitFor({ state: 'detached' });
    await shows(line('2.1'), '4 квартал');
    // Narrowed by words, the table takes edits of what is in sight, and the row stays in sight though it fits no longer.
    await page.getByTestId('roadmap-search').locator('input').fill('для учителей');
    await shows(page.getByTestId('roadmap-shown'), 'Показано 1 из');
    await line('2.1').getByRole('gridcell').nth(1).dblclick();
    await page.getByTestId('roadmap-table').locator('textarea').fill('Курсы для завучей');
    await page.keyboard.press('Enter');
    await shows(page.getByTestId('sheet-note'), 'Сохранено');
    await shows(line('2.1'), 'Курсы для завучей');
    await page.keyboard.press('Control+z');
    await shows(line('2.1'), 'Курсы для учителей');
    await page.getByTestId('roadmap-search').locator('input').fill('такого нет');
    await page.getByText('Ничего не найдено').waitFor();
    await page.getByRole('button', { name: 'Сбросить' }).click();
    // What was taken out comes back from its list, and on a narrow screen a measure opens over the table.
    await page.getByTestId('removed-rows').click();
    await page.getByTestId('restore-row').click();
    await shows(line('2.2'), 'Справка о курсах');
    await page.keyboard.press('Escape');
    await page.getByTestId('add-row').click();
    await page.getByTestId('roadmap-table').locator('textarea').pressSequentially('Круглый стол');
    await page.keyboard.press('Enter');
    await line('Круглый стол').waitFor();
    expect(await page.getByText('Новое мероприятие').count()).toBe(0);
    await page.setViewportSize({ width: 1024, height: 768 });
    await line('2.1').getByRole('button').click();
    const side = await page.getByRole('complementary', { name: /Курсы для учителей/ }).boundingBox();
    expect([side!.y < 100, side!.x + side!.width <= 1024]).toEqual([true, true]);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByTestId('roadmap-cascade').click();
    await page.getByTestId('roadmap-cascade-confirm').click();
    await shows(page.getByTestId('roadmap-note'), 'Карт создано');
    // The card of a document says what stands blank, as high as its words are; on paper a card stands below the list.
    await page.goto('/documents?make=committee-protocol');
    await page.getByTestId('document-make').click();
    const blanks = page.getByTestId('document-unfilled');
    await shows(blanks, 'кто вёл заседание; кто вёл протокол');
    expect((await blanks.boundingBox())!.height).toBeGreaterThan(60);
    await page.setViewportSize({ width: 1024, height: 768 });
    const place = (): Promise<string> =>
      page.evaluate("getComputedStyle(document.querySelector('[data-testid=document-panel]')).position");
    expect(await place()).toBe('fixed');
    await page.emulateMedia({ media: 'print' });
    expect(await place()).toBe('static');
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(method.errors).toEqual([]);
  }, 120_000);

  it('asks the director for the values of a round in one table, with the documents that prove them', async () => {
    const code = `Э${Date.now() % 100_000}`;
    await page.goto('/monitoring?tab=indicators');
    await page.getByTestId('add-indicator').click();
    await page.getByTestId('code').locator('input').fill(code);
    await page.getByTestId('title').locator('input').fill('Доля родителей на собраниях');
    await page.getByTestId('target').locator('input').fill('не менее 80 %');
    await shows(page.getByTestId('reads'), 'не менее 80 %');
    await page.getByTestId('save-indicator').click();
    await shows(page.getByTestId('indicator-row'), code);
    await page.getByTestId('tab-rounds').click();
    await page.getByTestId('open-round').click();
    // A program that was here before may have the round of this period open already.
    await page.getByTestId('round-note').or(page.getByText('уже открыт')).first().waitFor();

    const director = await Visitor.signedIn(browser, 'director-1');
    errors.push(director.errors);
    const session = await rest('director-1');
    const query = `/api/tasks?process=monitoring-round&status=open&school=${encodeURIComponent(school.id)}`;
    const { id } = await until<{ id: string }>(
      'the task of the round',
      async () => (await session.get(query)).items[0],
    );
    await director.page.goto(`/inbox/${encodeURIComponent(id)}`);
    const line = director.page.locator(`[data-testid=round-line][data-code="${code}"]`);
    await line.getByTestId('value').fill('85');
    await shows(line.getByTestId('mark'), 'план');
    await line.getByTestId('value').fill('много');
    await shows(line, 'Нужно число');
    await line.getByTestId('value').fill('85,5');
    await shows(line.getByTestId('mark'), '85,5 %');
    await line.getByTestId('note').fill('Протоколы собраний');
    await line.getByTestId('attach').setInputFiles({
      name: 'протокол.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Протокол общешкольного собрания'),
    });
    await shows(line.getByTestId('evidence'), 'протокол.txt');
    await director.screenshot('monitoring-round');
    await complete(director);
    await director.page.goto('/monitoring');
    const own = director.page.locator(`[data-testid=indicator][data-code="${code}"]`);
    await shows(own.getByTestId('value'), '85,5 %');
    await director.close();

    await page.goto('/monitoring?view=table');
    await shows(page.locator(`[data-testid=heat-row][data-school="${school.id}"]`), '85,5 %');
    await page.getByTestId('view-map').click();
    await page.getByTestId('heat-chart').locator('svg').waitFor();
    await method.screenshot('monitoring');
    await page.goto(`/monitoring?school=${encodeURIComponent(school.id)}`);
    await shows(
      page.locator(`[data-testid=indicator][data-code="${code}"]`),
      'Протоколы собраний',
      'протокол.txt',
    );
    await method.screenshot('school-on-one-page');

    // The region sees shares side by side, and whose map it has opened.
    const region = await Visitor.signedIn(browser, 'region');
    errors.push(region.errors);
    await region.page.goto('/monitoring');
    const measured = region.page.getByTestId('region-line').filter({ hasText: /\d %/ }).first();
    const name = (await measured.getByRole('button').textContent())!.trim();
    await measured.getByRole('button').click();
    await shows(region.page.getByTestId('district-name'), name);
    await region.close();
  }, 240_000);

  it('shows in the golden thread what is still missing', async () => {
    await (
      await rest('director-1')
    ).post(
      `/api/risk-profiles/${encodeURIComponent(school.id)}/values`,
      {
        ...{ year: 2031, kind: 'entry', source: 'school' },
        values: [{ factor: 'equipment', parameter: 'score', value: 3 }],
      },
      { method: 'PUT' },
    );
    await page.goto(`/risk-profile?school=${encodeURIComponent(school.id)}&tab=thread`);
    await shows(page.getByTestId('thread-factor'), 'Низкий уровень оснащения школы');
    await shows(page.getByTestId('thread-holes'), 'мероприятие без программы');
    await method.screenshot('golden-thread');
    expect(errors.flat()).toEqual([]);
  }, 60_000);
});
