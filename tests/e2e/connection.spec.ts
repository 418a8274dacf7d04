import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { BreakableLine } from '@opora/local/testing';
import type { Browser } from 'playwright-core';

import { baseUrl, launch, rest, shows, Visitor } from './support/browser.ts';

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
});
