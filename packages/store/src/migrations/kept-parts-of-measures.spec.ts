import { expect, it } from '@jest/globals';
import { createDatabase } from '@opora/local/testing';
import pg from 'pg';
import { migrate } from '../index.ts';
import { KeptPartsOfMeasures1764551000000 } from './1764551000000-kept-parts-of-measures.ts';
import { PartsOfMeasures1764550000000 } from './1764550000000-parts-of-measures.ts';

const roadmap = '01900000-0000-7000-8000-000000000001';
const lineOf = (number: string, title: string, items: string[]): object => ({
  ...{ number, section: '', title, term: 'май 2031', termMeans: 'май 2031', responsible: ['Методист'] },
  ...{ indicator: 'охват', result: 'справка', items, certainty: 'doubtful', leftOut: false },
  problems: [{ code: 'x', severity: 'warning', message: 'Сверьте', column: null, suggestion: null }],
});

it('parts that were kept apart from the table are rows, and what was taken out can come back', async () => {
  const { url, drop } = await createDatabase();
  await migrate(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const runner = client as never;
  await new PartsOfMeasures1764550000000().down(runner);
  await client.query(`
    insert into districts (id, name, region) values ('d', 'Район', 'Область');
    insert into roadmaps (id, district_id, title, valid_from, valid_to, created_by)
      values ('${roadmap}', 'd', 'Карта', '2031-01-01', '2031-12-31', 'method');
    insert into roadmap_measures (roadmap_id, position, number, title, term, due_date, responsible, indicator, items) values
      ('${roadmap}', 0, '1', 'Объединения', 'май 2031', '2031-05-31', '{Методист}', 'охват', '["Семинар", "Круглый стол"]'),
      ('${roadmap}', 1, '2', 'Собеседования', '', null, '{}', '', '[]');
    with gone as (delete from roadmap_measures m returning m.*)
    insert into roadmap_removed_measures (id, roadmap_id, login, measure) select g.id, g.roadmap_id, 'method', to_jsonb(g) from gone g`);
  await client.query(
    `insert into roadmap_imports (id, district_id, file_name, plan, created_by) values
      (gen_random_uuid(), 'd', 'план.docx', $1, 'method'), (gen_random_uuid(), 'd', 'пусто.docx', '{"rows": []}', 'method')`,
    [{ title: 'План', rows: [lineOf('1', 'Курсы', ['Лекция', 'Зачёт']), lineOf('', 'Смотр', ['Отбор'])] }],
  );
  await new PartsOfMeasures1764550000000().up(runner);
  await new KeptPartsOfMeasures1764551000000().up(runner);

  const back = await client.query(
    `insert into roadmap_measures select r.* from roadmap_removed_measures g, jsonb_populate_record(null::roadmap_measures, g.measure) r
     returning number, title, due_date::text as due, responsible, indicator`,
  );
  expect(back.rows.map(Object.values).toSorted()).toEqual([
    ['', 'Круглый стол', '2031-05-31', ['Методист'], ''],
    ['', 'Семинар', '2031-05-31', ['Методист'], ''],
    ['1', 'Объединения', '2031-05-31', ['Методист'], 'охват'],
    ['2', 'Собеседования', null, [], ''],
  ]);
  const unknown = await client.query(
    `select key from roadmap_removed_measures g, jsonb_object_keys(g.measure) key where key not in
      (select column_name from information_schema.columns where table_name = 'roadmap_measures')`,
  );
  expect(unknown.rows).toEqual([]);

  const { rows } = await client.query("select plan from roadmap_imports where file_name = 'план.docx'");
  const lines = (rows[0] as { plan: { rows: { [field: string]: unknown }[] } }).plan.rows;
  expect(lines.map(({ number, title, certainty }) => [number, title, certainty])).toEqual([
    ['1', 'Курсы', 'doubtful'],
    ['', 'Лекция', 'read'],
    ['', 'Зачёт', 'read'],
    ['', 'Смотр', 'doubtful'],
    ['', 'Отбор', 'read'],
  ]);
  expect(lines.some((line) => 'items' in line)).toBe(false);
  expect(lines[1]).toMatchObject({ term: 'май 2031', responsible: ['Методист'], indicator: '' });
  expect(lines[1]!['problems']).toMatchObject([
    { code: 'part', message: 'Часть мероприятия № 1; срок и ответственный — как у него' },
  ]);
  expect(lines[4]!['problems']).toMatchObject([
    { message: 'Часть мероприятия выше; срок и ответственный — как у него' },
  ]);
  await client.end();
  await drop();
}, 60_000);
