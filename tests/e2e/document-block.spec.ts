import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '@opora/local/lib/ports';
import type { Browser, Page } from 'playwright-core';

import { launch, rest, shows, Visitor } from './support/browser.ts';
import { selectByName, shape } from './support/designer.ts';

/** Makes a stage from the template that is offered first, and opens its diagram. */
async function newStage(page: Page, name: string): Promise<void> {
  await page.goto('/designer');
  await page.getByTestId('new-model').click();
  await page.getByTestId('act-name').locator('input').fill(name);
  await page.getByTestId('act-confirm').click();
  await page.locator('.djs-container').first().waitFor();
  await shape(page, 'submit').waitFor();
}

describe('a document in a drawn process', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launch()));
  afterAll(() => browser?.close());

  it('is warned of before it is deployed, is made when the case comes to it, and lets the case go on when it is signed', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    page.setDefaultTimeout(45_000);
    await newStage(page, 'Протокол к плану');
    await selectByName(page, 'Сдать документ');
    await page.locator('.djs-palette .opora-blocks-tool').click();
    await page.locator('.djs-popup .entry').filter({ hasText: 'Издать приказ (docx)' }).click();
    await page.getByTestId('block-kind').locator('.v-field').click();
    await page.getByRole('option', { name: 'Протокол заседания' }).click();
    await page.getByTestId('block-title').locator('input').fill('О школьном плане');
    await visitor.screenshot('designer-block');
    await page.getByTestId('block-insert').click();
    await shape(page, 'order-1-make').waitFor();

    // The way has changed, so the scenarios of the template no longer pass: that is told, and is no refusal.
    await page.getByTestId('deploy').click();
    const failing = page.getByTestId('deploy-failing');
    await shows(failing, 'Не проходят сценарии: 2 из 2', 'документ утверждён с первого раза');
    await visitor.screenshot('designer-warnings');
    const confirm = page.getByTestId('deploy-confirm');
    await shows(confirm, 'Развернуть всё равно');
    await confirm.click();
    await page.getByText(/Развёрнуто: Протокол к плану, версия 1/).waitFor();

    const [coordinator, director] = [await rest('coordinator'), await rest('director-1')];
    const { school } = await director.get('/api/auth/me');
    const { caseId } = await coordinator.post('/api/processes/protokol-k-planu/start', {
      variables: { schoolId: school.id },
    });
    const detail = () => coordinator.get(`/api/cases/${encodeURIComponent(caseId)}`);
    const standsAt = (element: string) =>
      waitUntil(
        async () =>
          (await detail()).activeElements.some(
            ({ elementId }: { elementId: string }) => elementId === element,
          ),
        { seconds: 60, what: `the case at ${element}` },
      );
    await standsAt('submit');
    const { items: tasks } = await director.get(`/api/tasks?case=${encodeURIComponent(caseId)}&limit=5`);
    await director.post(`/api/tasks/${tasks[0].id}/claim`);
    await director.post(`/api/tasks/${tasks[0].id}/complete`, { variables: {} });
    await standsAt('order-1-sign');

    await page.goto('/documents?q=плане');
    await shows(page.locator('main'), 'О школьном плане');
    await visitor.screenshot('document-of-a-block');
    const { items } = await coordinator.get('/api/documents?kind=committee-protocol&limit=200');
    const [made, ...more] = items.filter((one: { caseId: string | null }) => one.caseId === caseId);
    expect([made.status, more]).toEqual(['on-signature', []]);
    expect(made.title).toContain('О школьном плане');
    await coordinator.post(`/api/documents/${made.id}/sign`, {
      ...{ number: '17', date: '2026-09-02', signatory: 'Иванова Ольга Петровна' },
    });
    await standsAt('approve');
    const { variables, activeElements } = await detail();
    expect(variables.order1Signature).toMatchObject({ number: '17', signatory: 'Иванова Ольга Петровна' });
    expect(activeElements.map(({ elementId }: { elementId: string }) => elementId)).not.toContain(
      'order-1-sign',
    );
    await coordinator.post(`/api/cases/${encodeURIComponent(caseId)}/cancel`, { reason: 'Проба закончена' });
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  }, 240_000);
});
