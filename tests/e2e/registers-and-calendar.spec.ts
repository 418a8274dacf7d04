import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launch, rest, shows, until, Visitor } from './support/browser.ts';

/** What a district keeps beside its cases: people in a register, working days by order. */
describe('registers and calendars', () => {
  let browser: Browser;
  let coordinator: Visitor;

  beforeAll(async () => {
    browser = await launch();
    coordinator = await Visitor.signedIn(browser, 'coordinator');
  }, 120_000);
  afterAll(() => browser?.close());

  const stamp = Date.now().toString(36);
  const name = `Ковалёва Зоя ${stamp}`;

  it('keeps a person with every change, finds them again and takes an import back', async () => {
    const { page } = coordinator;
    await page.goto('/registers?register=people');
    await page.getByTestId('record-add').click();
    const form = page.getByTestId('record-form');
    await form.getByTestId('field-name').locator('input').fill(name);
    await form.getByTestId('field-phone').locator('input').fill('+7 395 61 5-00-01');
    await page.getByTestId('record-save').click();
    const card = page.getByTestId('record-card');
    await shows(card, name);

    await card.getByTestId('record-edit').click();
    await form.getByTestId('field-phone').locator('input').fill('+7 395 61 5-00-02');
    await page.getByTestId('field-reason').locator('input').fill('Сменился номер');
    await page.getByTestId('record-save').click();
    await shows(card.getByTestId('record-history'), 'Сменился номер');
    await shows(card.getByTestId('record-history'), '+7 395 61 5-00-01 → +7 395 61 5-00-02');
    await coordinator.screenshot('registers');

    await page.goto(`/registers?register=people&q=${encodeURIComponent(stamp)}`);
    await shows(page.getByTestId('register-row'), name);
    await expect(page.getByTestId('register-row').count()).resolves.toBe(1);

    // A number is typed as people write it, and what is none is named instead of emptying the field.
    await page.goto('/registers?register=schools&id=perevoz');
    await card.getByTestId('record-edit').click();
    await form.getByTestId('field-pupils').locator('input').fill('много');
    await form.getByTestId('field-latitude').locator('input').fill('');
    await form.getByTestId('field-latitude').locator('input').pressSequentially('58,05');
    await page.getByTestId('field-reason').locator('input').fill('Уточнено по карте');
    await page.getByTestId('record-save').click();
    await shows(form, '«Учеников»: ожидалось число');
    await form.getByTestId('field-pupils').locator('input').fill('1 048');
    await page.getByTestId('record-save').click();
    await shows(card.getByTestId('record-history'), 'Уточнено по карте', '→ 58,05', '→ 1048');

    await page.goto('/registers?register=people&import=1');
    const rows = ['ФИО;Телефон', `Новый Пётр ${stamp};+7 395 61 5-00-03`, `;+7 395 61 5-00-04`];
    await page.getByTestId('import-file').setInputFiles({
      name: `люди-${stamp}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(rows.join('\n')),
    });
    const preview = page.getByTestId('import-preview');
    // What is wrong stands first, with the reason; the rest is a press away.
    await shows(preview.getByTestId('import-row'), '+7 395 61 5-00-04');
    await preview.getByTestId('rows-new').click();
    await shows(preview.getByTestId('import-row'), `Новый Пётр ${stamp}`);
    await preview.getByTestId('import-confirm').click();
    await shows(page.getByTestId('import-note'), /./);
    const api = await rest('coordinator');
    const found = async (): Promise<number> =>
      (await api.get(`/api/registers/people?q=${encodeURIComponent(`Пётр ${stamp}`)}`)).total;
    await expect(found()).resolves.toBe(1);
    const line = page.getByRole('row', { name: `люди-${stamp}.csv` });
    await line.getByRole('button', { name: 'Отменить загрузку' }).click();
    await shows(
      page.getByRole('dialog'),
      `Отменить загрузку «люди-${stamp}.csv»?`,
      'Новые строки исчезнут (их 1)',
    );
    await expect(found()).resolves.toBe(1);
    await page.getByTestId('undo-confirm').click();
    await shows(line, 'отменена');
    await expect(found()).resolves.toBe(0);
  }, 120_000);

  it('shows which deadlines an order moves before the calendar of a school is saved, and moves them', async () => {
    const { page } = coordinator;
    const api = await rest('coordinator');
    const { caseId } = await api.post('/api/processes/partner-assignment/start', {
      variables: { schoolId: 'perevoz' },
    });
    const due = async (): Promise<string> => {
      const { items } = await api.get(`/api/tasks?case=${encodeURIComponent(caseId)}&status=open`);
      // 23:59 in Irkutsk is the same day in UTC.
      return new Date(items[0].dueAt).toISOString().slice(0, 10);
    };
    const before = await due();
    await page.goto(`/calendars?place=school:perevoz&year=${before.slice(0, 4)}`);
    const day = page.getByTestId(`day-${before}`);
    // A working day becomes short, then off.
    const short = (await day.getAttribute('aria-label'))?.includes('сокращённый');
    for (let press = short ? 1 : 2; press > 0; press -= 1) await day.click();
    await shows(page.locator('li'), `${before.split('-').reverse().join('.')} — нерабочий`);
    // What is not saved is not lost on the way to another screen.
    await page.getByRole('link', { name: 'Реестры' }).click();
    await shows(page.getByRole('dialog'), 'Уйти, не записав изменения?');
    await page.getByRole('button', { name: 'Остаться' }).click();
    await shows(page.locator('form'), 'Есть несохранённые изменения');
    await page.getByTestId('calendar-preview').click();
    const moved = page.getByTestId('moved-deadlines');
    await shows(moved, 'Предложить школу-партнёра', before.split('-').reverse().join('.'));
    await coordinator.screenshot('calendars');
    await expect(due()).resolves.toBe(before);
    await page.getByTestId('calendar-approval').locator('input').fill('Приказ от 01.09.2026 № 12');
    await page.getByTestId('calendar-save').click();
    await shows(page.getByTestId('calendar-note'), 'Записана версия');
    const after = await until('the moved deadline', async () => {
      const now = await due();
      return now === before ? undefined : now;
    });
    expect(after > before).toBe(true);
    await page.getByRole('tab', { name: 'Версии' }).click();
    await shows(page.locator('li'), 'Приказ от 01.09.2026 № 12');
    await page.goto('/inbox');
    await page.getByTestId('task-row').filter({ hasText: 'Предложить школу-партнёра' }).first().click();
    await page.getByTestId('task-context').getByText('Документы дела').waitFor();
    await coordinator.screenshot('inbox');
    await api.post(`/api/cases/${encodeURIComponent(caseId)}/cancel`, { reason: 'Проверка календаря' });
    expect(coordinator.errors).toEqual([]);
  }, 120_000);

  it('opens mass actions and settings, and shows to a guest the sign-in and what a signed document is', async () => {
    const { page } = coordinator;
    await page.goto('/batches');
    await page.getByTestId('new-batch').click();
    await page.getByTestId('batch-form').waitFor();
    await coordinator.screenshot('batches');
    await page.goto('/admin');
    await page.getByRole('tab', { name: 'Мои ключи доступа' }).waitFor();
    await coordinator.screenshot('admin');
    const guest = await Visitor.open(browser);
    await guest.page.goto('/verify/no-such-document');
    await guest.page.getByTestId('verify-unknown').waitFor();
    const api = await rest('coordinator');
    const { district } = await api.get('/api/auth/me');
    const document = await api.post('/api/documents', { kind: 'school-list-order', districtId: district.id });
    await api.post(`/api/documents/${document.id}/sign`, {
      ...{
        number: `${stamp}-ОД`,
        date: '2026-09-01',
        signatory: 'Горохов Павел Игнатьевич',
        post: 'начальник',
      },
    });
    await guest.page.goto(`/verify/${document.verifyUrl.split('/').at(-1)}`);
    await shows(guest.page.getByTestId('verify-state'), 'подписан');
    await guest.screenshot('verify');
    await guest.page.goto('/login');
    await guest.page.getByTestId('login-submit').waitFor();
    await guest.screenshot('login');
    await guest.close();
    expect(coordinator.errors).toEqual([]);
  }, 60_000);
});
