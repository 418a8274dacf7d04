import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { waitUntil } from '@opora/local/lib/ports';

import { launch, rest, shows, Visitor } from './support/browser.ts';
import { keepFolder, openGroup, selectByName, shape } from './support/designer.ts';

const scores = { relevance: 3, goals: 3, measures: 3, indicators: 2, resources: 2 };

interface Task {
  id: string;
  elementId: string;
  assignee: string | null;
}
/** Completes the open task of an element over REST, as soon as it is there. */
async function complete(login: string, caseId: string, element: string, variables: object): Promise<void> {
  const client = await rest(login);
  let found: Task | undefined;
  await waitUntil(
    async () => {
      const { items } = await client.get(
        `/api/tasks?case=${encodeURIComponent(caseId)}&elementId=${element}&limit=50`,
      );
      found = (items as Task[]).find(({ assignee }) => !assignee || assignee === login);
      return found !== undefined;
    },
    { seconds: 60, what: `${element} of ${login}` },
  );
  if (!found!.assignee) await client.post(`/api/tasks/${found!.id}/claim`);
  await client.post(`/api/tasks/${found!.id}/complete`, { variables });
}

describe('a methodologist changes the expertise', () => {
  let browser: Browser;
  let folder: { undo(): Promise<void> };
  const cases: string[] = [];
  let reviewers: { login: string; schoolId: string }[] = [];
  beforeAll(async () => {
    browser = await launch();
    folder = await keepFolder('expertise');
    const coordinator = await rest('coordinator');
    const schools: { id: string }[] = (await coordinator.get('/api/schools?limit=100')).items;
    const of = async (login: string) => (await (await rest(login)).get('/api/auth/me')).school.id;
    reviewers = [
      { login: 'expert1', schoolId: await of('expert1') },
      { login: 'expert2', schoolId: await of('expert2') },
    ];
    const free = schools.filter(({ id }) => !reviewers.some(({ schoolId }) => schoolId === id));
    for (const { id: schoolId } of free.slice(0, 3))
      cases.push(
        (await coordinator.post('/api/processes/expertise/start', { variables: { schoolId, reviewers } }))
          .caseId,
      );
    // The third has come to the interview, which the new version will not have.
    await complete('coordinator', cases[2]!, 'assign-reviewers', { reviewers });
    for (const { login } of reviewers)
      await complete(login, cases[2]!, 'review', { review: { scores, remark: 'Хорошо' } });
  }, 240_000);
  afterAll(async () => {
    const coordinator = await rest('coordinator');
    for (const id of cases)
      await coordinator.post(`/api/cases/${id}/cancel`, { reason: 'Проба закончена' }).catch(() => undefined);
    await folder?.undo();
    await browser?.close();
  });

  it('draws, tries, deploys, carries running cases over, and an expert finds the new task', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    page.setDefaultTimeout(45_000);
    await page.goto('/designer/expertise/expertise.bpmn');
    await shape(page, 'vote').waitFor();
    await visitor.screenshot('designer-diagram');

    await insertVote(page);
    await visitor.screenshot('designer-second-vote');
    // The interview is no longer needed.
    await selectByName(page, 'Провести собеседование');
    await page.keyboard.press('Delete');
    await shape(page, 'interview').waitFor({ state: 'detached' });

    // A form is taken away; the check that appears below mends it.
    await selectByName(page, 'Доработать после голосования');
    await openGroup(page, 'Форма');
    await page.getByTestId('properties').locator('[data-entry-id="opora-form"] select').selectOption('');
    const problem = page.getByTestId('problem').filter({ hasText: 'Доработать после голосования' });
    await problem.first().waitFor();
    await visitor.screenshot('designer-checks');
    await page
      .getByTestId('problems')
      .locator('li')
      .filter({ hasText: 'Доработать после голосования' })
      .getByTestId('fix')
      .first()
      .click();
    await problem.first().waitFor({ state: 'detached' });

    await addField(page);
    await visitor.screenshot('designer-form');
    await addRule(page);
    await visitor.screenshot('designer-decision');
    await page
      .getByTestId('model-state')
      .getByText(/Черновик сохранён/)
      .waitFor();

    await play(visitor);
    await page.getByTestId('scenarios-state').getByText(/из 5/).waitFor();

    await page.getByTestId('folder-menu-expertise').click();
    await page.getByTestId('way-versions').click();
    await page
      .getByTestId('changed-file')
      .filter({ hasText: 'Экспертиза концептуальных документов' })
      .click();
    await page.getByTestId('differences').getByText('Предварительное голосование').first().waitFor();
    await page.getByTestId('diagram-difference').locator('.djs-shape').first().waitFor();
    await visitor.screenshot('designer-difference');
    await page.keyboard.press('Escape');
    await page.getByTestId('versions').waitFor({ state: 'detached' });

    await page.getByTestId('deploy').click();
    await page.getByTestId('consequences-sum').waitFor();
    await page
      .getByTestId('stuck')
      .getByText(/собеседование/i)
      .first()
      .waitFor();
    await page.getByTestId('deploy-and-migrate').locator('input').check();
    await page.getByTestId('deploy-note').locator('textarea').first().fill('Эксперты голосуют до комитета');
    await visitor.screenshot('designer-deploy');
    await page.getByTestId('deploy-confirm').click();
    await page
      .getByTestId('batch-progress')
      .getByText(/Готово: переведено \d+ из \d+/)
      .waitFor({ timeout: 120_000 });
    await shows(page.getByTestId('batch-progress').locator('li'), /на шаге «[^»]*собеседование/);
    await visitor.screenshot('designer-migrated');
    await page.getByTestId('deploy-close').click();
    expect(visitor.errors).toEqual([]);
    await visitor.close();

    const coordinator = await rest('coordinator');
    const versions = await Promise.all(
      cases.map(async (id) => (await coordinator.get(`/api/cases/${encodeURIComponent(id)}`)).version),
    );
    expect(versions[0]).toBe(versions[1]);
    expect(versions[2]).toBeLessThan(versions[0]);

    await complete('coordinator', cases[0]!, 'assign-reviewers', { reviewers });
    for (const { login } of reviewers)
      await complete(login, cases[0]!, 'review', { review: { scores, remark: 'Хорошо' } });
    const expert = await Visitor.signedIn(browser, 'expert1');
    await expert.page.goto('/inbox');
    await expert.page
      .getByTestId('task-row')
      .filter({ hasText: 'Предварительное голосование' })
      .first()
      .click();
    await expert.page.getByTestId('task-title').getByText('Предварительное голосование').waitFor();
    await expert.page.locator('[data-testid="vote-choice"][data-choice="approve"]').waitFor();
    await expert.screenshot('task-second-vote');
    expect(expert.errors).toEqual([]);
    await expert.close();
  }, 600_000);
});

/** Puts the block «Голосование комиссии» behind the recommendation: experts vote before the committee does. */
async function insertVote(page: Page): Promise<void> {
  await selectByName(page, 'Вывести рекомендацию');
  await page.locator('.djs-palette .opora-blocks-tool').click();
  await page.locator('.djs-popup .entry').filter({ hasText: 'Голосование комиссии' }).click();
  await page.getByTestId('block-dialog').waitFor();
  await page.getByTestId('block-name').locator('input').fill('Предварительное голосование');
  await page.getByTestId('block-role').locator('.v-field').click();
  await page.getByRole('option', { name: 'Эксперт', exact: true }).click();
  await page.getByTestId('block-insert').click();
  await shape(page, 'vote-1-vote').waitFor();
}

/** Opens the form from the committee's task, adds a text field and names it. */
async function addField(page: Page): Promise<void> {
  await selectByName(page, 'Голосовать по документам');
  await openGroup(page, 'Форма');
  await page.getByTestId('properties').getByTestId('reference-open').click();
  const editor = page.getByTestId('form-editor');
  await editor.getByText('Ваш голос').first().waitFor();
  const palette = editor.locator('[data-field-type="textarea"]').first();
  await palette.focus();
  await palette.press('Enter');
  await editor.locator('.fjs-element').filter({ hasText: 'Длинный текст' }).last().click();
  const panel = editor.locator('.fjs-properties-container');
  const label = panel.locator('[data-entry-id="label"] [role="textbox"]').first();
  if (!(await label.isVisible())) await panel.getByText('Основное').click();
  await label.fill('Особое мнение');
  await editor.locator('.fjs-element').last().getByText('Особое мнение').waitFor();
}

/** Opens the table from the task that uses it and adds a rule for documents that nobody has marked. */
async function addRule(page: Page): Promise<void> {
  await page.goto('/designer/expertise/expertise.bpmn');
  await shape(page, 'vote').waitFor();
  await selectByName(page, 'Вывести рекомендацию');
  await openGroup(page, 'Решение');
  await page.getByTestId('properties').getByTestId('reference-open').click();
  const table = page.getByTestId('decision-editor');
  await table.locator('.add-rule-add button').click();
  const row = table.locator('tbody tr').nth(4);
  const cells = ['null', '', '"returned"', '"вернуть на доработку"', '"Оценок нет."'];
  for (const [index, text] of cells.entries()) {
    if (!text) continue;
    await row.locator('td.cell').nth(index).click();
    await page.keyboard.insertText(text);
  }
  await row.locator('td').first().click();
  await row.getByText('Оценок нет.').waitFor();
}

/** Goes through the draft to its end, and keeps the way as a scenario. */
async function play(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await page.getByTestId('play-open').click();
  await page.getByTestId('play-start').click();
  const task = page.getByTestId('play-task');
  const head = page.locator('[data-testid="play-open-task"][aria-expanded="true"]');
  const ended = page.getByTestId('play-ended');
  const slider = page.getByTestId('play-slider').getByRole('slider');
  await task.waitFor();
  await visitor.screenshot('designer-play');
  for (let step = 0; step < 20; step += 1) {
    await task.or(ended).first().waitFor();
    if (await ended.isVisible()) break;
    const name = await head.innerText();
    const length = await slider.getAttribute('aria-valuemax');
    const moved = page.locator(
      `[data-testid="play-slider"] [role="slider"]:not([aria-valuemax="${length}"])`,
    );
    const approve = task.getByTestId('play-vote-approve');
    const accept = task.getByTestId('play-vote-accepted');
    if (/голосова/i.test(name)) await approve.or(accept).first().click();
    else await task.getByTestId('play-quick').click();
    await moved.or(ended).first().waitFor();
  }
  await ended.waitFor();
  await visitor.screenshot('designer-play-end');
  await page.getByTestId('play-record').click();
  await page.getByTestId('play-name').locator('input').fill('эксперты голосуют до комитета');
  await page.getByTestId('play-save').click();
  await page.getByTestId('play-saved').waitFor();
  await page.getByTestId('play-close').click();
}
