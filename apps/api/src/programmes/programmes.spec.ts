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
