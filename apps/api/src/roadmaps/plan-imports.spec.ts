import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlanRow } from '@opora/contracts';
import { type Answer, ApiStage } from '../testing/api-stage.ts';
import { confirmedPlan, pdf, uploadPlan, years } from '../testing/plan-upload.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
}, 60_000);
afterAll(() => stage.close(), 30_000);

const upload = (...of: [login: string, districtId?: string, content?: string | Buffer]): Promise<Answer> =>
  uploadPlan(stage, ...of);
const confirmed = () => confirmedPlan(stage);
const roadmaps = async (): Promise<number> =>
  (await stage.database.query<{ count: number }>('select count(*)::int as count from roadmaps'))[0]!.count;

describe('an imported plan', () => {
  it('is refused to all but the coordinator and the methodological service of the district', async () => {
    for (const login of ['director-1', 'curator-1', 'committee1', 'region', 'admin'])
      expect((await upload(login)).status).toBe(403);
    expect((await upload('coordinator', 'zhigalovo')).status).toBe(403);
  });

  it('is a preview with marks first, is corrected, and only then written', async () => {
    const before = await roadmaps();
    const { status, body } = await upload('coordinator');
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'preview', from: '2031-08-01', roadmapId: null });
    expect(
      body.rows.map((row: { number: string; certainty: string }) => [row.number, row.certainty]),
    ).toEqual([
      ['1.1', 'read'],
      ['1.2', 'doubtful'],
      ['2.1', 'doubtful'],
    ]);
    expect(body.rows[1].problems).toMatchObject([{ code: 'term-end-before-start', column: 'term' }]);
    expect((await stage.as('director-1', 'GET', `/api/roadmaps/imports/${body.id}`)).status).toBe(404);

    const path = `/api/roadmaps/imports/${body.id}`;
    const rows = [
      { index: 1, term: 'декабрь 2031 – февраль 2032' },
      { index: 2, leftOut: true },
    ];
    const corrected = await stage.as('method', 'PATCH', path, { rows });
    expect(corrected.body.rows[1]).toMatchObject({ certainty: 'read', problems: [] });
    expect(await roadmaps()).toBe(before);

    const done = await stage.as('method', 'POST', `${path}/confirm`, years);
    expect(done.body.rows).toMatchObject([
      { number: '1.1', section: '1. Организация', from: '2031-10-01', due: '2031-10-31', status: 'planned' },
      { number: '1.2', due: '2032-02-29', responsible: ['УО'] },
    ]);
    expect((await stage.as('method', 'POST', `${path}/confirm`, years)).status).toBe(409);
  });

  it('shows rows without a number behind their measure, each with its own days, and makes them rows of the roadmap', async () => {
    const { body } = await upload(
      'coordinator',
      'bodaibo',
      [
        '№\tМероприятие\tСроки\tОтветственные\tРезультат',
        '1\tРабота методических объединений\tв течение 2031 года\tРуководители РМО\tПротоколы',
        '\tСеминар учителей математики\tоктябрь 2031\t\t',
        '\tСеминар учителей физики\tдекабрь 2031-март 2031\tЗавуч\t',
        '2\tСобеседования\tмай 2032\tУО\tСправка',
      ].join('\n'),
    );
    expect(
      body.rows.map((row: PlanRow) => [row.number, row.title, row.term, row.responsible, row.certainty]),
    ).toEqual([
      ['1', 'Работа методических объединений', 'в течение 2031 года', ['Руководители РМО'], 'read'],
      ['', 'Семинар учителей математики', 'октябрь 2031', ['Руководители РМО'], 'read'],
      ['', 'Семинар учителей физики', 'декабрь 2031-март 2031', ['Завуч'], 'doubtful'],
      ['2', 'Собеседования', 'май 2032', ['УО'], 'read'],
    ]);
    expect(body.rows[1].problems).toMatchObject([
      { severity: 'info', message: 'Часть мероприятия № 1; ответственный — как у него' },
    ]);
    const path = `/api/roadmaps/imports/${body.id}`;
    const checked = await stage.as('method', 'PATCH', path, { rows: [{ index: 2, checked: true }] });
    expect(checked.body.rows[2]).toMatchObject({
      certainty: 'read',
      problems: [{ code: 'part' }],
    });
    const made = await stage.as('method', 'POST', `${path}/confirm`, years);
    expect(made.body.rows.map((row: { number: string; due: string }) => [row.number, row.due])).toEqual([
      ['1', '2031-12-31'],
      ['', '2031-10-31'],
      ['', null],
      ['2', '2032-05-31'],
    ]);
  });

  it('can be undone until somebody works on it', async () => {
    const first = await confirmed();
    const undone = await stage.as('coordinator', 'POST', `/api/roadmaps/imports/${first.importId}/undo`);
    expect(undone.body).toMatchObject({ state: 'undone', roadmapId: null });
    expect((await stage.as('coordinator', 'GET', `/api/roadmaps/${first.id}`)).status).toBe(404);

    const second = await confirmed();
    const [measure] = second.rows;
    await stage.as('method', 'PATCH', `/api/roadmaps/measures/${measure!.id}`, {
      version: 1,
      status: 'in-progress',
    });
    expect(
      (await stage.as('coordinator', 'POST', `/api/roadmaps/imports/${second.importId}/undo`)).status,
    ).toBe(409);
  });

  it('that is no plan is refused in words', async () => {
    const answer = await upload('coordinator', 'bodaibo', pdf);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'file' }] } });
    expect(answer.body.detail).toContain('PDF');
  });
});
