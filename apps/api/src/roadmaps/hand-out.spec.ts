import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ApiStage } from '../testing/api-stage.ts';

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
  expect(again.body).toEqual({ created: 0, existed: 1, added: 0, changed: 2, cancelled: 1 });
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

it('those who follow a measure are found by an index, so that deleting it looks at no others', async () => {
  const plan = await stage.database.transaction(async (q) => {
    await q.query('set local enable_seqscan = off');
    return q.query(
      "explain select 1 from roadmap_measures where parent_id = '00000000-0000-7000-8000-000000000000'",
    );
  });
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('roadmap_measures_parent');
});
