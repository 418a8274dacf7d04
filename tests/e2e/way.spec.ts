import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { Driver } from '../../infra/demo/driver.mjs';
import { readWay } from '../../infra/demo/ways.mjs';
import { baseUrl, launch, password, Visitor } from './support/browser.ts';
import { fillOnScreen } from './support/form.ts';

/** Steps worth a picture in the documentation, by process and element. */
const pictures: Record<string, string> = {
  'diagnosis/self-analysis': 'task-self-analysis',
  'diagnosis/verify-profile': 'task-verify-profile',
  'partner-assignment/vote': 'task-vote',
  'expertise/review': 'task-review',
  'monitoring/indicators': 'task-indicators',
};

describe('a school in the browser', () => {
  let browser: Browser;
  const windows = new Map<string, Visitor>();
  beforeAll(async () => void (browser = await launch()));
  afterAll(() => browser?.close());

  async function windowOf(login: string): Promise<Visitor> {
    const open = windows.get(login) ?? (await Visitor.signedIn(browser, login));
    windows.set(login, open);
    return open;
  }

  it('goes through all five stages to the effective mode', async () => {
    const way = readWay('straight');
    const driver = new Driver(baseUrl(), password);
    const coordinator = await driver.as('coordinator');
    const { school } = await (await driver.as(way.director)).get('/api/auth/me');
    const variables = { schoolId: school.id, ...way.variables };
    const { caseId } = await coordinator.post('/api/processes/school-support/start', { variables });
    const { rows, case: ended } = await driver.drive(caseId, {
      answers: way.answers,
      act: async ({ task, login, variables: values }) => {
        const visitor = await windowOf(login);
        const { page } = visitor;
        await page.goto(`/inbox/${encodeURIComponent(task.id)}`);
        if (task.vote)
          await page.locator(`[data-testid="vote-choice"][data-choice="${values['choice']}"]`).click();
        else if (task.form) {
          await page.locator('.fjs-form').waitFor();
          await fillOnScreen(page, task.form.schema.components, values);
        }
        const picture = pictures[`${task.process.id}/${task.elementId}`];
        if (picture) await visitor.screenshot(picture);
        await page.getByTestId('complete').click();
        await page
          .getByTestId('after')
          .or(page.getByTestId('task-problem'))
          .or(page.locator('.problem'))
          .first()
          .waitFor();
        const refused = await page.getByTestId('task-problem').or(page.locator('.problem')).allInnerTexts();
        expect({ step: `${task.process.id}/${task.elementId}`, refused }).toEqual({
          step: `${task.process.id}/${task.elementId}`,
          refused: [],
        });
      },
    });
    expect(ended).toMatchObject(way.expect);
    expect(new Set(rows.map((row) => row.process)).size).toBe(6);

    const overview = await windowOf('coordinator');
    await overview.page.goto('/board');
    await overview.page.getByTestId('board-row').first().waitFor();
    await overview.screenshot('board');
    await overview.page.goto(`/cases/${encodeURIComponent(caseId)}`);
    await overview.page.getByTestId('case-state').waitFor();
    await overview.page.locator('.djs-container svg .djs-element').first().waitFor();
    await overview.screenshot('case');
    expect([...windows.values()].flatMap(({ errors }) => errors)).toEqual([]);
  }, 600_000);
});
