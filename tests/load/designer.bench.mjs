// How smooth the designer is on a big diagram in a real Chromium: `npm run bench -- designer [--elements N] [--json FILE]`.
import { rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';

import { Client } from '../../infra/local/lib/client.mjs';
import { readConfig } from '../../infra/local/lib/config.mjs';
import { temporaryFolder } from '../../infra/local/lib/paths.mjs';
import { freePort } from '../../infra/local/lib/ports.mjs';
import { startStack } from '../../infra/local/lib/stack.mjs';
import { diagramOf } from './diagram-of.mjs';

const { values: options } = parseArgs({
  options: {
    elements: { type: 'string', default: '500' },
    url: { type: 'string' },
    profile: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench -- designer [--elements N] [--url URL] [--profile FILE] [--json FILE]
  Frames a second while the canvas is panned and an element is dragged by mouse, and how long after a change its problem
  stands in the list. --url takes a program that runs already; --profile keeps a profile of the dragging for DevTools.
  OPORA_CHROMIUM names the browser (default /usr/bin/chromium).`);
  process.exit(0);
}
const password = process.env['OPORA_DEMO_PASSWORD'] ?? 'opora-demo';
const elements = Number(options.elements);

/**
 * @template T
 * @param {(url: string) => Promise<T>} work
 */
async function withProgram(work) {
  if (options.url) return work(options.url);
  const data = temporaryFolder('opora-designer-bench-');
  const [port, postgresPort, temporalPort] = [await freePort(), await freePort(), await freePort()];
  const config = { ...readConfig(), data, port, postgresPort, temporalPort };
  const stack = await startStack(config, { say: (line) => console.error(line) });
  try {
    return await work(stack.url);
  } finally {
    await stack.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

/**
 * Frames that the page drew while something was done: how many a second, and the time between two, in milliseconds.
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<void>} act
 */
async function framesOf(page, act) {
  await page.evaluate(() => {
    const frames = /** @type {number[]} */ ([]);
    Object.assign(globalThis, { frames, counting: true });
    const next = (/** @type {number} */ at) => {
      frames.push(at);
      if (/** @type {any} */ (globalThis).counting) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await act();
  const frames = await page.evaluate(() => {
    const all = /** @type {any} */ (globalThis);
    all.counting = false;
    return /** @type {number[]} */ (all.frames);
  });
  const gaps = frames.slice(1).map((at, index) => at - /** @type {number} */ (frames[index]));
  gaps.sort((a, b) => a - b);
  const whole = /** @type {number} */ (frames.at(-1)) - /** @type {number} */ (frames[0]);
  return {
    'frames a second': Math.round((gaps.length / whole) * 10_000) / 10,
    'gap, median': Math.round(gaps[Math.floor(gaps.length / 2)] ?? 0),
    'gap, p95': Math.round(gaps[Math.floor(gaps.length * 0.95)] ?? 0),
    'gap, longest': Math.round(gaps.at(-1) ?? 0),
  };
}

/**
 * Moves the pressed mouse in circles, as a hand does.
 * @param {import('playwright-core').Page} page
 * @param {{ x: number, y: number }} from
 * @param {number} radius
 */
async function swing(page, from, radius) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 0; step <= 150; step += 1) {
    const angle = (step / 50) * 2 * Math.PI;
    await page.mouse.move(from.x + radius * Math.sin(angle), from.y + radius * (1 - Math.cos(angle)));
  }
}

const figures = await withProgram(async (url) => {
  const client = new Client(url, { patienceSeconds: 60 });
  await client.login('coordinator', password);
  const folder = `bench-${Date.now().toString(36)}`;
  const put = (/** @type {string} */ path, /** @type {string} */ text) =>
    client.post(
      `/api/models/${folder}/files`,
      { changes: [{ path, text, revision: null }] },
      { method: 'PUT' },
    );
  await put(`${folder}.bpmn`, diagramOf(elements, { drawn: true }));
  await put('forms/grade.form', JSON.stringify({ id: 'grade', type: 'default', components: [] }));

  const browser = await chromium.launch({
    executablePath: process.env['OPORA_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ baseURL: url, viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(120_000);
    await page.goto('/login');
    await page.locator('input[autocomplete="username"]').fill('coordinator');
    await page.locator('input[type="password"]').fill(password);
    await page.locator('button[type="submit"]').click();
    await page.waitForURL((at) => at.pathname !== '/login');
    const opened = performance.now();
    await page.goto(`/designer/${folder}/${folder}.bpmn`);
    await page.locator('.djs-shape[data-element-id="t1"]').waitFor();
    const open = Math.round(performance.now() - opened);
    const box = async (/** @type {string} */ id) => {
      const found = await page.locator(`.djs-shape[data-element-id="${id}"]`).first().boundingBox();
      if (!found) throw new Error(`Expected ${id} on the canvas, found nothing.`);
      return found;
    };
    const rows = /** @type {object[]} */ ([]);
    const cdp = await page.context().newCDPSession(page);
    for (const view of ['readable', 'whole']) {
      if (view === 'whole') await page.getByTestId('zoom-fit').click();
      const task = await box(view === 'readable' ? 't2' : `t${Math.round(elements / 2) + 2}`);
      const empty =
        view === 'readable'
          ? { x: task.x + task.width / 2, y: task.y + task.height * 1.4 }
          : { x: 420, y: 500 };
      rows.push({
        measure: `pan, ${view}`,
        ...(await framesOf(page, async () => {
          await swing(page, empty, 80);
          await page.mouse.up();
        })),
      });
      const now = await box(view === 'readable' ? 't2' : `t${Math.round(elements / 2) + 2}`);
      if (options.profile) {
        await cdp.send('Profiler.enable');
        await cdp.send('Profiler.start');
      }
      rows.push({
        measure: `drag, ${view}`,
        ...(await framesOf(page, () =>
          swing(page, { x: now.x + now.width / 2, y: now.y + now.height / 2 }, view === 'readable' ? 80 : 40),
        )),
      });
      if (options.profile) {
        const { profile } = await cdp.send('Profiler.stop');
        writeFileSync(`${options.profile}-${view}.cpuprofile`, JSON.stringify(profile));
      }
      await page.keyboard.press('Escape');
      await page.mouse.up();
    }
    rows.forEach((row) => Object.assign(row, { load: Math.round(loadavg()[0] ?? 0) }));
    return { elements, open, frames: rows };
  } finally {
    await browser.close();
    await client
      .post(`/api/models/${folder}/files`, { changes: [] }, { method: 'PUT' })
      .catch(() => undefined);
  }
});
console.log(`${figures.elements} elements, opened in ${figures.open} ms`);
console.table(figures.frames);
if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
