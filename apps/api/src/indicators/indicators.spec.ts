import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayIn } from '@opora/domain';
import { russianCalendar } from '@opora/domain/calendar';
import ExcelJS from 'exceljs';
import { type Answer, ApiStage } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open({ worker: true });
}, 240_000);
afterAll(() => stage.close(), 30_000);

const create = (more: object, login = 'method'): Promise<Answer> =>
  stage.as(login, 'POST', '/api/indicators', {
    ...{ districtId: 'bodaibo', title: 'Показатель', target: 'не менее 90 %', frequency: 'half-year' },
    ...more,
  });
const sheet = async (school: string, login = 'method') =>
  (await stage.as(login, 'GET', `/api/indicators/schools/${school}`)).body;
const put = (body: object, login = 'method') => stage.as(login, 'PUT', '/api/indicators/values', body);
const heat = async (more = '', login = 'method') =>
  (await stage.as(login, 'GET', `/api/indicators/heat?district=bodaibo${more}`)).body;
const until = async <T>(read: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

describe('indicators', () => {
  // The programme brings some along; here they are in the way.
  beforeAll(() => stage.database.query('delete from indicators'));

  it('are defined by the coordinator and the methodological service only, and completely', async () => {
    for (const login of ['director-1', 'curator-1', 'committee1', 'region', 'admin'])
      expect((await create({ code: '1' }, login)).status).toBe(403);
    expect((await create({ code: '1', target: 'по плану' })).body.errors).toMatchObject([{ path: 'target' }]);
    expect((await create({ code: '1', asks: 'nothing' })).body.errors).toMatchObject([{ path: 'formula' }]);
    expect((await create({ code: '1', asks: 'parts', formula: 'part +' })).body.errors).toMatchObject([
      { path: 'formula', message: 'Формула: она обрывается, не закончена.' },
    ]);
    const made = await create({ code: '1', title: 'Семинары', target: 'не менее 20 семинаров' });
    expect(made).toMatchObject({
      status: 201,
      body: { unit: 'семинаров', plan: { means: 'не менее 20 семинаров', way: 'up' } },
    });
    expect((await create({ code: '1' })).status).toBe(409);
    const { body } = await stage.as('director-1', 'GET', '/api/indicators');
    expect(body.items).toMatchObject([{ code: '1', may: { edit: false } }]);
  });

  it('hold a school to the rules of its district, which its coordinator and methodologist set within bounds', async () => {
    const rules = { answerDays: 5, exitRounds: 1, exitGreen: 60, returnRed: 50 };
    const set = (more: object, login = 'method') =>
      stage.as(login, 'PUT', '/api/indicators/rules', {
        districtId: 'bodaibo',
        rules: { ...rules, ...more },
      });
    const read = async () => (await stage.as('method', 'GET', '/api/indicators/rules?district=bodaibo')).body;
    expect(await read()).toMatchObject({
      rules: { answerDays: 10, exitRounds: 2, exitGreen: 80, returnRed: 30 },
      may: { edit: true },
    });
    for (const login of ['director-1', 'committee1', 'region'])
      expect((await set({}, login)).status).toBe(403);
    for (const more of [{ answerDays: 0 }, { exitRounds: 5 }, { exitGreen: 101 }, { returnRed: 'много' }])
      expect((await set(more)).status).toBe(400);
    expect((await set({})).body.rules).toEqual(rules);
    expect((await read()).rules).toEqual(rules);
    expect((await sheet('bodaibo-3')).rule).toEqual({ exitRounds: 1, exitGreen: 60, returnRed: 50 });
    expect((await set({ answerDays: 10, exitRounds: 2, exitGreen: 80, returnRed: 30 })).status).toBe(200);
  });

  it('mark a value with a reason, and mark it again when the plan changes', async () => {
    const { body: indicator } = await create({
      code: '2',
      asks: 'parts',
      partTitle: 'справились',
      wholeTitle: 'писали',
    });
    const key = { indicatorId: indicator.id, schoolId: 'bodaibo-3', period: '2023-H1' };
    expect((await put({ ...key, schoolId: 'tutura' })).status).toBe(404);
    expect((await put({ ...key, period: '2023-Q1' })).status).toBe(422);
    expect((await put({ ...key, part: 17, whole: 20 }, 'committee1')).status).toBe(403);
    const first = await put({ ...key, part: 17, whole: 20, note: 'протокол' }, 'director-1');
    const valueOf = (body: { indicators: { code: string; values: unknown[] }[] }) =>
      body.indicators.find(({ code }) => code === '2')!.values[0];
    expect(valueOf(first.body)).toMatchObject({
      ...{ value: 85, mark: 'amber', state: 'submitted', note: 'протокол' },
      reason: '85 %: план не менее 90 %, не хватает 5 п. п.',
    });
    const path = `/api/indicators/${indicator.id}`;
    const eased = { version: indicator.version, target: 'не менее 80 %' };
    expect((await stage.as('coordinator', 'PATCH', path, eased)).status).toBe(200);
    expect((await stage.as('coordinator', 'PATCH', path, eased)).status).toBe(409);
    expect(valueOf(await sheet('bodaibo-3'))).toMatchObject({ mark: 'green' });
  });

  it('are checked, returned with a remark, and proven by documents that are what they say', async () => {
    const { body: all } = await stage.as('method', 'GET', '/api/indicators');
    const indicatorId = all.items.find(({ code }: { code: string }) => code === '2').id;
    const key = { indicatorId, schoolId: 'bodaibo-3', period: '2023-H1' };
    const check = (decision: string, remark = '', login = 'method') =>
      stage.as(login, 'POST', '/api/indicators/values/check', { values: [key], decision, remark });
    expect((await check('checked', '', 'director-1')).status).toBe(403);
    expect((await check('returned')).status).toBe(400);
    expect((await check('returned', 'нет протокола')).body).toEqual({ changed: 1 });
    const own = await sheet('bodaibo-3', 'director-1');
    const shown = own.indicators.find(({ code }: { code: string }) => code === '2');
    expect(shown.values[0]).toMatchObject({ state: 'returned', remark: 'нет протокола' });

    const attach = (content: Buffer, name: string) => {
      const form = new FormData();
      Object.entries(key).forEach(([field, value]) => form.append(field, value));
      form.append('file', new Blob([new Uint8Array(content)]), name);
      return stage.as('director-1', 'POST', '/api/indicators/values/evidence', form);
    };
    expect((await attach(Buffer.from('MZ\0\0'), 'отчёт.pdf')).status).toBe(422);
    const early = new FormData();
    Object.entries({ ...key, period: '1999-12' }).forEach(([field, value]) => early.append(field, value));
    early.append('file', new Blob(['нет такого периода']), 'протокол.txt');
    expect((await stage.as('director-1', 'POST', '/api/indicators/values/evidence', early)).status).toBe(422);
    const proven = await attach(Buffer.from('Протокол от 12 мая'), 'протокол.txt');
    const { evidence } = proven.body.indicators.find(({ code }: { code: string }) => code === '2').values[0];
    expect(evidence).toMatchObject([{ name: 'протокол.txt' }]);
    const file = `/api/indicators/evidence/${evidence[0].id}`;
    expect((await stage.as('director-2', 'GET', file)).status).toBe(404);
    expect((await stage.as('curator-1', 'GET', file)).body).toBe('Протокол от 12 мая');

    await put({ ...key, part: 18, whole: 20 }, 'director-1');
    expect((await check('checked')).body).toEqual({ changed: 1 });
    expect((await check('checked')).body).toEqual({ changed: 0 });
  });

  it('are laid out as a heat map with middles, movement and outliers, and exported', async () => {
    const { body: indicator } = await create({ code: '3', title: 'Ниже минимума', target: 'не более 10 %' });
    const values: [string, number[]][] = [
      ['bodaibo-3', [40, 20]],
      ['bodaibo-4', [10, 9]],
      ['artyomovsky', [8, 11]],
    ];
    for (const [schoolId, list] of values)
      for (const [index, value] of list.entries())
        await put({ indicatorId: indicator.id, schoolId, period: `2023-H${index + 1}`, value });
    const map = await heat();
    const cell = (school: string) =>
      map.schools
        .find(({ id }: { id: string }) => id === school)
        .cells.find(({ indicatorId }: { indicatorId: string }) => indicatorId === indicator.id);
    expect(cell('bodaibo-3')).toMatchObject({
      value: 20,
      mark: 'red',
      movement: 'better',
      periodTitle: 'II полугодие 2023 года',
    });
    expect(cell('artyomovsky')).toMatchObject({ mark: 'amber', movement: 'worse', outlier: null });
    expect(map.indicators.find(({ id }: { id: string }) => id === indicator.id)).toMatchObject({
      median: 11,
    });
    expect(map.schools.find(({ id }: { id: string }) => id === 'perevoz').standing.advice).toBe('unknown');
    const one = await heat('&limit=1');
    expect(one).toMatchObject({
      total: map.total,
      next: expect.any(String),
      schools: [{ id: map.schools[0].id }],
    });
    expect((await heat(`&limit=1&cursor=${one.next}`)).schools[0].id).toBe(map.schools[1].id);
    expect((await sheet('bodaibo-3')).indicators.at(-1)).toMatchObject({
      code: '3',
      district: 11,
      movement: 'better',
    });

    const answer = await fetch(`${stage.url}/api/indicators/heat/export?district=bodaibo`, {
      headers: { cookie: await stage.cookie('method') },
    });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await answer.arrayBuffer());
    const lines = workbook.getWorksheet('Почему')!.getSheetValues().flat().map(String);
    expect(lines).toContain('20 %: план не более 10 %, превышение — 10 п. п.');
  });

  it('stand side by side by district for the regional operator, who changes nothing', async () => {
    const { body } = await stage.as('region', 'GET', '/api/indicators/region');
    const line = body.items.find(({ district }: { district: { id: string } }) => district.id === 'bodaibo');
    expect(line).toMatchObject({ schools: 4, indicators: 3, values: 4, red: 1 });
    expect(body.items.map(({ district }: { district: { id: string } }) => district.id)).toContain(
      'zhigalovo',
    );
    expect(
      (await put({ indicatorId: crypto.randomUUID(), schoolId: 'bodaibo-3', period: '2023-H1' }, 'region'))
        .status,
    ).toBe(404);
  });

  it('count in the comparison as on the map: no school that is out, the running period too', async () => {
    const line = async () =>
      (await stage.as('region', 'GET', '/api/indicators/region')).body.items.find(
        ({ district }: { district: { id: string } }) => district.id === 'bodaibo',
      );
    const cells = async () =>
      (await heat()).schools.flatMap((school: { id: string; cells: object[] }) =>
        school.cells.map((cell) => ({ school: school.id, ...cell })),
      );
    const status = (value: string) =>
      stage.database.query("update schools set status = $1 where id = 'artyomovsky'", [value]);
    const { body } = await create({ code: '9', title: 'За год', frequency: 'year' });
    const period = String(new Date().getFullYear());
    await put({ indicatorId: body.id, schoolId: 'bodaibo-3', period, value: 95 });
    expect(await cells()).toContainEqual(
      expect.objectContaining({ school: 'bodaibo-3', indicatorId: body.id, period, value: 95 }),
    );
    expect(
      (await sheet('bodaibo-3')).indicators.find(({ code }: { code: string }) => code === '9'),
    ).toMatchObject({ district: 95 });
    await status('stable');
    expect((await line()).values).toBe((await cells()).length);
    await status('unknown');
    // What was returned counts nowhere, also where the page holds a part of the schools; what stood before does.
    const counted = (await line()).values;
    const key = { indicatorId: body.id, schoolId: 'bodaibo-3', period };
    const back = { values: [key], decision: 'returned', remark: 'нет отчёта' };
    expect((await stage.as('method', 'POST', '/api/indicators/values/check', back)).body.changed).toBe(1);
    expect((await line()).values).toBe(counted - 1);
    const medians = async () =>
      Promise.all(
        ['', '&limit=1'].map(
          async (page) =>
            (await heat(page)).indicators.find(({ id }: { id: string }) => id === body.id).median,
        ),
      );
    expect(await medians()).toEqual([null, null]);
    await put({ ...key, period: String(Number(period) - 1), value: 70 });
    expect([await medians(), (await line()).values]).toEqual([[70, 70], counted]);
    expect(await cells()).toContainEqual(
      expect.objectContaining({ school: 'bodaibo-3', indicatorId: body.id, period, state: 'returned' }),
    );
    await stage.as('method', 'PATCH', `/api/indicators/${body.id}`, {
      version: body.version,
      archived: true,
    });
  });
});

describe('a monitoring round', () => {
  it('gives every school a task with what is known filled in; the answer becomes values, is returned and accepted', async () => {
    await create({
      code: '4',
      title: 'Не прошли минимум',
      target: 'не более 10 %',
      asks: 'nothing',
      formula: 'results.share',
    });
    const wrong = { districtId: 'bodaibo', frequency: 'half-year', period: '2099-H1' };
    expect((await stage.as('method', 'POST', '/api/indicators/rounds', wrong)).status).toBe(422);
    const open = { districtId: 'bodaibo', frequency: 'half-year', period: '2024-H1' };
    const opened = await stage.as('method', 'POST', '/api/indicators/rounds', open);
    expect(opened).toMatchObject({ status: 201, body: { title: 'I полугодие 2024 года' } });
    expect((await stage.as('method', 'POST', '/api/indicators/rounds', open)).status).toBe(409);

    const taskOf = (login: string, elementId: string) =>
      until(async () => {
        const { body } = await stage.as(
          login,
          'GET',
          `/api/tasks?process=monitoring-round&status=open&school=bodaibo-3&elementId=${elementId}`,
        );
        return body.items[0]?.id as string | undefined;
      });
    const id = await taskOf('director-1', 'answer');
    const { body: task } = await stage.as('director-1', 'GET', `/api/tasks/${id}`);
    const [seminars, share, low, known] = task.variables.answers;
    expect(seminars).toMatchObject({ code: '1', plan: 'не менее 20 семинаров', before: '—', value: null });
    expect(share).toMatchObject({ asks: 'parts', before: '90 % (I полугодие 2023 года)' });
    expect(low.before).toBe('20 % (II полугодие 2023 года)');
    expect(known.value).toBeGreaterThan(0);

    const answers = [
      { ...seminars, value: 21 },
      { ...share, part: 19, whole: 20 },
      { ...low, value: 9, note: 'справка' },
      known,
    ];
    await stage.as('director-1', 'POST', `/api/tasks/${id}/complete`, { variables: { answers } });
    const check = await taskOf('method', 'check');
    const { body: shown } = await stage.as('method', 'GET', `/api/tasks/${check}`);
    expect(shown.variables.roundValues).toMatchObject([
      { code: '1', value: 21, verdict: '21 семинар: план не менее 20 семинаров выполнен.' },
      { code: '2', value: 95 },
      { code: '3', value: 9, note: 'справка' },
      { code: '4', plan: 'не более 10 %' },
    ]);
    const back = { variables: { decision: 'return', remark: 'Приложите справку' } };
    await stage.as('method', 'POST', `/api/tasks/${check}/complete`, back);
    const again = await taskOf('director-1', 'answer');
    const { body: retry } = await stage.as('director-1', 'GET', `/api/tasks/${again}`);
    expect(retry.variables.checkRemark).toBe('Приложите справку');
    expect(retry.variables.answers[2]).toMatchObject({ value: 9, note: 'справка' });
    const stateOf = async () =>
      (await sheet('bodaibo-3')).indicators.find(({ code }: { code: string }) => code === '3').values[0];
    expect(await stateOf()).toMatchObject({
      period: '2024-H1',
      state: 'returned',
      remark: 'Приложите справку',
    });

    await stage.as('director-1', 'POST', `/api/tasks/${again}/complete`, {
      variables: { answers: retry.variables.answers },
    });
    const last = await taskOf('method', 'check');
    await stage.as('method', 'POST', `/api/tasks/${last}/complete`, { variables: { decision: 'accept' } });
    const value = await until(async () => {
      const now = await stateOf();
      return now.state === 'checked' ? now : undefined;
    });
    expect(value).toMatchObject({
      value: 9,
      mark: 'green',
      by: expect.any(String),
      checkedBy: expect.any(String),
    });
    const round = await until(async () => {
      const { body } = await stage.as('method', 'GET', '/api/indicators/rounds');
      return body.items[0].checked === 1 ? body.items[0] : undefined;
    });
    expect(round).toMatchObject({ schools: 4, answered: 1, checked: 1 });
    expect((await stage.as('director-2', 'GET', '/api/indicators/rounds')).body.items).toEqual([]);
  });

  it('opens by the calendar once for each period that is over', async () => {
    await stage.database.query(
      `update indicators set created_at = '2020-01-01' where district_id = 'bodaibo';
       update start_subscriptions set timer = jsonb_set(timer, '{due}', '1000') where process_id = 'monitoring-calendar'`,
    );
    const [subscription] = await stage.database.query(
      `select node, ordinal from start_subscriptions where process_id = 'monitoring-calendar' and kind = 'timer'`,
    );
    const { fireTimerStart } = await import('@opora/store');
    const due = {
      processId: 'monitoring-calendar',
      ...(subscription as { node: string; ordinal: number }),
      due: 1000,
    };
    await fireTimerStart(stage.database, due);
    const rounds = () =>
      stage.database.query(
        `select period from monitoring_rounds where opened_by is null and district_id = 'bodaibo'`,
      );
    await until(async () => ((await rounds()).length > 0 ? true : undefined));
    expect(await rounds()).toHaveLength(1);
    const [period] = await rounds();
    await until(async () => {
      const [row] = await stage.database.query<{ count: number }>(
        `select count(*)::int as count from variables where name = 'period' and element = 1 and value = to_jsonb($1::text)`,
        [period!['period']],
      );
      return row!.count === 4 ? true : undefined;
    });
  });

  it('gives working days of the calendar of the district to answer', async () => {
    await create({
      ...{ code: '9', title: 'Занятия в каникулы', target: 'не менее 1', frequency: 'year' },
    });
    const today = dayIn('Asia/Irkutsk', Date.now());
    const off = [1, 2, 3].map((count) => ({
      ...{ date: russianCalendar.addWorkingDays(today, count), kind: 'off', source: 'Приказ № 1' },
    }));
    const calendar = { week: null, days: off, years: [] };
    const approval = 'Приказ № 1 от 01.07.2035';
    const place = { districtId: 'bodaibo', schoolId: null, version: 0, approval };
    const { status } = await stage.as('coordinator', 'POST', '/api/calendars', { ...place, calendar });
    expect(status).toBe(201);
    const { rules } = (await stage.as('method', 'GET', '/api/indicators/rules?district=bodaibo')).body;
    const period = String(Number(today.slice(0, 4)) - 1);
    const round = { districtId: 'bodaibo', frequency: 'year', period };
    const opened = await stage.as('method', 'POST', '/api/indicators/rounds', round);
    expect(opened).toMatchObject({
      status: 201,
      body: { due: russianCalendar.addWorkingDays(today, rules.answerDays + 3) },
    });
    await stage.database.query("delete from place_calendars where district_id = 'bodaibo'");
  });
});
