import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Drawings are left out: their shapes are told in words beside them. */
const DRAWINGS = ['.djs-container', '.dmn-drd-container', 'canvas'];

interface Movement {
  effect: { getComputedTiming(): { endTime: number } } | null;
  finished: Promise<unknown>;
}

/** Until what appears has appeared: half transparent words have another contrast. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { document } = globalThis as unknown as { document: { getAnimations(): Movement[] } };
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });

/** Serious and critical problems of the page as it stands, each with the places it was found at. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await settled(page);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(async (drawings) => {
    const { axe: run } = globalThis as unknown as { axe: { run(...args: unknown[]): Promise<AxeResults> } };
    return run.run({ exclude: drawings }, { resultTypes: ['violations'] });
  }, DRAWINGS);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
