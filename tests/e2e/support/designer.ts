import type { Page } from 'playwright-core';

import { rest } from './browser.ts';

interface ModelFile {
  path: string;
  text: string;
  revision: string | null;
  state: string;
}

/** An element of the diagram that is edited. */
export const shape = (page: Page, id: string) =>
  page.locator(`.djs-element.djs-shape[data-element-id="${id}"]`);

/** Finds an element by its name through the search of the diagram, and selects it. */
export async function selectByName(page: Page, name: string): Promise<void> {
  await page
    .getByTestId('canvas')
    .locator('svg')
    .first()
    .click({ position: { x: 400, y: 8 } });
  await page.keyboard.press('Control+f');
  const search = page.locator('.djs-search-input input, .djs-search input').first();
  await search.pressSequentially(name);
  await page
    .locator('.djs-search-result, .djs-popup-body .entry')
    .filter({ hasText: name })
    .first()
    .waitFor();
  await search.press('Enter');
  await page.getByTestId('properties').locator('.bio-properties-panel-header').getByText(name).waitFor();
}

/** Opens a group of the properties panel by its title. */
export async function openGroup(page: Page, title: string): Promise<void> {
  const header = page
    .getByTestId('properties')
    .locator('.bio-properties-panel-group-header')
    .filter({ hasText: title })
    .first();
  await header.waitFor();
  if (!/\bopen\b/.test((await header.getAttribute('class')) ?? '')) await header.click();
}

/** A folder as it is deployed now; `undo` brings it back to that, whatever has been drawn and deployed since. */
export async function keepFolder(folder: string): Promise<{ undo(): Promise<void> }> {
  const coordinator = await rest('coordinator');
  const { deployment } = await coordinator.get(`/api/models/${folder}`);
  const { files: before }: { files: { path: string; text: string }[] } = await coordinator.get(
    `/api/models/${folder}/versions/${deployment}`,
  );
  return {
    async undo() {
      const { files }: { files: ModelFile[] } = await coordinator.get(`/api/models/${folder}`);
      const now = new Map(files.filter(({ state }) => state !== 'deleted').map((file) => [file.path, file]));
      const wanted = new Map(before.map(({ path, text }) => [path, text]));
      const changes = [...new Set([...now.keys(), ...wanted.keys()])]
        .filter((path) => now.get(path)?.text !== wanted.get(path))
        .map((path) => ({
          path,
          text: wanted.get(path) ?? null,
          revision: now.get(path)?.revision ?? null,
        }));
      if (changes.length)
        await coordinator.post(`/api/models/${folder}/files`, { changes }, { method: 'PUT' });
      const all = new FormData();
      for (const { path, text } of before) all.append('files', new Blob([text]), path);
      await coordinator.post('/api/deployments', all);
    },
  };
}
