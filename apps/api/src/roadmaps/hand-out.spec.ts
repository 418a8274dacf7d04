import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Queryable } from '@opora/store';
import { ApiStage } from '../testing/api-stage.ts';
import { handing, handOutAgain } from './hand-out.ts';
import { removeMeasure } from './removed-measures.ts';
import { RoadmapsRepository } from './roadmaps.repository.ts';

const plan = [
  'Дорожная карта на 2031-2032 учебный год',
  '№\tМероприятие\tСрок\tОтветственный\tРезультат',
  '1.1\tУстановочный семинар\tоктябрь 2031\tУО, РМК\tРешение семинара',
  '1.2\tСобеседования\tноябрь 2031\tУО\tСправка',
  '1.3\tАудит уроков\tдекабрь 2031\tРМК\t',
  '1.4\tНеделя математики\tмарт 2032\tРМК\t',
].join('\n');

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
}, 60_000);
afterAll(() => stage.close(), 30_000);

const as = (method: string, path: string, body?: object, login = 'coordinator') =>
  stage.as(login, method, `/api/roadmaps${path}`, body);
type Row = { [column: string]: unknown } & { id: string; version: number };
/** A municipal roadmap of four measures. */
async function confirmed(): Promise<{ id: string; rows: Row[] }> {
  const form = new FormData();
  form.append('districtId', 'bodaibo');
  form.append('file', new Blob([plan]), 'план.txt');
  const { body } = await stage.as('coordinator', 'POST', '/api/roadmaps/imports', form);
  const years = { title: 'Дорожная карта', from: '2031-08-01', to: '2032-08-31' };
  return (await as('POST', `/imports/${body.id}/confirm`, years)).body;
}
const rowsOf = async (id: string): Promise<Row[]> => (await as('GET', `/${id}`)).body.rows;

it('handed out again follows the municipal one where a school has not gone its own way', async () => {
  const { id } = await confirmed();
  const schools = ['bodaibo-3'];
  await as('POST', `/${id}/cascade`, { schools });
  const [school] = (await as('GET', `/${id}`)).body.schools;
  const [first, second, third, fourth] = await rowsOf(id);
  const own = await rowsOf(school.id);
  // What is past its day in each school stands beside what is done.
  await stage.database.query("update roadmap_measures set due_date = '2020-01-31' where id = $1", [
    own[3]!.id,
  ]);
  expect((await as('GET', `/${id}`)).body.schools).toMatchObject([{ done: 0, measures: 4, overdue: 1 }]);
  await stage.database.query("update roadmap_measures set due_date = '2032-03-31' where id = $1", [
    own[3]!.id,
  ]);
  // The school has finished the second measure, and the third is in its own words.
  const edits = [
    [own[1], { status: 'done' }],
    [own[2], { title: 'Аудит уроков математики' }],
  ] as const;
  for (const [row, change] of edits)
    await as('PATCH', `/measures/${row!.id}`, { version: row!.version, ...change });
  const change = [
    { id: first!.id, version: 1, term: 'до 15.11.2031', responsible: ['РМК'] },
    { id: second!.id, version: 1, result: 'Протоколы' },
    { id: third!.id, version: 1, title: 'Аудит всех уроков', term: 'январь 2032' },
  ];
  expect((await as('PATCH', `/${id}/measures`, { change })).status).toBe(200);
  await as('PATCH', `/measures/${fourth!.id}`, { version: 1, status: 'cancelled' });

  const again = await as('POST', `/${id}/cascade`, { schools });
  expect(again.body).toEqual({ created: 0, existed: 1, added: 0, changed: 2, cancelled: 1, restored: 0 });
  expect(await rowsOf(school.id)).toMatchObject([
    { title: first!['title'], term: 'до 15.11.2031', due: '2031-11-15', responsible: ['РМК'] },
    { status: 'done', result: 'Справка' },
    { title: 'Аудит уроков математики', term: 'январь 2032', due: '2032-01-31' },
    { status: 'cancelled', due: '2032-03-31' },
  ]);
  // Who did it stands in the story of the school's measure.
  const { body: story } = await as('GET', `/measures/${own[0]!.id}`);
  expect(story.changes).toContainEqual(
    expect.objectContaining({ login: 'coordinator', field: 'term', before: 'октябрь 2031' }),
  );
  const once = await as('POST', `/${id}/cascade`, { schools });
  expect(once.body).toMatchObject({ added: 0, changed: 0, cancelled: 0 });
});

it('handed out again leaves out of a roadmap what was taken out of it, so that what comes back is there once', async () => {
  const { id } = await confirmed();
  const schools = ['bodaibo-3'];
  await as('POST', `/${id}/cascade`, { schools });
  const [school] = (await as('GET', `/${id}`)).body.schools;
  const [first, second] = await rowsOf(school.id);
  const remove = [{ id: second!.id, version: second!.version }];
  expect((await as('PATCH', `/${school.id}/measures`, { remove })).status).toBe(200);
  expect((await as('POST', `/${id}/cascade`, { schools })).body).toMatchObject({ added: 0, changed: 0 });
  const restore = [{ id: second!.id, after: first!.id }];
  expect((await as('PATCH', `/${school.id}/measures`, { restore })).status).toBe(200);
  expect((await rowsOf(school.id)).map((row) => row['number'])).toEqual(['1.1', '1.2', '1.3', '1.4']);
});

it('handed out again brings back what went off with the municipal one, and not what a person took off', async () => {
  const { id, rows } = await confirmed();
  const schools = ['bodaibo-3'];
  await as('POST', `/${id}/cascade`, { schools });
  const [school] = (await as('GET', `/${id}`)).body.schools;
  const state = async (measure: Row, status: string) => {
    const now = (await as('GET', `/measures/${measure.id}`)).body.measure;
    expect((await as('PATCH', `/measures/${measure.id}`, { version: now.version, status })).status).toBe(200);
  };
  const states = async () => (await rowsOf(school.id)).map(({ status }) => status);
  const [, second, third] = await rowsOf(school.id);
  await state(third!, 'cancelled');
  for (const row of rows.slice(0, 3)) await state(row, 'cancelled');
  expect((await as('POST', `/${id}/cascade`, { schools })).body).toMatchObject({ cancelled: 2, restored: 0 });
  expect(await states()).toEqual(['cancelled', 'cancelled', 'cancelled', 'planned']);
  // The second is taken back by a person and off again: that is theirs now.
  for (const status of ['planned', 'cancelled']) await state(second!, status);

  for (const row of rows.slice(0, 3)) await state(row, 'planned');
  const [first] = await rowsOf(id);
  await as('PATCH', `/measures/${first!.id}`, { version: first!.version, term: 'до 20.11.2031' });
  expect((await as('POST', `/${id}/cascade`, { schools })).body).toMatchObject({ changed: 0, restored: 1 });
  expect(await states()).toEqual(['planned', 'cancelled', 'cancelled', 'planned']);
  expect((await rowsOf(school.id))[0]).toMatchObject({ term: 'до 20.11.2031', due: '2031-11-20' });
});

/** Begins a request in the middle of a transaction, and goes on with the transaction once the request waits for it. */
async function beside<T>(
  before: (q: Queryable) => Promise<unknown>,
  act: () => Promise<T>,
  after: (q: Queryable) => Promise<unknown> = () => Promise.resolve(),
): Promise<T> {
  let answer: Promise<T> | undefined;
  await stage.database.transaction(async (q) => {
    await before(q);
    answer = act();
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await stage.database.query(waiting)).length === 0) await new Promise(setImmediate);
    await after(q);
  });
  return (await answer)!;
}
const held = (id: string) => (q: Queryable) =>
  q.query('select 1 from roadmaps where id = $1 for update', [id]);

it('is handed out as it is once somebody who edits it is done, and not found when it is gone', async () => {
  const { id, rows } = await confirmed();
  const schools = ['bodaibo-3', 'bodaibo-4'];
  const cascade = () => as('POST', `/${id}/cascade`, { schools });
  const first = await beside(held(id), cascade, (q) => removeMeasure(q, rows[1]!.id, 'method'));
  expect([first.status, first.body]).toEqual([200, expect.objectContaining({ created: 2 })]);
  const { schools: made } = (await as('GET', `/${id}`)).body;
  for (const school of made as { id: string }[])
    expect((await rowsOf(school.id)).map((row) => row['number'])).toEqual(['1.1', '1.3', '1.4']);

  const own = await rowsOf(made[0].id);
  const again = await beside(held(made[0].id), cascade, (q) => removeMeasure(q, own[1]!.id, 'method'));
  expect([again.status, again.body]).toEqual([200, expect.objectContaining({ existed: 2, added: 0 })]);
  const gone = await beside(held(id), cascade, (q) => q.query('delete from roadmaps where id = $1', [id]));
  expect([gone.status, gone.body.detail]).toEqual([404, expect.stringContaining('Дорожной карты')]);
});

it('brings a measure back to a school while the municipal one that it follows is being deleted', async () => {
  const { id, rows } = await confirmed();
  await as('POST', `/${id}/cascade`, { schools: ['bodaibo-3'] });
  const [school] = (await as('GET', `/${id}`)).body.schools;
  const [first, second] = await rowsOf(school.id);
  const remove = [{ id: second!.id, version: second!.version }];
  expect((await as('PATCH', `/${school.id}/measures`, { remove })).status).toBe(200);
  const restore = [{ id: second!.id, after: first!.id }];
  const back = await beside(
    (q) => removeMeasure(q, rows[1]!.id, 'method'),
    () => as('PATCH', `/${school.id}/measures`, { restore }),
  );
  expect([back.status, back.body.detail]).toEqual([200, undefined]);
  expect((await rowsOf(school.id)).map((row) => row['number'])).toEqual(['1.1', '1.2', '1.3', '1.4']);
});

it('goes to many schools in a few statements', async () => {
  await stage.database.query(
    `insert into schools (id, district_id, name, short_name) select 'many-' || n, 'bodaibo', 'Школа ' || n, 'Школа ' || n from generate_series(1, 60) n`,
  );
  const { id, rows } = await confirmed();
  await stage.database.query(
    `insert into roadmap_measures (roadmap_id, position, number, title, term, responsible) select $1, 4 + n, '2.' || n, 'Мера ' || n, 'до 01.12.2031', '{РМК}' from generate_series(1, 76) n`,
    [id],
  );
  const schools = Array.from({ length: 60 }, (_, at) => `many-${at + 1}`);
  expect((await as('POST', `/${id}/cascade`, { schools })).body).toMatchObject({ created: 60 });
  await as('PATCH', `/measures/${rows[0]!.id}`, { version: 1, title: 'Семинар', term: 'до 15.11.2031' });
  await as('PATCH', `/${id}/measures`, { add: [{ after: rows[3]!.id, number: '1.5', title: 'Итоги' }] });
  const { body: municipal } = await as('GET', `/${id}`);
  const came = await stage.database.transaction(async (q) => {
    let statements = 0;
    const counting: Queryable = { query: (...asked) => (statements++, q.query(...asked)) };
    const roadmaps = municipal.schools.map((one: { id: string; school: { id: string } }) => ({
      ...{ id: one.id, schoolId: one.school.id },
    }));
    const again = { roadmaps, login: 'coordinator', hand: handing(counting, municipal) };
    const sum = await handOutAgain(counting, new RoadmapsRepository(stage.database), municipal, again);
    return { ...sum, statements };
  });
  expect(came).toMatchObject({ added: 60, changed: 60 });
  // Fifty schools at a time: what they have, what was taken out, what changes and whom it concerns, what is new, the order.
  expect(came.statements).toBeLessThanOrEqual(13);
  const own = await rowsOf(municipal.schools[59].id);
  expect(own.map((row) => row['number']).slice(0, 6)).toEqual(['1.1', '1.2', '1.3', '1.4', '1.5', '2.1']);
  const { body: story } = await as('GET', `/measures/${own[0]!.id}`);
  expect(story.changes).toMatchObject([
    { field: 'term', before: 'октябрь 2031', after: 'до 15.11.2031' },
    { field: 'title', before: 'Установочный семинар', after: 'Семинар' },
  ]);
});

it('tells those who keep it which rows were taken out, when and by whom, until they are back', async () => {
  const { id, rows } = await confirmed();
  const removed = (login?: string) => as('GET', `/${id}/removed`, undefined, login);
  expect((await removed('director-1')).status).toBe(403);
  expect((await removed()).body).toMatchObject({ items: [], total: 0 });
  const remove = [rows[1], rows[2]].map((row) => ({ id: row!.id, version: row!.version }));
  expect((await as('PATCH', `/${id}/measures`, { remove }, 'method')).status).toBe(200);
  const { body } = await removed();
  expect(body.items).toMatchObject([
    { number: '1.2', title: 'Собеседования', term: 'ноябрь 2031', responsible: ['УО'] },
    { number: '1.3', title: 'Аудит уроков', removedByName: expect.stringMatching(/^[А-Я]/) },
  ]);
  const restore = [{ id: rows[2]!.id, after: rows[0]!.id }];
  expect((await as('PATCH', `/${id}/measures`, { restore })).status).toBe(200);
  expect((await removed()).body.items).toMatchObject([{ number: '1.2' }]);
});

it('lists what was taken out page by page, the last first, and finds it by its words', async () => {
  const { id } = await confirmed();
  const add = Array.from({ length: 30 }, (_, at) => ({
    ...{ after: null, number: `3.${at + 1}`, title: at === 7 ? 'Олимпиада «50% успеха»' : `Мера ${at + 1}` },
    ...{ responsible: at === 8 ? ['Районный совет'] : [] },
  }));
  expect((await as('PATCH', `/${id}/measures`, { add })).status).toBe(200);
  for (const _half of [1, 2]) {
    const rows = (await rowsOf(id)).filter((row) => /^3\.(\d+)$/.test(String(row['number'])));
    const remove = rows.slice(0, 15).map((row) => ({ id: row.id, version: row.version }));
    expect((await as('PATCH', `/${id}/measures`, { remove })).status).toBe(200);
  }
  const numbers: string[] = [];
  let cursor = '';
  do {
    const { body } = await as('GET', `/${id}/removed?limit=4${cursor}`);
    expect([body.total, body.items.length <= 4]).toEqual([30, true]);
    numbers.push(...body.items.map((one: { number: string }) => one.number));
    cursor = body.next ? `&cursor=${body.next}` : '';
  } while (cursor);
  const of = (from: number) => Array.from({ length: 15 }, (_, at) => `3.${from + at}`);
  expect(numbers).toEqual([...of(16), ...of(1)]);
  const found = async (text: string) =>
    (await as('GET', `/${id}/removed?q=${encodeURIComponent(text)}`)).body.items.map(
      (one: { number: string }) => one.number,
    );
  expect(await found('50%')).toEqual(['3.8']);
  expect(await found('районный СОВЕТ')).toEqual(['3.9']);
  expect(await found('нет такого')).toEqual([]);
  expect((await as('GET', `/${id}/removed?cursor=x`)).status).toBe(400);
});

it('those who follow a measure are found by an index, so that deleting it looks at no others', async () => {
  const plan = await stage.database.transaction(async (q) => {
    await q.query('set local enable_seqscan = off');
    return q.query(
      "explain select 1 from roadmap_measures where parent_id = '00000000-0000-7000-8000-000000000000'",
    );
  });
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('roadmap_measures_parent');
});
