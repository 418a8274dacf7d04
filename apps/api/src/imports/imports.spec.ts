import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { type Answer, ApiStage } from '../testing/api-stage.ts';

const header = 'Школа;Процедура;Предмет;Класс;Год;Участников;Не преодолели минимум;Средний балл';
let stage: ApiStage;
let district: string;
let schools: { id: string; shortName: string }[];

beforeAll(async () => {
  stage = await ApiStage.open();
  const { body } = await stage.as('coordinator', 'GET', '/api/schools?limit=200');
  const [home] = (await stage.database.query<{ district_id: string }>(
    "select r.district_id from user_roles r join users u on u.id = r.user_id where u.login = 'coordinator'",
  )) as [{ district_id: string }];
  district = home.district_id;
  schools = body.items.filter((school: { district: { id: string } }) => school.district.id === district);
});
afterAll(() => stage.close());

const upload = (
  login: string,
  content: string | Uint8Array,
  more: { name?: string; kind?: string; districtId?: string } = {},
): Promise<Answer> => {
  const form = new FormData();
  form.append('kind', more.kind ?? 'results');
  form.append('districtId', more.districtId ?? district);
  form.append('file', new Blob([content as Uint8Array<ArrayBuffer>]), more.name ?? 'результаты.csv');
  return stage.as(login, 'POST', '/api/imports', form);
};
const rowsOf = (school: string, mean = '3,4'): string =>
  `${header}\n${school};ОГЭ;Математика;9;2031;20;7;${mean}`;
const written = (): Promise<{ mean: number; below_minimum: number }[]> =>
  stage.database.query('select mean, below_minimum from results where year = 2031');

describe('imports of tables', () => {
  it('are refused to those who do not keep the results of the district', async () => {
    for (const login of ['director-1', 'committee1', 'region', 'admin'])
      expect((await upload(login, rowsOf(schools[0]!.shortName))).status).toBe(403);
    expect((await upload('coordinator', rowsOf('x'), { districtId: 'elsewhere' })).status).toBe(403);
  });

  it('show a preview, write nothing before it is confirmed, and can be undone', async () => {
    const first = await upload('coordinator', rowsOf(schools[0]!.shortName));
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      state: 'preview',
      totals: { rows: 1, new: 1, wrong: 0 },
      problems: [],
    });
    expect(await written()).toEqual([]);
    expect((await stage.as('director-1', 'POST', `/api/imports/${first.body.id}/confirm`, {})).status).toBe(
      404,
    );
    expect((await stage.as('method', 'POST', `/api/imports/${first.body.id}/confirm`, {})).status).toBe(200);
    expect(await written()).toEqual([{ mean: 3.4, below_minimum: 7 }]);

    // What was written can be looked at, by school and subject.
    const works = (login: string, more = ''): Promise<Answer> =>
      stage.as(login, 'GET', `/api/identification/results?district=${district}&year=2031${more}`);
    expect((await works('method', `&q=${encodeURIComponent('мАтем')}&limit=1`)).body).toEqual({
      items: [
        {
          school: { id: schools[0]!.id, name: schools[0]!.shortName },
          ...{ procedure: 'ОГЭ', subject: 'математика', grade: 9 },
          ...{ participants: 20, belowMinimum: 7, mean: 3.4, marks: null },
        },
      ],
      ...{ total: 1, next: null },
    });
    expect((await works('method', `&q=${encodeURIComponent('химия')}`)).body.total).toBe(0);
    expect((await works('director-1')).status).toBe(403);

    const second = await upload('coordinator', rowsOf(schools[0]!.id, '3,6'));
    expect(second.body.totals).toMatchObject({ new: 0, changed: 1 });
    const { body: changed } = await stage.as('coordinator', 'GET', `/api/imports/${second.body.id}/rows`);
    expect(changed.items).toEqual([expect.objectContaining({ change: 'changed', before: { mean: '3,4' } })]);
    expect(changed.items[0]).not.toHaveProperty('key');
    await stage.as('coordinator', 'POST', `/api/imports/${second.body.id}/confirm`, {});
    expect(await written()).toEqual([{ mean: 3.6, below_minimum: 7 }]);

    const early = await stage.as('coordinator', 'POST', `/api/imports/${first.body.id}/undo`);
    expect(early.body).toMatchObject({ undone: 0, kept: 1 });
    const undone = await stage.as('coordinator', 'POST', `/api/imports/${second.body.id}/undo`);
    expect(undone.body).toMatchObject({ undone: 1, kept: 0, import: { state: 'undone' } });
    expect(await written()).toEqual([{ mean: 3.4, below_minimum: 7 }]);
    expect((await stage.as('coordinator', 'POST', `/api/imports/${second.body.id}/undo`)).status).toBe(409);
    await stage.database.query('delete from results where year = 2031');
  });

  it('name row and column of everything that is wrong, and leave wrong rows out only on wish', async () => {
    const school = schools[0]!.shortName;
    const { body } = await upload(
      'coordinator',
      [
        'Результаты экзаменов',
        header,
        `${school};ОГЭ;Математика;9;2031;20;7;3,4`,
        `${school};ОГЭ;математика;9;2031;20;7;3,4`,
        `${school};ЕГ;Физика;11;2031;двадцать;7;3,4`,
        `Школа на луне;ЕГЭ;Физика;11;2031;5;7;3,4`,
      ].join('\n'),
    );
    expect(body.totals).toMatchObject({ rows: 4, new: 1, wrong: 3 });
    const wrong = await stage.as('coordinator', 'GET', `/api/imports/${body.id}/rows?change=wrong`);
    expect(
      wrong.body.items.map((row: { row: number; problems: { message: string }[] }) => [
        row.row,
        row.problems.map((problem) => problem.message),
      ]),
    ).toEqual([
      [4, ['Повторяет строку 3: оставьте одну']],
      [
        5,
        [
          '«Процедура»: ожидалось одно из: ВПР, ОГЭ, ЕГЭ; найдено «ЕГ»',
          '«Участников»: ожидалось число, найдено «двадцать»',
        ],
      ],
      [
        6,
        [
          '«Школа»: в районе нет школы «Школа на луне»; проверьте название или заведите школу',
          'Не преодолевших минимум 7 больше, чем участников 5',
        ],
      ],
    ]);
    const refused = await stage.as('coordinator', 'POST', `/api/imports/${body.id}/confirm`, {});
    expect(refused.status).toBe(422);
    expect(await written()).toEqual([]);
    await stage.as('coordinator', 'POST', `/api/imports/${body.id}/confirm`, { leaveOutWrong: true });
    expect(await written()).toHaveLength(1);
    await stage.database.query('delete from results where year = 2031');
  });

  it('know a school by what it is called, whatever its legal form and however its number is written', async () => {
    for (const called of ['СОШ №3 г. Бодайбо', 'МОУ СОШ N 3 г.Бодайбо', 'Средняя школа № 3 г. Бодайбо']) {
      const { body } = await upload('coordinator', rowsOf(called));
      expect({ called, totals: body.totals }).toMatchObject({ called, totals: { new: 1, wrong: 0 } });
      await stage.as('coordinator', 'POST', `/api/imports/${body.id}/confirm`, {});
      expect(await stage.database.query('select school_id from results where year = 2031')).toEqual([
        { school_id: 'bodaibo-3' },
      ]);
      await stage.as('coordinator', 'POST', `/api/imports/${body.id}/undo`);
    }
  });

  it('stop at percents written as fractions, and count no sums', async () => {
    const school = schools[0]!.shortName;
    const share = header.replace('Не преодолели минимум', 'Доля не преодолевших минимум, %');
    expect(share).not.toBe(header);
    const works = ['Физика', 'Химия', 'Биология'];
    const table = (shares: string[]): string =>
      [
        share,
        ...works.map((subject, at) => `${school};ОГЭ;${subject};9;2031;20;${shares[at]};3,4`),
        'Итого по школе;;;;;60;;',
      ].join('\n');
    const { body } = await upload('coordinator', table(['0,15', '0,2', '0,05']));
    // Each is less than one of twenty people too.
    expect(body.totals).toMatchObject({ rows: 3, new: 0, wrong: 3 });
    const few = await upload('coordinator', table(['0,3', '15', '5']));
    expect(few.body.totals).toMatchObject({ new: 2, wrong: 1 });
    const wrong = await stage.as('coordinator', 'GET', `/api/imports/${few.body.id}/rows?change=wrong`);
    expect(wrong.body.items[0].problems[0].message).toContain(
      '0,3 % от 20 участников — меньше одного человека',
    );
    await stage.as('coordinator', 'DELETE', `/api/imports/${few.body.id}`);
    expect(body.problems).toEqual([expect.stringContaining('Похоже, это доли, а не проценты')]);
    expect((await stage.as('coordinator', 'POST', `/api/imports/${body.id}/confirm`, {})).status).toBe(422);
    expect(await written()).toEqual([]);
    const mended = await upload('coordinator', table(['15', '20', '5']));
    expect(mended.body).toMatchObject({
      problems: [],
      notes: ['Строки итогов («Итого», «Всего», «В среднем») не загружаются: строка 5.'],
      totals: { new: 3 },
    });
    for (const id of [body.id, mended.body.id])
      expect((await stage.as('coordinator', 'DELETE', `/api/imports/${id}`)).body.state).toBe('dropped');
  });

  it('ask which column is which, and remember the answer for the next file', async () => {
    const odd = rowsOf(schools[0]!.shortName).replace('Средний балл', 'Итог');
    const { body } = await upload('coordinator', odd);
    expect(body.problems).toEqual(['Нет столбца «Средний балл»: укажите, какой столбец файла его заменяет.']);
    expect((await stage.as('coordinator', 'POST', `/api/imports/${body.id}/confirm`, {})).status).toBe(422);
    const mended = await stage.as('coordinator', 'PATCH', `/api/imports/${body.id}`, {
      columns: { mean: 7 },
    });
    expect(mended.body).toMatchObject({ problems: [], totals: { new: 1, wrong: 0 } });
    const next = await upload('coordinator', odd);
    expect(next.body).toMatchObject({ problems: [], totals: { new: 1 } });
    for (const id of [body.id, next.body.id])
      expect((await stage.as('coordinator', 'DELETE', `/api/imports/${id}`)).body.state).toBe('dropped');
  });

  it('let a person say which column is which where no name is known, and know the names the next time', async () => {
    const strange = [
      'Отчёт о работах;;;;;;;',
      'Учреждение тут;Что за дело;Чему учили;Ступень;Когда;Писали;Слабых;Показатель',
      `${schools[0]!.shortName};ОГЭ;Математика;9;2031;20;7;3,4`,
    ].join('\n');
    const { body, status } = await upload('coordinator', strange);
    expect([status, body.header[0], body.totals.wrong]).toEqual([201, 'Учреждение тут', 1]);
    expect(body.notes).toEqual([expect.stringContaining('принята строка 2')]);
    expect(body.problems).toContain('Нет столбца «Школа»: укажите, какой столбец файла его заменяет.');
    expect((await stage.as('coordinator', 'POST', `/api/imports/${body.id}/confirm`, {})).status).toBe(422);
    const keys = ['school', 'procedure', 'subject', 'grade', 'year', 'participants', 'belowMinimum', 'mean'];
    const columns = Object.fromEntries(keys.map((key, position) => [key, position]));
    const mended = await stage.as('coordinator', 'PATCH', `/api/imports/${body.id}`, { columns });
    expect(mended.body).toMatchObject({ problems: [], notes: [], totals: { rows: 1, new: 1, wrong: 0 } });
    const next = await upload('method', strange);
    expect(next.body).toMatchObject({ problems: [], notes: [], totals: { rows: 1, new: 1 } });
    for (const id of [body.id, next.body.id])
      expect((await stage.as('coordinator', 'DELETE', `/api/imports/${id}`)).body.state).toBe('dropped');
  });

  it('read Excel sheets with dates, percentages and numbers as they are stored', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Лист');
    sheet.addRow([
      'Школа',
      'Процедура',
      'Предмет',
      'Класс',
      'Год',
      'Участников',
      'Доля не преодолевших минимум, %',
      'Средний балл',
    ]);
    sheet.addRow([schools[0]!.shortName, 'впр', 'Физика', '8 класс', '2030/2031', 20, 0.35, 3.25]);
    sheet.getCell('G2').numFmt = '0%';
    const { body } = await upload('coordinator', new Uint8Array(await workbook.xlsx.writeBuffer()), {
      name: 'a.xlsx',
    });
    expect(body.totals).toMatchObject({ new: 1, wrong: 0 });
    const { body: rows } = await stage.as('coordinator', 'GET', `/api/imports/${body.id}/rows`);
    expect(rows.items[0].data).toMatchObject({ year: 2031, grade: 8, belowMinimum: 7, mean: 3.25 });
  });

  it('say what a file is that is no table', async () => {
    const png = new Uint8Array([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
    ]);
    const answer = await upload('coordinator', png, { name: 'таблица.xlsx' });
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toContain('Это файл вида png');
    expect((await upload('coordinator', '')).status).toBe(422);
  });
});

describe('identification', () => {
  const run = (login: string, body: object): Promise<Answer> =>
    stage.as(login, 'POST', '/api/identification/runs', {
      method: 'fed-30x2',
      districtId: district,
      year: 2032,
      ...body,
    });

  it('is refused to those who do not select schools', async () => {
    for (const login of ['director-1', 'committee1', 'region', 'admin'])
      expect((await run(login, {})).status).toBe(403);
  });

  it('judges every school of the district with reasons, compares thresholds, and gives the clusters on wish', async () => {
    const [weak, small] = schools as unknown as [{ id: string }, { id: string }];
    await stage.database.query(
      `insert into results (school_id, year, procedure, subject, grade, participants, below_minimum, mean) values
       ($1, 2032, 'ОГЭ', 'математика', 9, 20, 7, 3), ($1, 2031, 'ОГЭ', 'математика', 9, 20, 8, 3), ($1, 2032, 'ВПР', 'физика', 8, 10, 3, 3),
       ($2, 2032, 'ОГЭ', 'математика', 9, 5, 5, 2)`,
      [weak.id, small.id],
    );
    const { status, body } = await run('method', { title: 'Весна' });
    expect(status).toBe(201);
    expect(body.totals).toMatchObject({ 'low-results': 1, unknown: schools.length - 1 });
    const verdicts = await stage.as(
      'committee1',
      'GET',
      `/api/identification/runs/${body.id}/verdicts?cluster=low-results`,
    );
    expect(verdicts.body.items).toMatchObject([
      {
        school: { id: weak.id },
        judged: true,
        reasons: [expect.stringContaining('35 %'), expect.any(String)],
      },
    ]);
    const unknown = await stage.as(
      'committee1',
      'GET',
      `/api/identification/runs/${body.id}/verdicts?cluster=unknown&limit=200`,
    );
    expect(
      unknown.body.items.find((item: { school: { id: string } }) => item.school.id === small.id).flags,
    ).toHaveLength(1);
    // Page by page it is the same list: the weakest first, equal ones as people order names.
    const paged: { measure: number | null; school: { name: string } }[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Answer = await stage.as(
        'committee1',
        'GET',
        `/api/identification/runs/${body.id}/verdicts?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      expect(page.status).toBe(200);
      paged.push(...page.body.items);
      cursor = page.body.next;
    }
    const { compare } = new Intl.Collator('ru', { numeric: true });
    expect(paged).toHaveLength(schools.length);
    expect(paged).toEqual(
      paged.toSorted(
        (left, right) =>
          (right.measure ?? -1) - (left.measure ?? -1) || compare(left.school.name, right.school.name),
      ),
    );

    const preview = await stage.as('method', 'POST', '/api/identification/preview', {
      method: 'fed-30x2',
      districtId: district,
      year: 2032,
      parameters: { lowShare: 36 },
      against: body.id,
    });
    expect(preview.body.changes).toMatchObject([{ school: { id: weak.id }, change: 'leaves', to: 'stable' }]);

    const moved = { method: 'fed-30x2', districtId: district, year: 2032, parameters: { lowShare: 36 } };
    const asked = (more: object) => stage.as('method', 'POST', '/api/identification/preview', more);
    const unsaved = await asked({ ...moved, baseline: { parameters: {} } });
    expect(unsaved.body.changes).toEqual(preview.body.changes);
    const lastYear = await asked({ ...moved, parameters: {}, baseline: { year: 2031 } });
    expect(lastYear.body.changes).toMatchObject([{ school: { id: weak.id }, change: 'enters' }]);
    expect((await asked({ ...moved, against: body.id, baseline: {} })).status).toBe(400);

    expect(
      (await stage.as('committee1', 'POST', `/api/identification/runs/${body.id}/apply`, { reason: 'x' }))
        .status,
    ).toBe(403);
    expect((await stage.as('director-1', 'GET', `/api/identification/runs/${body.id}`)).status).toBe(404);
    const applied = await stage.as('coordinator', 'POST', `/api/identification/runs/${body.id}/apply`, {
      reason: 'Список утверждён',
    });
    expect(applied.body.appliedAt).not.toBeNull();
    const [status2] = await stage.database.query<{ status: string }>(
      'select status from schools where id = $1',
      [weak.id],
    );
    expect(status2!.status).toBe('low-results');
  });

  it('refuses a method whose threshold no document gives until it is set', async () => {
    const refused = await run('method', { method: 'alt-520' });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((error: { path: string }) => error.path)).toEqual([
      'parameters.tailShare',
      'parameters.minRatings',
    ]);
    expect(
      (await run('method', { method: 'alt-520', parameters: { tailShare: 50, minRatings: 1 } })).status,
    ).toBe(201);
  });
});
