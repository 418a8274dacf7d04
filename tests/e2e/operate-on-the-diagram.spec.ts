import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

import { launch, rest, shows, Visitor } from './support/browser.ts';

describe('operating on the diagram', () => {
  let browser: Browser;
  let caseId: string;
  beforeAll(async () => {
    browser = await launch();
    const coordinator = await rest('coordinator');
    const files = new FormData();
    const model = readFileSync(new URL('models/by-amount.bpmn', import.meta.url));
    files.append('files', new Blob([model]), 'by-amount.bpmn');
    await coordinator.post('/api/deployments', files);
    const { items } = await coordinator.get('/api/schools?limit=1');
    const variables = { schoolId: items[0].id, amount: 10 };
    ({ caseId } = await coordinator.post('/api/processes/by-amount/start', { variables }));
    await coordinator.post(
      `/api/cases/${caseId}/variables`,
      { variables: { amount: 20 }, reason: 'Подорожало' },
      { method: 'PATCH' },
    );
  });
  afterAll(() => browser?.close());

  const shape = (page: Page, id: string) => page.locator(`.djs-element.djs-shape[data-element-id="${id}"]`);

  it('counts the cases that stand at a step and opens them from there', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    await page.goto('/flow/by-amount');
    const row = page.locator('[data-testid="flow-steps"] [data-step="decide"]');
    await row.waitFor();
    expect(Number(await row.locator('td').first().innerText())).toBeGreaterThanOrEqual(1);
    await page.locator('.djs-element.op-heat-5[data-element-id="decide"]').waitFor();
    await page.locator('button.op-badge').first().click();
    await page.getByTestId('flow-here').locator(`a[href="/cases/${caseId}"]`).waitFor();
    await visitor.screenshot('flow');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('shows the case as it was before an act, and what the act changed', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    await page.goto(`/cases/${caseId}`);
    await page.getByTestId('past-open').click();
    const changes = page.getByTestId('past-changes');
    await changes.waitFor();
    await shows(changes.locator('tbody tr'), /10\s*20/);
    expect(await page.getByTestId('past-moment').innerText()).not.toBe('');
    await visitor.screenshot('case-past');
    await page.getByTestId('past-earlier').click();
    await shows(changes.locator('tbody tr'), /10/);
    await page.getByTestId('past-close').click();
    await changes.waitFor({ state: 'detached' });
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('moves a dragged token only with a reason, after it has told what that brings about', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    await page.goto(`/cases/${caseId}`);
    await shape(page, 'decide').waitFor();
    await page.locator('.op-movable[data-element-id="decide"]').waitFor();
    const [from, to] = await Promise.all(['decide', 'end'].map((id) => shape(page, id).boundingBox()));
    await page.mouse.move(from!.x + from!.width / 2, from!.y + from!.height / 3);
    await page.mouse.down();
    await page.mouse.move(from!.x + from!.width, from!.y + 10, { steps: 4 });
    await page.mouse.move(to!.x + to!.width / 2, to!.y + to!.height / 2, { steps: 6 });
    await page.mouse.up();

    const told = page.getByTestId('move-consequences');
    await told.waitFor();
    await shows(told, 'Согласовать закупку', 'дело завершится');
    const confirm = page.getByTestId('move-confirm');
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByTestId('move-reason').locator('textarea').first().fill('Закупку сделала другая школа');
    await visitor.screenshot('case-move');
    await confirm.click();
    await page.locator('[data-testid="case-state"][data-state="completed"]').waitFor();
    const audit = await (await rest('coordinator')).get(`/api/audit?case=${caseId}`);
    expect(audit.items).toContainEqual(
      expect.objectContaining({ action: 'case.modify', remark: 'Закупку сделала другая школа' }),
    );
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});
