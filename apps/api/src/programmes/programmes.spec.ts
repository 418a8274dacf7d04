import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Answer, ApiStage } from '../testing/api-stage.ts';

const folder = resolve(import.meta.dirname, '../../../../workflows/programmes');
const read = (id: string): { schools: object[]; measures: object[]; districts: { id: string }[] } =>
  JSON.parse(readFileSync(resolve(folder, id, 'programme.json'), 'utf8'));

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
});
afterAll(() => stage.close());

const load = (login: string, id: string): Promise<Answer> =>
  stage.as(
    login,
    'POST',
    '/api/programmes',
    { programme: read(id), password: 'opora-demo' },
    { 'idempotency-key': `load ${id}` },
  );

it('is refused to all but the administrator', async () => {
  for (const login of ['coordinator', 'region', 'director-1'])
    expect((await load(login, 'luga')).status).toBe(403);
});

it.each(['luga', 'boksitogorsk', 'starominsky', 'vsevolozhsk'])(
  '%s is loaded beside the others by a request that can be repeated',
  async (id) => {
    const { schools, measures, districts } = read(id);
    const first = await load('admin', id);
    expect([first.status, first.body.schools, first.body.measures]).toEqual([
      201,
      schools.length,
      measures.length,
    ]);
    expect((await load('admin', id)).body).toEqual(first.body);
    const me = await stage.as(`coordinator-${districts[0]!.id}`, 'GET', '/api/auth/me');
    expect(me.body.district.id).toBe(districts[0]!.id);
  },
);

it('says what it assumed of an indicator, and refuses one whose plan cannot be read; none is left out', async () => {
  const luga = read('luga') as object;
  const given = (id: string, targets: string[]): object => ({
    ...luga,
    id,
    measured: [],
    passport: {
      goal: 'Цель',
      tasks: [],
      indicators: targets.map((target, at) => ({
        id: `i${at}`,
        code: `x${at}`,
        title: `Доля ${at}`,
        target,
      })),
    },
  });
  const send = (programme: object): Promise<Answer> =>
    stage.as('admin', 'POST', '/api/programmes', { programme });
  const refused = await send(given('unread', ['не менее 90 %', 'высокий уровень']));
  expect([refused.status, refused.body.errors]).toEqual([
    422,
    [
      {
        path: 'programme.passport.indicators.1.target',
        message: expect.stringMatching(/«Доля 1» не читается.*Ожидается, например/u),
      },
    ],
  ]);
  expect(await stage.database.query("select 1 from programmes where id = 'unread'")).toEqual([]);

  const loaded = await send(given('assumed', ['не менее 90 %', '80 %']));
  expect([loaded.status, loaded.body.remarks]).toEqual([
    201,
    [expect.stringContaining('план «80 %» прочитан как «не менее 80 %»')],
  ]);
  const kept = await stage.database.query<{ target: string }>(
    "select target from indicators where programme_id = 'assumed' order by position",
  );
  expect(kept.map(({ target }) => target)).toEqual(['не менее 90 %', '80 %']);
  const again = await send(given('taken', ['не менее 70 %', 'не менее 60 %', 'не менее 50 %']));
  expect([again.status, again.body.remarks]).toEqual([
    201,
    [0, 1].map((at) => expect.stringContaining(`Показатель x${at} «Доля ${at}» не добавлен`)),
  ]);
  const { body } = await stage.as('admin', 'GET', '/api/programmes/assumed');
  expect(body.passport.indicators.map(({ problems }: { problems: string[] }) => problems)).toEqual([
    [],
    [expect.stringContaining('прочитано как «не менее»')],
  ]);
});
