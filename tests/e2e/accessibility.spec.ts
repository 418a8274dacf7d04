import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';

import { launch, rest, Visitor } from './support/browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Drawings are left out: their shapes are told in words beside them. */
const DRAWINGS = ['.djs-container', '.dmn-drd-container', 'canvas'];

/** Serious and critical problems of the page as it stands, each with the places it was found at. */
async function problemsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(async (drawings) => {
    const { axe: run } = globalThis as unknown as { axe: { run(...args: unknown[]): Promise<AxeResults> } };
    return run.run({ exclude: drawings }, { resultTypes: ['violations'] });
  }, DRAWINGS);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

describe('every screen', () => {
  let browser: Browser;
  let visitor: Visitor;
  let caseId: string;
  beforeAll(async () => {
    browser = await launch();
    visitor = await Visitor.signedIn(browser, 'coordinator');
    visitor.page.setDefaultTimeout(45_000);
    const coordinator = await rest('coordinator');
    const { items } = await coordinator.get('/api/schools?limit=1');
    ({ caseId } = await coordinator.post('/api/processes/diagnosis/start', {
      variables: { schoolId: items[0].id },
    }));
  }, 120_000);
  afterAll(() => browser?.close());

  /** Opens an address, waits for what it shows, and finds nothing serious. */
  async function look(address: string, ready: string): Promise<void> {
    const { page } = visitor;
    await page.goto(address);
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    await nothingSerious(address);
  }
  async function nothingSerious(where: string): Promise<void> {
    expect({ where, problems: await problemsOf(visitor.page) }).toEqual({ where, problems: [] });
  }

  it.each([
    ['/inbox', '[data-testid="task-row"], .empty, h1'],
    ['/board', '[data-testid="board-row"], .empty'],
    ['/flow/diagnosis', '[data-testid="flow-steps"]'],
    ['/programme', 'h1'],
    ['/roadmap', 'h1, [data-testid="empty-state"]'],
    ['/matching', 'h1'],
    ['/identification', 'h1'],
    ['/batches', 'h1'],
    ['/risk-profile', 'h1'],
    ['/documents', 'h1'],
    ['/monitoring', 'h1'],
    ['/calendars', 'h1'],
    ['/registers', 'h1'],
    ['/admin', 'h1'],
    ['/designer', 'h1, [data-testid="new-model"]'],
    ['/designer/expertise/expertise.bpmn', '.djs-shape'],
    ['/designer/expertise/forms/expertise-vote.form', '[data-field-type="textarea"]'],
    ['/designer/expertise/decisions/expertise-recommendation.dmn', '.add-rule'],
    ['/designer/expertise/README.md', '.cm-content'],
  ])('has no serious problem for people who do not see or use a mouse: %s', look, 120_000);

  it(
    'has none at a case',
    () => look(`/cases/${encodeURIComponent(caseId)}`, '[data-testid="case-state"]'),
    120_000,
  );

  it('has none in the dialogs of the designer: import, versions and differences, deployment, trying out', async () => {
    const { page } = visitor;
    await page.goto('/designer/diagnosis/diagnosis.bpmn');
    await page.locator('.djs-shape').first().waitFor();
    await page.getByTestId('folder-menu-diagnosis').click();
    await page.getByTestId('way-versions').click();
    await page.getByTestId('version').first().waitFor();
    await nothingSerious('versions');
    await page.keyboard.press('Escape');
    await page.getByTestId('versions').waitFor({ state: 'detached' });
    await page.getByTestId('deploy').click();
    await page.getByTestId('deploy-warnings').waitFor();
    await nothingSerious('deployment');
    await page.keyboard.press('Escape');
    await page.getByTestId('deploy-warnings').waitFor({ state: 'detached' });
    await page.getByTestId('play-open').click();
    await page.getByTestId('play-start').click();
    await page.getByTestId('play-close').waitFor();
    await nothingSerious('trying out');
    await page.getByRole('tab', { name: 'Сценарии' }).click();
    await page.getByTestId('play-summary').waitFor();
    await nothingSerious('scenarios');
    await visitor.screenshot('designer-scenarios');
    await page.getByTestId('play-close').click();
    await page.goto('/designer');
    await page.getByTestId('import').click();
    await page.getByTestId('import-dialog').waitFor();
    await nothingSerious('import');
  }, 120_000);
});
