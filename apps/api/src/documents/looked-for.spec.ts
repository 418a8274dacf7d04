import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Conditions } from '../platform/conditions.ts';
import { ApiStage, type Answer } from '../testing/api-stage.ts';
import { lookedFor } from './documents.repository.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
}, 60_000);
afterAll(() => stage.close(), 30_000);

const create = (login: string, body: object): Promise<Answer> =>
  stage.as(login, 'POST', '/api/documents', { kind: 'partner-order', districtId: 'bodaibo', ...body });
const sign = (login: string, id: string, body: object): Promise<Answer> =>
  stage.as(login, 'POST', `/api/documents/${id}/sign`, {
    ...{ signatory: 'Горохов Павел Игнатьевич', post: 'начальник управления', ...body },
  });

it('a document that bears the number which is looked for stands before those that only name it, over pages', async () => {
  const { body } = await create('coordinator', { heading: 'О закреплении пар' });
  expect((await sign('coordinator', body.id, { number: '4711-О', date: '2031-11-01' })).status).toBe(200);
  for (const basis of ['Приказ № 4711-О', 'Приказ 4711-О', 'По приказу 4711-о'])
    expect((await create('coordinator', { basis })).status).toBe(201);
  const found: string[] = [];
  let cursor = '';
  do {
    const q = encodeURIComponent('№ 4711-о');
    const page = await stage.as('method', 'GET', `/api/documents?q=${q}&limit=2${cursor}`);
    expect(page.body.total).toBe(4);
    found.push(...page.body.items.map(({ number }: { number: string | null }) => number ?? '—'));
    cursor = page.body.next ? `&cursor=${encodeURIComponent(page.body.next)}` : '';
  } while (cursor);
  expect(found).toEqual(['4711-О', '—', '—', '—']);
});

it('signs alone find the titles that have them, not every document with a number', async () => {
  const { body: numbered } = await create('coordinator', { heading: 'О списке школ' });
  const signed = await sign('coordinator', numbered.id, { number: '12-О', date: '2031-11-02' });
  expect(signed.status).toBe(200);
  const found = async (text: string): Promise<string[]> => {
    const { status, body } = await stage.as('method', 'GET', `/api/documents?q=${encodeURIComponent(text)}`);
    expect(status).toBe(200);
    return (body.items as { title: string }[]).map(({ title }) => title);
  };
  const all = await stage.database.query<{ title: string }>('select title from documents');
  for (const sign of ['№', ' № ', '-', '…', '%', '_', '«']) {
    const having = all.map(({ title }) => title).filter((title) => title.includes(sign.trim()));
    expect([sign, (await found(sign)).sort()]).toEqual([sign, having.sort()]);
  }
});

it('a document is looked for by indexes alone, by parts of its number as well as by its words', async () => {
  const where = new Conditions();
  const wanted = lookedFor('338-о', where);
  const plan = await stage.database.transaction(async (q) => {
    await q.query('set local enable_seqscan = off');
    return q.query(`explain select x.id from documents x where ${wanted}`, where.params);
  });
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(text).not.toContain('Seq Scan');
  for (const index of ['title_parts', 'number_parts', 'signatory_parts', 'words'])
    expect(text).toContain(`documents_${index}`);
});
