import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { seriousProblems } from './support/axe.ts';
import { launch, rest, Visitor } from './support/browser.ts';

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
    expect({ where, problems: await seriousProblems(visitor.page) }).toEqual({ where, problems: [] });
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

  it('has the keyboard in the first field of what opens, and leaves it where it is moved to', async () => {
    const { page } = visitor;
    await page.goto('/documents');
    await page.getByTestId('make-document').click();
    await page.locator('[data-testid="document-kind"] input:focus').waitFor();
    await page.goto('/designer');
    await page.getByTestId('new-model').click();
    await page.locator('[data-testid="act-name"] input:focus').waitFor();
    const id = page.locator('[data-testid="act-id"] input');
    await id.fill('');
    await id.pressSequentially('visit', { delay: 30 });
    expect(await id.inputValue()).toBe('visit');
    await page.keyboard.press('Escape');
  }, 120_000);

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
    await page.keyboard.press('Escape');
    await page.getByTestId('import-dialog').waitFor({ state: 'detached' });
    await page.getByTestId('start-expertise').click();
    await page.getByTestId('data-committeeSize').waitFor();
    await nothingSerious('start');
    await page.getByTestId('start-confirm').click();
    await page.getByText('Выберите школу').waitFor();
    await nothingSerious('a start that is refused');
  }, 120_000);

  it('has none in the panels and sheets of the designer: keys, blocks, previews, trials', async () => {
    const { page } = visitor;
    await page.goto('/designer/diagnosis/diagnosis.bpmn');
    await page.locator('.djs-shape').first().waitFor();
    await page.keyboard.press('?');
    await page.getByTestId('shortcut-sheet').waitFor();
    await nothingSerious('keys');
    await page.keyboard.press('Escape');
    await page.getByTestId('shortcut-sheet').waitFor({ state: 'detached' });
    await page.locator('.djs-palette .opora-blocks-tool').click();
    await page.locator('.djs-popup .entry').first().click();
    await page.getByTestId('block-dialog').waitFor();
    await nothingSerious('block');
    await page.goto('/designer/expertise/forms/expertise-vote.form');
    await page.getByTestId('form-preview').click();
    await page.getByTestId('data-scores.mean').waitFor();
    await nothingSerious('preview of a form');
    await page.goto('/designer/expertise/decisions/expertise-recommendation.dmn');
    await page.getByTestId('decision-try').click();
    await page.getByTestId('data-scores.mean').waitFor();
    await nothingSerious('trial of a decision');
  }, 120_000);
});
