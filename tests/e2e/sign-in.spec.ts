import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launch, Visitor } from './support/browser.ts';

describe('signing in', () => {
  let browser: Browser;
  let visitor: Visitor | undefined;
  beforeAll(async () => void (browser = await launch()));
  afterEach(async () => {
    await visitor?.close();
    visitor = undefined;
  });
  afterAll(() => browser?.close());

  it('refuses a wrong password in words and stays on the screen', async () => {
    visitor = await Visitor.open(browser);
    await visitor.page.goto('/login');
    await visitor.page.locator('input[autocomplete="username"]').fill('coordinator');
    await visitor.page.locator('input[type="password"]').fill('not-the-password');
    await visitor.page.locator('button[type="submit"]').click();
    await visitor.page.getByRole('alert').first().waitFor();
    expect(new URL(visitor.page.url()).pathname).toBe('/login');
    expect(visitor.errors).toEqual([]);
  });

  it('has the keyboard in the login at once, and nothing that takes it back from the password later', async () => {
    visitor = await Visitor.open(browser);
    const { page } = visitor;
    await page.goto('/login');
    await page.locator('input[autocomplete="username"]:focus').waitFor();
    // A field with `autofocus` takes the keyboard some 50 ms after it is seen, whatever is being typed by then.
    expect(await page.locator('[autofocus]').count()).toBe(0);
  });

  it('sends who is not signed in to the login screen and then to where they wanted', async () => {
    visitor = await Visitor.open(browser);
    await visitor.page.goto('/board');
    await visitor.page.waitForURL(/\/login/);
    await visitor.signIn('coordinator', undefined, { stay: true });
    await visitor.page.waitForURL(/\/board/);
    expect(visitor.errors).toEqual([]);
  });
});
