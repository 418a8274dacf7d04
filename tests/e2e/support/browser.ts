import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

import { Client } from '@opora/local/lib/client';

/** Password of all demo users. */
export const password = process.env['OPORA_DEMO_PASSWORD'] ?? 'opora-demo';

const screenshots = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url));

/** Address of the program that the global setup started. */
export function baseUrl(): string {
  const url = process.env['OPORA_E2E_URL'];
  if (!url)
    throw new Error('No running program: run the spec through jest.config.mjs, in the project `e2e`.');
  return url;
}

/** A real Chromium; without the flags it would try to reach the outside world at every start. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['OPORA_CHROMIUM'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** One person at one computer: a browser context of its own, Russian, with the errors that its pages showed. */
export class Visitor {
  /** Uncaught errors and failed requests of the pages, to be empty at the end of a spec. */
  readonly errors: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.errors.push(`${page.url()}: ${error.message}`));
    page.on('response', (response) => {
      if (response.status() >= 500) this.errors.push(`${response.url()}: ${response.status()}`);
    });
  }

  /** Opens a window on the program's address (or another way to it) without logging in. */
  static async open(browser: Browser, address = baseUrl()): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: address,
      locale: 'ru-RU',
      timezoneId: 'Europe/Moscow',
      viewport: { width: 1440, height: 900 },
    });
    context.setDefaultTimeout(30_000);
    return new Visitor(context, await context.newPage());
  }

  /** Opens a window and logs in through the login screen. */
  static async signedIn(browser: Browser, login: string, address?: string): Promise<Visitor> {
    const visitor = await Visitor.open(browser, address);
    await visitor.signIn(login);
    return visitor;
  }

  /** Types login and password and waits for the screen behind them; `stay` uses the login screen that is already open. */
  async signIn(login: string, secret = password, { stay = false } = {}): Promise<void> {
    if (!stay) await this.page.goto('/login');
    await this.page.locator('input[autocomplete="username"]').fill(login);
    const password = this.page.locator('input[type="password"]');
    await password.fill(secret);
    await password.press('Enter');
    await this.page
      .waitForURL((url) => url.pathname !== '/login', { waitUntil: 'commit' })
      .catch(async (error: Error) => {
        const seen = await this.page.locator('body').innerText();
        throw new Error(`${login} did not get past the login screen, which says:\n${seen}`, { cause: error });
      });
  }

  /** Keeps a picture for the documentation, only when `OPORA_SCREENSHOTS=1` asks for it. */
  async screenshot(name: string): Promise<void> {
    if (process.env['OPORA_SCREENSHOTS'] !== '1') return;
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`), animations: 'disabled' });
  }

  /** Closes the window. */
  close(): Promise<void> {
    return this.context.close();
  }
}

/** Waits until a place on the screen shows each of the texts: a screen may show what was there before for a moment. */
export async function shows(place: Locator, ...texts: (string | RegExp)[]): Promise<void> {
  for (const text of texts) await place.filter({ hasText: text }).first().waitFor();
}

/** A session over REST beside the browser, to bring a case to the place a spec needs. */
export async function rest(login: string): Promise<Client> {
  const client = new Client(baseUrl(), { patienceSeconds: 10 });
  await client.login(login, password);
  return client;
}

/** Asks again until there is an answer: cases begin one after another. What does not come is named. */
export async function until<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Waited in vain for ${what}.`);
}
