import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mammoth from 'mammoth';
import PizZip from 'pizzip';
import type { Browser } from 'playwright-core';

import { launch, rest, Visitor } from './support/browser.ts';

describe('a memo on a school', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launch()));
  afterAll(() => browser?.close());

  it('comes out as docx with the risk profile, is signed, and everybody can verify it', async () => {
    const director = await rest('director-4');
    const { school } = await director.get('/api/auth/me');
    const year = 2031;
    await director.post(
      `/api/risk-profiles/${school.id}/values`,
      {
        year,
        kind: 'entry',
        source: 'school',
        values: [
          { factor: 'equipment', parameter: 'score', value: 3 },
          { factor: 'special-needs', parameter: 'score', value: 0 },
        ],
      },
      { method: 'PUT' },
    );

    const method = await Visitor.signedIn(browser, 'coordinator');
    const { page } = method;
    await page.goto(`/risk-profile?school=${encodeURIComponent(school.id)}`);
    await page.getByTestId('factors').getByText('школа сама видит сильное действие фактора').waitFor();
    await page.getByTestId('radars').locator('svg').first().waitFor();
    await method.screenshot('risk-profile');
    await page.getByTestId('verify-profile').click();
    await page.getByTestId('profile-state').getByText('принята').waitFor();

    await page.goto('/documents');
    await page.getByTestId('make-document').click();
    await page.getByTestId('document-kind').click();
    await page.getByRole('option', { name: 'Аналитическая записка' }).click();
    await page.getByTestId('document-school').locator('input').fill(school.name);
    await page.getByRole('option', { name: school.name }).first().click();
    await page.getByTestId('document-make').click();
    await page.getByTestId('document-state').getByText('черновик').waitFor();
    await method.screenshot('documents');
    await page.getByTestId('sign-number').locator('input').fill('17');
    await page.getByTestId('sign-who').locator('input').fill('Горохов Павел Игнатьевич');
    await page.getByTestId('document-sign').click();
    await page.getByTestId('document-state').getByText('подписан').waitFor();

    const downloading = page.waitForEvent('download');
    await page.getByTestId('document-download').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^№ 17 Аналитическая записка.*\.docx$/);
    const docx = await readFile(await download.path());
    const { value: text } = await mammoth.extractRawText({ buffer: docx });
    expect(text).toContain('АНАЛИТИЧЕСКАЯ ЗАПИСКА');
    expect(text).toContain('№ 17');
    expect(text).toMatch(
      /Низкий уровень оснащения школы\s+высокая\s+школа сама видит сильное действие фактора/,
    );
    expect(text).toContain('П.И. Горохов');
    const zip = new PizZip(docx);
    expect(zip.file(/^word\/charts\/.*\.xml$/)).toHaveLength(1);
    expect(zip.file(/^word\/media\/.*\.png$/)).toHaveLength(1);

    const [, code] = /\/verify\/([a-z0-9]{20})/.exec(text)!;
    const stranger = await Visitor.open(browser);
    await stranger.page.goto(`/verify/${code}`);
    await stranger.page.getByTestId('verify-state').getByText('подписан и действует').waitFor();
    await stranger.page.getByText('17', { exact: true }).waitFor();
    expect(await stranger.page.getByText('Горохов').count()).toBe(0);
    expect([...method.errors, ...stranger.errors]).toEqual([]);
  }, 300_000);

  it('rests on anonymous answers that people give without signing in', async () => {
    const coordinator = await rest('coordinator');
    const director = await rest('director-3');
    const { school } = await director.get('/api/auth/me');
    const survey = await director.post('/api/surveys', {
      schoolId: school.id,
      audience: 'pupils',
      year: 2031,
      kind: 'entry',
      codes: 5,
      closesOn: '2099-12-31',
    });
    const path = new URL(survey.link).pathname;
    for (const code of survey.newCodes.slice(0, 4))
      await coordinator.post(path.replace('/survey/', '/api/survey-forms/') + '/answers', {
        code,
        answers: { bullying: 3 },
      });
    const pupil = await Visitor.open(browser);
    const { page } = pupil;
    await page.goto(path);
    await page.getByTestId('question-bullying').getByText('Почти каждую неделю').click();
    await page.getByTestId('survey-code').locator('input').fill(survey.newCodes[4]);
    await pupil.screenshot('survey');
    await page.getByTestId('survey-send').click();
    await page.getByTestId('survey-sent').waitFor();
    const closed = await director.post(`/api/surveys/${survey.id}/close`, {});
    expect(
      closed.results.find(({ question }: { question: string }) => question === 'bullying'),
    ).toMatchObject({
      answered: 5,
      value: 100,
    });
    expect(pupil.errors).toEqual([]);
  }, 180_000);
});
