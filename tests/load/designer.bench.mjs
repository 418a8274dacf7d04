// How smooth the designer is on a big diagram in a real Chromium: `npm run bench -- designer [--elements N] [--json FILE]`.
/* global document, requestAnimationFrame -- inside of page.evaluate */
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
  stands in the list. --url takes a program that runs already; --profile keeps processor profiles of each part for DevTools.
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
 * Frames that the page drew while something was done: how many a second, the time between two in milliseconds, and the
 * processor time of the page's main thread for each, which other work on the machine does not lengthen.
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').CDPSession} cdp
 * @param {() => Promise<void>} act
 */
async function framesOf(page, cdp, act) {
  const used = await threadOf(cdp);
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
  const spent = await threadOf(cdp);
  const share = (/** @type {'all' | 'style' | 'layout' | 'script'} */ part) =>
    Math.round(((spent[part] - used[part]) / gaps.length) * 10) / 10;
  const whole = /** @type {number} */ (frames.at(-1)) - /** @type {number} */ (frames[0]);
  return {
    'frames a second': Math.round((gaps.length / whole) * 10_000) / 10,
    'gap, median': Math.round(gaps[Math.floor(gaps.length / 2)] ?? 0),
    'gap, p95': Math.round(gaps[Math.floor(gaps.length * 0.95)] ?? 0),
    'ms of the page a frame': share('all'),
    'of it style': share('style'),
    layout: share('layout'),
    script: share('script'),
    'gap, longest': Math.round(gaps.at(-1) ?? 0),
  };
}

/**
 * Keeps a processor profile of what is done, if one is asked for.
 * @template T
 * @param {import('playwright-core').CDPSession} cdp
 * @param {string} name
 * @param {() => Promise<T>} act
 */
async function profiled(cdp, name, act) {
  if (!options.profile) return act();
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.start');
  const done = await act();
  const { profile } = await cdp.send('Profiler.stop');
  writeFileSync(`${options.profile}-${name}.cpuprofile`, JSON.stringify(profile));
  return done;
}

/**
 * A point of the canvas near its middle: on a task, or on nothing.
 * @param {import('playwright-core').Page} page
 * @param {'task' | 'canvas'} what
 */
async function placeOf(page, what) {
  const found = await page.evaluate((wanted) => {
    const box = document.querySelector('[data-testid="canvas"]')?.getBoundingClientRect();
    if (!box) return undefined;
    const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    for (let far = 0; far < box.height / 2 - 60; far += 13)
      for (let turn = 0; turn < 12; turn += 1) {
        const x = middle.x + far * Math.cos((turn * Math.PI) / 6);
        const y = middle.y + far * Math.sin((turn * Math.PI) / 6);
        const at = document.elementFromPoint(x, y);
        const id = at?.closest('.djs-shape')?.getAttribute('data-element-id') ?? '';
        const is =
          wanted === 'task' ? /^t\d+$/.test(id) : at?.tagName === 'svg' && at.hasAttribute('data-element-id');
        if (is) return { x, y };
      }
    return undefined;
  }, what);
  if (!found) throw new Error(`Expected a ${what} on the screen, found none.`);
  return found;
}

/**
 * Takes a task's name away by undoing and redoing it; how long until its problem is listed, and how long the page itself worked on it.
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').CDPSession} cdp
 */
async function checked(page, cdp) {
  const task = await placeOf(page, 'task');
  await page.mouse.dblclick(task.x, task.y);
  await page.locator('.djs-direct-editing-content').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  const empty = await placeOf(page, 'canvas');
  await page.mouse.click(empty.x, empty.y);
  const problems = page.getByTestId('problem');
  await problems.first().waitFor();
  await quiet(page);
  const times = [];
  const used = await threadOf(cdp);
  for (let run = 0; run < 4; run += 1) {
    times.push(
      await page.evaluate(
        async (redo) => {
          const list = /** @type {Element} */ (document.querySelector('[data-testid="problems"]'));
          const count = () => list.querySelectorAll('[data-testid="problem"]').length;
          const before = count();
          const button = /** @type {HTMLElement} */ (
            document.querySelector(`button[title="${redo ? 'Ctrl+Y' : 'Ctrl+Z'}"]`)
          );
          const from = performance.now();
          button.click();
          while (count() === before) {
            if (performance.now() - from > 60_000)
              throw new Error('The list of problems did not follow a change.');
            await new Promise((done) => requestAnimationFrame(done));
          }
          return performance.now() - from;
        },
        run % 2 === 1,
      ),
    );
    await quiet(page);
  }
  const work = ((await threadOf(cdp)).all - used.all) / times.length;
  times.sort((a, b) => a - b);
  return { 'ms, median': Math.round(times[2] ?? 0), 'ms of the page': Math.round(work) };
}

/**
 * Waits until the list of problems has stayed as it is for a second.
 * @param {import('playwright-core').Page} page
 */
async function quiet(page) {
  const text = () => page.getByTestId('problems').textContent();
  for (let before = await text(), now; ; before = now) {
    await page.waitForTimeout(1000);
    now = await text();
    if (now === before) return;
  }
}

/**
 * Processor time of the page's main thread so far, in milliseconds: all of it, and what of it styles, layout and scripts took.
 * @param {import('playwright-core').CDPSession} cdp
 */
async function threadOf(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (/** @type {string} */ wanted) =>
    (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000;
  return {
    all: of('ThreadTime'),
    style: of('RecalcStyleDuration'),
    layout: of('LayoutDuration'),
    script: of('ScriptDuration'),
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
  for (let step = 0; step <= 90; step += 1) {
    const angle = (step / 30) * 2 * Math.PI;
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
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const rows = /** @type {object[]} */ ([]);
    for (const view of ['readable', 'whole']) {
      if (view === 'whole') await page.getByTestId('zoom-fit').click();
      const empty = await placeOf(page, 'canvas');
      await page.mouse.click(empty.x, empty.y);
      const pan = await profiled(cdp, `pan-${view}`, () =>
        framesOf(page, cdp, async () => {
          await swing(page, empty, 80);
          await page.mouse.up();
        }),
      );
      rows.push({ measure: `pan, ${view}`, ...pan });
      console.error(JSON.stringify(rows.at(-1)));
      const task = await placeOf(page, 'task');
      const drag = await profiled(cdp, `drag-${view}`, () =>
        framesOf(page, cdp, () => swing(page, task, 60)),
      );
      rows.push({ measure: `drag, ${view}`, ...drag });
      console.error(JSON.stringify(rows.at(-1)));
      await page.keyboard.press('Escape');
      await page.mouse.up();
    }
    rows.push({
      measure: 'a change, until its problem is listed',
      ...(await profiled(cdp, 'change', () => checked(page, cdp))),
    });
    rows.forEach((row) => Object.assign(row, { load: Math.round(loadavg()[0] ?? 0) }));
    return { elements, open, frames: rows };
  } finally {
    await browser.close();
    const { files } = await client.get(`/api/models/${folder}`);
    const gone = files.map((/** @type {{ path: string, revision: string }} */ { path, revision }) => ({
      ...{ path, revision, text: null },
    }));
    await client.post(`/api/models/${folder}/files`, { changes: gone }, { method: 'PUT' });
  }
});
console.log(`${figures.elements} elements, opened in ${figures.open} ms`);
console.table(figures.frames);
if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
