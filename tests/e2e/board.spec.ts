import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launch, rest, Visitor } from './support/browser.ts';

describe('the board', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launch()));
  afterAll(() => browser?.close());

  it('shows the coordinator every school of the programme against the five stages and whatever else is deployed', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    await visitor.page.goto('/board');
    await visitor.page.getByTestId('board-row').first().waitFor();
    const rows = await visitor.page
      .getByTestId('board-row')
      .evaluateAll((all) => all.map((row) => row.getAttribute('data-school')));
    const { rows: expected, stages } = await (await rest('coordinator')).get('/api/board');
    expect(rows.sort()).toEqual(expected.map((row: { school: { id: string } }) => row.school.id).sort());
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(stages.length).toBeGreaterThanOrEqual(5);
    expect(await visitor.page.locator('thead th').count()).toBe(stages.length + 1);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('shows a director no school but their own', async () => {
    const visitor = await Visitor.signedIn(browser, 'director-1');
    const me = await (await rest('director-1')).get('/api/auth/me');
    await visitor.page.goto('/board');
    await visitor.page.getByTestId('board-row').first().waitFor();
    const rows = await visitor.page
      .getByTestId('board-row')
      .evaluateAll((all) => all.map((row) => row.getAttribute('data-school')));
    expect(rows).toEqual([me.school.id]);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});
