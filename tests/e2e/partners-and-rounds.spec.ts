import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launch, rest, shows, Visitor } from './support/browser.ts';
import { fillOnScreen } from './support/form.ts';

/** Asks again until there is an answer: cases of a round begin one after another. */
async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('partners and monitoring', () => {
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

  it('a director answers a monitoring round, and the value appears on the dashboard', async () => {
    const method = await Visitor.signedIn(browser, 'method');
    const code = `Э${Date.now() % 100_000}`;
    await method.page.goto('/monitoring?tab=indicators');
    await method.page.getByTestId('add-indicator').click();
    await method.page.getByTestId('code').locator('input').fill(code);
    await method.page.getByTestId('title').locator('input').fill('Доля родителей на собраниях');
    await method.page.getByTestId('target').locator('input').fill('не менее 80 %');
    await shows(method.page.getByTestId('reads'), 'не менее 80 %');
    await method.page.getByTestId('save-indicator').click();
    await shows(method.page.getByTestId('indicator-row'), code);
    await method.page.getByTestId('tab-rounds').click();
    await method.page.getByTestId('open-round').click();
    // A program that was here before may have the round of this period open already.
    await method.page.getByTestId('round-note').or(method.page.getByText('уже открыт')).first().waitFor();

    const director = await Visitor.signedIn(browser, 'director-1');
    const session = await rest('director-1');
    const { school } = await session.get('/api/auth/me');
    const query = `/api/tasks?process=monitoring-round&status=open&school=${school.id}`;
    const { id } = await until(async () => (await session.get(query)).items[0]);
    const task = await session.get(`/api/tasks/${id}`);
    const answers = task.variables.answers.map((answer: { code: string }) =>
      answer.code === code ? { value: 85, note: 'Протоколы собраний' } : {},
    );
    await director.page.goto(`/inbox/${encodeURIComponent(id)}`);
    await director.page.locator('.fjs-form').waitFor();
    await fillOnScreen(director.page, task.form.schema.components, { answers });
    await director.screenshot('monitoring-round');
    await director.page.getByTestId('complete').click();
    await director.page.getByTestId('after').waitFor();
    await director.page.goto('/monitoring');
    const own = director.page.locator(`[data-testid=indicator][data-code="${code}"]`);
    await shows(own.getByTestId('value'), '85 %');

    await method.page.goto('/monitoring?view=table');
    await shows(method.page.locator(`[data-testid=heat-row][data-school="${school.id}"]`), '85 %');
    await method.page.getByTestId('view-map').click();
    await method.page.getByTestId('heat-chart').locator('svg').waitFor();
    await method.screenshot('monitoring');
    await method.page.goto(`/monitoring?school=${school.id}`);
    await shows(method.page.locator(`[data-testid=indicator][data-code="${code}"]`), 'Протоколы собраний');
    await method.screenshot('school-on-one-page');
    expect(method.errors).toEqual([]);
    expect(director.errors).toEqual([]);
    await director.close();
    await method.close();
  }, 240_000);
});
