import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { BreakableLine } from '@opora/local/testing';
import type { Browser } from 'playwright-core';

import { baseUrl, launch, rest, shows, until, Visitor } from './support/browser.ts';
import { keepFolder } from './support/designer.ts';

describe('a browser whose connection breaks', () => {
  let browser: Browser;
  let line: BreakableLine;
  beforeAll(async () => {
    const { hostname, port } = new URL(baseUrl());
    line = await BreakableLine.to(hostname, Number(port));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await line?.close();
  });

  it('says so in words, and shows by itself what happened meanwhile when the connection is back', async () => {
    const coordinator = await rest('coordinator');
    const files = new FormData();
    const model = readFileSync(new URL('models/two-hands.bpmn', import.meta.url));
    files.append('files', new Blob([model]), 'two-hands.bpmn');
    await coordinator.post('/api/deployments', files);
    const { items } = await coordinator.get('/api/schools?limit=1');
    const start = () =>
      coordinator.post('/api/processes/two-hands/start', { variables: { schoolId: items[0].id } });
    const known = await start();

    const address = `http://127.0.0.1:${line.port}`;
    const [member, watcher] = [
      await Visitor.signedIn(browser, 'committee1', address),
      await Visitor.signedIn(browser, 'coordinator', address),
    ];
    await member.page.goto('/inbox');
    const row = (task: string) => member.page.locator(`[data-testid="task-row"][data-task="${task}"]`);
    await row(known.tasks[0].id).waitFor();
    await watcher.page.goto(`/cases/${encodeURIComponent(known.caseId)}`);
    await shows(watcher.page.getByTestId('case-state'), 'идёт');

    line.cut();
    for (const { page } of [member, watcher])
      await shows(page.getByTestId('offline'), 'Нет связи с сервером', 'всё обновится само');
    // What was there stays readable.
    await row(known.tasks[0].id).waitFor();
    const meanwhile = await start();
    await (await rest('committee2')).post(`/api/tasks/${known.tasks[0].id}/complete`, { variables: {} });

    line.mend();
    for (const { page } of [member, watcher])
      await page.getByTestId('offline').waitFor({ state: 'detached', timeout: 60_000 });
    await row(meanwhile.tasks[0].id).waitFor();
    await row(known.tasks[0].id).waitFor({ state: 'detached' });
    await shows(watcher.page.getByTestId('case-state'), 'завершено');
    expect([...member.errors, ...watcher.errors]).toEqual([]);
    await member.close();
    await watcher.close();
  }, 180_000);

  it('is closed while a draft is on its way, and finds in it no other person', async () => {
    const folder = await keepFolder('monitoring');
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    await page.goto('/designer/monitoring/README.md');
    const editor = page.locator('.cm-content');
    await shows(editor, /\S/);
    await editor.click();
    await page.keyboard.press('Control+End');

    // The server gets the first words, and the page never hears so.
    const arrived = new Promise<void>((done) => {
      void page.route('**/api/models/monitoring/files', (route) => route.fetch().then(() => done()), {
        times: 1,
      });
    });
    await page.keyboard.insertText('Первые слова.');
    await arrived;
    await page.keyboard.insertText(' И ещё.');
    const kept = "Object.values(localStorage).some((text) => text.includes('И ещё.'))";
    await until('the browser keeps what was written', async () => (await page.evaluate(kept)) || undefined);
    await page.reload();

    await shows(editor, 'Первые слова. И ещё.');
    await page.getByText(/Черновик сохранён/).waitFor();
    expect(await page.getByTestId('conflict').count()).toBe(0);
    const { files } = await (await rest('coordinator')).get('/api/models/monitoring');
    const readme = files.find(({ path }: { path: string }) => path === 'README.md');
    expect(readme.text).toContain('Первые слова. И ещё.');
    await visitor.close();
    await folder.undo();
  }, 120_000);
});
