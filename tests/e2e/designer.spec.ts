import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { seriousProblems } from './support/axe.ts';
import { launch, rest, shows, Visitor } from './support/browser.ts';
import { keepFolder } from './support/designer.ts';

/** Opens a file of the designer and waits for its editor. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(`/designer/${path}`);
  await page.locator('.cm-content, .djs-container').first().waitFor({ timeout: 60_000 });
}
/** Puts a text in place of what the text editor holds. */
async function rewrite(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}
const textOf = async (folder: string, path: string): Promise<string> => {
  const { files } = await (await rest('coordinator')).get(`/api/models/${folder}`);
  return files.find((file: { path: string }) => file.path === path).text;
};

describe('the workbench of the designer', () => {
  let browser: Browser;
  let folders: Awaited<ReturnType<typeof keepFolder>>[];
  beforeAll(async () => {
    browser = await launch();
    folders = await Promise.all(['monitoring', 'diagnosis'].map((folder) => keepFolder(folder)));
  });
  afterAll(async () => {
    await browser?.close();
    // The other specs meet the stages as they were: drafts are everyone's.
    for (const folder of folders ?? []) await folder.undo();
  });

  it('keeps what is typed as a draft on the server, and has it again in another browser', async () => {
    const visitor = await Visitor.signedIn(browser, 'method');
    await open(visitor.page, 'expertise/README.md');
    await rewrite(visitor.page, '# Проба\n\nчерновик методиста');
    await visitor.page.getByText(/Черновик сохранён/).waitFor();
    await visitor.close();

    const other = await Visitor.signedIn(browser, 'coordinator');
    await open(other.page, 'expertise/README.md');
    await shows(other.page.locator('.cm-content'), 'черновик методиста');
    await other.page.getByTestId('folder-menu-expertise').click();
    await other.page.getByTestId('way-revert').click();
    await other.page.getByTestId('undo-act').waitFor();
    await other.page
      .locator('.cm-content')
      .filter({ hasText: 'черновик методиста' })
      .waitFor({ state: 'detached' });
    expect(other.errors).toEqual([]);
    await other.close();
  });

  it('keeps typing without a connection, says so, and sends it when the connection is back', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    await open(visitor.page, 'monitoring/README.md');
    await visitor.page.context().setOffline(true);
    await rewrite(visitor.page, '# Без связи\n');
    await visitor.page.getByText(/изменения хранятся в этом браузере/).waitFor();
    await visitor.page.context().setOffline(false);
    await visitor.page.getByText(/Черновик сохранён/).waitFor();
    expect(await textOf('monitoring', 'README.md')).toBe('# Без связи\n');
    await visitor.close();
  });

  it('tells the second of two people, shows the difference, and lets them merge', async () => {
    const [first, second] = [
      await Visitor.signedIn(browser, 'method'),
      await Visitor.signedIn(browser, 'coordinator'),
    ];
    await open(first.page, 'diagnosis/README.md');
    await open(second.page, 'diagnosis/README.md');
    await rewrite(first.page, 'строка первого\n');
    await first.page.getByText(/Черновик сохранён/).waitFor();
    await rewrite(second.page, 'строка второго\n');
    await second.page.getByTestId('conflict').waitFor();
    expect(await textOf('diagnosis', 'README.md')).toBe('строка первого\n');
    await second.page.getByTestId('clash').getByText('строка первого').waitFor();
    await second.page.getByTestId('conflict-show').click();
    await second.page.getByTestId('text-difference').waitFor();
    const merged = second.page.getByTestId('text-difference').locator('.cm-content').nth(1);
    await merged.click();
    await second.page.keyboard.press('Control+A');
    await second.page.keyboard.insertText('строка первого\nстрока второго\n');
    await second.page.getByTestId('conflict-merge').click();
    await second.page.getByTestId('conflict').waitFor({ state: 'detached' });
    expect(await textOf('diagnosis', 'README.md')).toBe('строка первого\nстрока второго\n');
    await first.close();
    await second.close();
  });

  it('puts two changes of a form together, field by field', async () => {
    const path = 'forms/round-decision.form';
    const visitor = await Visitor.signedIn(browser, 'method');
    const { page } = visitor;
    await page.goto(`/designer/monitoring/${path}`);
    const field = page.locator('[data-testid="form-editor"] .fjs-element[data-field-type="textarea"]');
    await field.waitFor();
    const coordinator = await rest('coordinator');
    const { files } = await coordinator.get('/api/models/monitoring');
    const { text, revision } = files.find((file: { path: string }) => file.path === path);
    const theirs = JSON.parse(text) as { components: object[] };
    theirs.components.unshift({ type: 'textfield', key: 'place', label: 'Где решали', id: 'Field_place' });
    const changes = [{ path, text: JSON.stringify(theirs, null, 2), revision }];
    await coordinator.post('/api/models/monitoring/files', { changes }, { method: 'PUT' });
    await field.click();
    await page.keyboard.press('Delete');
    await field.waitFor({ state: 'detached' });
    await page.getByTestId('conflict').waitFor();
    await page.getByTestId('conflict-show').click();
    await shows(
      page.getByTestId('differences'),
      'удалено: поле «Обоснование»',
      'добавлено: поле «Где решали»',
    );
    expect(await seriousProblems(page)).toEqual([]);
    await visitor.screenshot('designer-conflict');
    await page.getByTestId('three-way-save').click();
    await page.getByTestId('conflict').waitFor({ state: 'detached' });
    const merged = JSON.parse(await textOf('monitoring', path)) as { components: { key?: string }[] };
    const keys = merged.components.map(({ key }) => key);
    expect(keys).toContain('place');
    expect(keys).not.toContain('remark');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('opens a broken diagram as text with the place of the error, and the draft stays', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    await visitor.page.goto('/designer');
    await visitor.page.getByTestId('import').click();
    const broken =
      '<?xml version="1.0"?>\n<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL">\n<bpmn:process id="p"\n</bpmn:definitions>';
    await visitor.page
      .getByTestId('import-file')
      .setInputFiles({ name: 'broken.bpmn', mimeType: 'application/xml', buffer: Buffer.from(broken) });
    await visitor.page.getByText(/Не читаются как схемы/).waitFor();
    await visitor.screenshot('designer-import');
    await visitor.page.getByTestId('import-confirm').click();
    await visitor.page.getByTestId('unreadable').waitFor();
    await shows(visitor.page.locator('.cm-content'), '<bpmn:process');
    await shows(visitor.page.getByTestId('problem'), 'строка 4');
    await visitor.screenshot('designer-broken-file');
    await visitor.close();
  });

  it('lays out a file without a picture, takes that back on wish, and shows the text only when asked', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    await page.goto('/designer');
    await page.getByTestId('import').click();
    const bare = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
      <bpmn:process id="bez-risunka" name="Без рисунка" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:task id="t"/><bpmn:endEvent id="e"/>
      <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/><bpmn:sequenceFlow id="g" sourceRef="t" targetRef="e"/></bpmn:process></bpmn:definitions>`;
    await page
      .getByTestId('import-file')
      .setInputFiles({ name: 'bez-risunka.bpmn', mimeType: 'application/xml', buffer: Buffer.from(bare) });
    await page.getByTestId('import-confirm').click();
    await page.getByTestId('layout-undo').click();
    await shows(page.getByTestId('empty-state'), 'нет рисунка');
    await page.getByTestId('layout-again').click();
    await page.locator('.djs-shape[data-element-id="t"]').waitFor();
    await page.getByTestId('layout-undo').click();
    await page.getByTestId('layout-text').click();
    await shows(page.locator('.cm-content'), 'Без рисунка');
    await shows(page.getByTestId('unreadable'), 'показан как текст');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('makes a new stage from a template, deploys it, changes it, and moves the running case along', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    await page.goto('/designer');
    await page.getByTestId('new-model').click();
    await page.getByTestId('act-name').locator('input').fill('Проверка плана');
    await page.getByTestId('act-confirm').click();
    await page.locator('.djs-container').first().waitFor();
    expect(page.url()).toContain('/designer/proverka-plana/proverka-plana.bpmn');
    await page.getByTestId('deploy').click();
    await page.getByTestId('deploy-confirm').click();
    await page.getByText(/Развёрнуто: Проверка плана, версия 1/).waitFor();

    const coordinator = await rest('coordinator');
    const schools = await coordinator.get('/api/schools');
    await coordinator.post('/api/processes/proverka-plana/start', {
      variables: { schoolId: schools.items[0].id },
    });
    const { files } = await coordinator.get('/api/models/proverka-plana');
    const diagram = files.find((file: { path: string }) => file.path === 'proverka-plana.bpmn');
    // The step gets another id, as when it is drawn anew.
    const text = diagram.text
      .replaceAll('"submit"', '"Activity_1"')
      .replaceAll('submit--', 'Activity_1--')
      .replaceAll('--submit', '--Activity_1');
    await coordinator.post(
      '/api/models/proverka-plana/files',
      { changes: [{ path: diagram.path, text, revision: diagram.revision }] },
      { method: 'PUT' },
    );

    await page.reload();
    await page.locator('.djs-container').first().waitFor();
    await page.getByTestId('deploy').click();
    await page
      .getByTestId('consequences-sum')
      .getByText(/Идёт дел: 1. Перейти на новую версию могут: 1/)
      .waitFor();
    await page.getByTestId('deploy-and-migrate').locator('input').check();
    await page.getByTestId('deploy-confirm').click();
    await page.getByText(/Готово: переведено 1 из 1/).waitFor();
    await page.getByTestId('deploy-close').click();

    await page.getByTestId('folder-menu-proverka-plana').click();
    await page.getByTestId('way-versions').click();
    await page.getByTestId('version').nth(1).waitFor();
    await page
      .getByTestId('differences')
      .getByText(/добавлено: задача «Сдать документ»/)
      .waitFor();
    await visitor.screenshot('designer-versions');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  }, 180_000);
});
