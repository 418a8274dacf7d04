import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launch, rest, shows, Visitor } from './support/browser.ts';

describe('partners', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launch()));
  afterAll(() => browser?.close());

  it('a methodologist matches partners, decides on a pair and hands the matching over', async () => {
    const visitor = await Visitor.signedIn(browser, 'method');
    const { page } = visitor;
    await page.goto('/matching');
    const first = page.getByTestId('pair').first();
    await shows(first.getByTestId('partner'), /\S/);
    const school = (await first.getAttribute('data-school'))!;
    const pair = page.locator(`[data-testid=pair][data-school="${school}"]`);
    const partner = (await pair.getByTestId('partner').innerText()).split('\n')[0]!;
    await visitor.screenshot('matching');

    await pair.getByTestId('pair-menu').click();
    await page.getByTestId('fix').click();
    await page.getByTestId('reason').locator('input').fill('Школы работают вместе не первый год');
    await page.getByTestId('confirm').click();
    await shows(pair.getByTestId('partner'), 'закреплена');
    await shows(page.getByTestId('decision'), 'Школы работают вместе не первый год');

    await pair.getByTestId('pair-menu').click();
    await page.getByTestId('others').click();
    await shows(page.getByTestId('choice'), partner);
    await page.getByRole('button', { name: 'Закрыть' }).click();

    await page.getByTestId('save-run').click();
    await shows(page.getByTestId('note'), 'Подбор сохранён');
    await page.getByTestId('propose').click();
    await page.getByTestId('reason').locator('input').fill('Согласовано на совещании');
    await page.getByTestId('confirm').click();
    await shows(page.getByTestId('note'), 'Пары переданы');

    // The task of the stage has the pair filled in.
    const coordinator = await rest('coordinator');
    const started = await coordinator.post('/api/processes/partner-assignment/start', {
      variables: { schoolId: school },
    });
    const { items } = await coordinator.get(`/api/tasks?case=${started.caseId}`);
    const task = await coordinator.get(`/api/tasks/${items[0].id}`);
    expect(task.variables.partner.name).toBe(partner);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  }, 240_000);
});
