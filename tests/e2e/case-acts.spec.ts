import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

import { launch, rest, shows, Visitor } from './support/browser.ts';

describe('what a coordinator does with a whole case', () => {
  let browser: Browser;
  let visitor: Visitor;
  beforeAll(async () => {
    browser = await launch();
    const files = new FormData();
    const model = readFileSync(new URL('models/by-amount.bpmn', import.meta.url));
    files.append('files', new Blob([model]), 'by-amount.bpmn');
    await (await rest('coordinator')).post('/api/deployments', files);
  });
  beforeEach(async () => void (visitor = await Visitor.signedIn(browser, 'coordinator')));
  afterEach(() => visitor.close());
  afterAll(() => browser?.close());

  /** Starts a case over REST and opens it on the screen. */
  async function open(amount: number): Promise<{ page: Page; caseId: string; task: string | undefined }> {
    const coordinator = await rest('coordinator');
    const { items } = await coordinator.get('/api/schools?limit=1');
    const variables = { schoolId: items[0].id, amount };
    const { caseId, tasks } = await coordinator.post('/api/processes/by-amount/start', { variables });
    await visitor.page.goto(`/cases/${encodeURIComponent(caseId)}`);
    await visitor.page.getByTestId('case-state').waitFor();
    return { page: visitor.page, caseId, task: tasks[0]?.id };
  }
  const state = (page: Page, wanted: string) =>
    page.locator(`[data-testid="case-state"][data-state="${wanted}"]`).waitFor();
  async function act(page: Page, verb: string, reason: string): Promise<void> {
    await page.getByTestId('case-actions').click();
    await page.getByTestId(`case-${verb}`).click();
    const confirm = page.getByTestId('case-act-confirm');
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByRole('dialog').locator('textarea').first().fill(reason);
    await confirm.click();
  }

  it('is shown where it stopped and why, mends the data with a reason and repeats the step', async () => {
    const { page, caseId } = await open(1);
    await state(page, 'incident');
    await page.locator('.djs-element.op-incident[data-element-id="big"]').waitFor();
    await page.getByTestId('tab-incidents').click();
    await shows(page.getByTestId('incident'), 'Сумма больше пяти?');
    await visitor.screenshot('case-incident');

    await page.getByTestId('tab-variables').click();
    await page.locator('[data-testid="variable"][data-name="amount"] button').click();
    await page.getByTestId('variable-value').locator('input').fill('10');
    await page.getByTestId('variable-reason').locator('input').fill('Сумму ввели с ошибкой');
    await page.getByTestId('variable-save').click();
    await page.getByTestId('tab-incidents').click();
    await page.getByTestId('retry-incident').click();

    await state(page, 'active');
    await page.locator('.djs-element.op-active[data-element-id="decide"]').waitFor();
    const audit = await (await rest('coordinator')).get(`/api/audit?case=${caseId}`);
    expect(audit.items).toContainEqual(expect.objectContaining({ remark: 'Сумму ввели с ошибкой' }));
    expect(visitor.errors).toEqual([]);
  });

  it('stops a case for a while, so that its task is refused in words, lets it go on and cancels it', async () => {
    const { page, task } = await open(10);
    await act(page, 'suspend', 'Школа на карантине');
    await state(page, 'suspended');
    const member = await Visitor.signedIn(browser, 'committee1');
    await member.page.goto(`/inbox/${encodeURIComponent(task ?? '')}`);
    await member.page.getByTestId('complete').click();
    await shows(member.page.getByTestId('task-problem'), /приостановлен/i);
    expect(member.errors).toEqual([]);
    await member.close();

    await act(page, 'resume', 'Карантин снят');
    await state(page, 'active');
    await act(page, 'cancel', 'Закупка больше не нужна');
    await state(page, 'cancelled');
    await page.getByTestId('tab-journal').click();
    const reasons = ['Школа на карантине', 'Карантин снят', 'Закупка больше не нужна'];
    await shows(page.getByTestId('journal'), ...reasons);
    expect(visitor.errors).toEqual([]);
  });
});
