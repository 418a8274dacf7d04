import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

import { launch, shows, Visitor } from './support/browser.ts';

describe('a diagram that cannot be deployed', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launch()));
  afterAll(() => browser?.close());

  it('has its problems listed and marked at their elements; mended, it is deployed', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    await page.goto('/designer');
    await page.getByTestId('import').click();
    await page.getByTestId('import-file').setInputFiles({
      name: 'weekly-round.bpmn',
      mimeType: 'application/xml',
      buffer: readFileSync(new URL('models/weekly-round.bpmn', import.meta.url)),
    });
    await page.getByTestId('import-confirm').click();
    const start = page.locator('.djs-element[data-element-id="monday"]').first();
    await start.waitFor();

    await page.getByTestId('deploy').click();
    await page.getByTestId('deploy-confirm').click();
    const refusal = page.getByTestId('deploy-problem');
    await shows(refusal, 'Развернуть нельзя', 'каждый понедельник');
    await refusal.locator('button').filter({ hasText: 'каждый понедельник' }).click();
    await refusal.waitFor({ state: 'detached' });
    const listed = page.getByTestId('problem').filter({ hasText: 'каждый понедельник' });
    await shows(listed, 'Каждый понедельник');
    const marks = page.locator('.djs-overlays[data-container-id="monday"] .problem-mark.error');
    await marks.waitFor();

    // The element is chosen, so its properties are there to be mended.
    await page.locator('[data-group-id="group-timer"] .bio-properties-panel-group-header').click();
    await page.locator('#bio-properties-panel-timerEventDefinitionValue').fill('"R/P7D"');
    await listed.waitFor({ state: 'detached' });
    await marks.waitFor({ state: 'detached' });
    await page.getByTestId('deploy').click();
    await page.getByTestId('deploy-confirm').click();
    await page.getByText(/Развёрнуто: Еженедельный обход, версия 1/).waitFor();
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  }, 120_000);
});
