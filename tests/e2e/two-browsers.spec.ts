import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

import { launch, rest, shows, Visitor } from './support/browser.ts';

/** Starts a case with one task for the whole committee; the task's address. */
async function oneTask(): Promise<string> {
  const coordinator = await rest('coordinator');
  const files = new FormData();
  const model = readFileSync(new URL('models/two-hands.bpmn', import.meta.url));
  files.append('files', new Blob([model]), 'two-hands.bpmn');
  await coordinator.post('/api/deployments', files);
  const { items } = await coordinator.get('/api/schools?limit=1');
  const variables = { schoolId: items[0].id };
  const { tasks } = await coordinator.post('/api/processes/two-hands/start', { variables });
  return `/inbox/${encodeURIComponent(tasks[0].id)}`;
}

describe('two people with the same task open', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launch()));
  afterAll(() => browser?.close());

  it('complete it at once: one succeeds, the other reads who did it and when', async () => {
    const address = await oneTask();
    const [first, second] = await Promise.all([
      Visitor.signedIn(browser, 'committee1'),
      Visitor.signedIn(browser, 'committee2'),
    ]);
    const pages = [first.page, second.page];
    await Promise.all(pages.map((page) => page.goto(address)));
    await Promise.all(pages.map((page) => page.getByTestId('complete').waitFor()));
    await Promise.all(pages.map((page) => page.getByTestId('complete').click()));
    await Promise.all(
      pages.map((page) => page.getByTestId('after').or(page.getByTestId('task-closed')).first().waitFor()),
    );

    const succeeded = await Promise.all(pages.map((page) => page.getByTestId('after').isVisible()));
    expect(succeeded.filter(Boolean)).toHaveLength(1);
    const [winner, loser] = succeeded[0] ? [first, second] : [second, first];
    const me = await (await rest(winner === first ? 'committee1' : 'committee2')).get('/api/auth/me');
    await shows(loser.page.getByTestId('task-closed'), me.name, /\d{1,2}:\d{2}/);
    await loser.screenshot('task-taken-by-another');
    expect([...first.errors, ...second.errors]).toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });

  it('take it by a key, and read why it was not taken', async () => {
    const visitor = await Visitor.signedIn(browser, 'committee1');
    const { page } = visitor;
    await page.goto(await oneTask());
    await page.getByTestId('claim').waitFor();
    await page.route('**/claim', (route) => route.abort(), { times: 1 });
    await page.keyboard.press('c');
    await shows(page.getByTestId('task-problem'), 'Сервер не отвечает');
    await page.locator('[data-testid="claim"]:not(.v-btn--loading)').waitFor();
    await page.keyboard.press('c');
    await shows(page.getByTestId('assignee'), 'В работе у вас');
    await page.locator('[data-testid="release"]:not(.v-btn--loading)').waitFor();
    await page.keyboard.press('r');
    await shows(page.getByTestId('assignee'), /^((?!у вас).)+$/s);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('are chosen from by the coordinator, who gives it to one of them out of a narrowed list', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    await page.goto(`${await oneTask()}?scope=all`);
    await page.getByTestId('inbox-filters').click();
    const filters = page.getByTestId('inbox-filter-card');
    await filters.getByLabel('Просроченные').click();
    await page.waitForURL(/overdue=1/);
    await filters.getByRole('button', { name: 'Сбросить' }).click();
    await page.waitForURL((url) => !url.search.includes('overdue'));
    await page.keyboard.press('Escape');
    await filters.waitFor({ state: 'detached' });

    await page.getByTestId('assign').click();
    await page.getByLabel('Кому').click();
    const { name } = await (await rest('committee2')).get('/api/auth/me');
    await page.getByRole('option').filter({ hasText: name }).click();
    await page.getByTestId('assign-confirm').click();
    await shows(page.getByTestId('assignee'), name);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});
