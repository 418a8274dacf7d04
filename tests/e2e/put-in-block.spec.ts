import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '@opora/local/lib/ports';
import type { Browser } from 'playwright-core';

import { launch, rest, Visitor } from './support/browser.ts';
import { keepFolder, shape } from './support/designer.ts';

const FORM = 'forms/submit-1-form.form';

/** What is needed of a drawn path; specs have no types of the browser. */
interface Way {
  getTotalLength(): number;
  getPointAtLength(at: number): { matrixTransform(by: unknown): { x: number; y: number } };
  getScreenCTM(): unknown;
}
interface ModelFile {
  path: string;
  text: string;
  state: string;
  revision: string;
}

describe('a block that is put in', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof keepFolder>>;
  beforeAll(async () => {
    browser = await launch();
    folder = await keepFolder('expertise');
  });
  afterAll(async () => {
    await browser?.close();
    await folder?.undo();
  });

  it('takes the form back that it brought when it is undone, brings it again, and leaves one that was changed since', async () => {
    const coordinator = await rest('coordinator');
    const onServer = async (): Promise<ModelFile | undefined> => {
      const { files }: { files: ModelFile[] } = await coordinator.get('/api/models/expertise');
      return files.find(({ path, state }) => path === FORM && state !== 'deleted');
    };
    const serverHas = (there: boolean) =>
      waitUntil(async () => ((await onServer()) !== undefined) === there, {
        ...{ seconds: 20, what: `the form of the block ${there ? 'there' : 'gone'}` },
      });
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    await page.goto('/designer/expertise/expertise.bpmn');
    await shape(page, 'vote').waitFor();
    const insert = async (): Promise<void> => {
      await page.locator('.djs-palette .opora-blocks-tool').click();
      await page.locator('.djs-popup .entry').filter({ hasText: 'Подать документ' }).click();
      await page.getByTestId('block-insert').click();
    };
    const file = page.getByTestId(`file-expertise/${FORM}`);
    await insert();
    await shape(page, 'submit-1-submit').waitFor();
    await file.waitFor();
    await serverHas(true);

    await page.getByRole('button', { name: 'Отменить', exact: true }).click();
    await file.waitFor({ state: 'detached' });
    await serverHas(false);

    await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
    await shape(page, 'submit-1-submit').waitFor();
    await file.waitFor();
    await serverHas(true);

    // At once again and again: what was wished last holds.
    await page.getByRole('button', { name: 'Отменить', exact: true }).click();
    await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
    await page.getByText(/Черновик сохранён/).waitFor();
    await serverHas(true);

    const { text, revision } = (await onServer())!;
    const own = text.replace(/"label": "[^"]*"/, '"label": "Свой вопрос"');
    expect(own).not.toBe(text);
    await coordinator.post(
      '/api/models/expertise/files',
      { changes: [{ path: FORM, text: own, revision }] },
      { method: 'PUT' },
    );
    await page.getByRole('button', { name: 'Отменить', exact: true }).click();
    await shape(page, 'submit-1-submit').waitFor({ state: 'detached' });
    await file.waitFor();
    expect((await onServer())?.text).toBe(own);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  }, 120_000);

  it('has names of its events where no way crosses them', async () => {
    const visitor = await Visitor.signedIn(browser, 'coordinator');
    const { page } = visitor;
    await page.goto('/designer/expertise/expertise.bpmn');
    await shape(page, 'vote').waitFor();
    await page.locator('.djs-palette .opora-blocks-tool').click();
    await page.locator('.djs-popup .entry').filter({ hasText: 'Срок с напоминанием' }).click();
    await page.getByTestId('block-insert').click();
    await shape(page, 'deadline-1-late').waitFor();
    const points = await page
      .locator('.djs-connection .djs-visual > path')
      .evaluateAll((ways) =>
        (ways as unknown as Way[]).flatMap((way) =>
          Array.from({ length: Math.ceil(way.getTotalLength()) }, (_, at) =>
            way.getPointAtLength(at).matrixTransform(way.getScreenCTM()),
          ).map(({ x, y }) => ({ x, y })),
        ),
      );
    for (const id of ['deadline-1-late', 'deadline-1-soon']) {
      const words = await page.locator(`[data-element-id="${id}_label"] .djs-visual tspan`).all();
      const boxes = await Promise.all(words.map((word) => word.boundingBox()));
      expect(boxes.length).toBeGreaterThan(0);
      for (const { x, y, width, height } of boxes.map((box) => box!))
        expect(
          points.filter(
            (point) => point.x > x && point.x < x + width && point.y > y + 2 && point.y < y + height - 2,
          ),
        ).toEqual([]);
    }
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  }, 60_000);
});
