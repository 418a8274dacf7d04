import { expect, it } from '@jest/globals';
import { createDatabase } from '@opora/local/testing';
import pg from 'pg';
import { migrate } from '../index.ts';
import { PartsOfMeasures1764550000000 } from './1764550000000-parts-of-measures.ts';

it('parts that lay in a measure become rows behind it', async () => {
  const { url, drop } = await createDatabase();
  await migrate(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const migration = new PartsOfMeasures1764550000000();
  const runner = client as never;
  await migration.down(runner);
  await client.query(`
    insert into districts (id, name, region) values ('d', 'Район', 'Область');
    insert into roadmaps (id, district_id, title, valid_from, valid_to, created_by)
      values ('01900000-0000-7000-8000-000000000001', 'd', 'Карта', '2031-01-01', '2031-12-31', 'method'),
        ('01900000-0000-7000-8000-000000000002', 'd', 'Другая', '2031-01-01', '2031-12-31', 'method');
    insert into roadmap_measures (roadmap_id, position, number, title, term, due_date, responsible, items) values
      ('01900000-0000-7000-8000-000000000001', 0, '1', 'Объединения', 'май 2031', '2031-05-31', '{Методист}', '["Семинар", "Круглый стол"]'),
      ('01900000-0000-7000-8000-000000000001', 1, '2', 'Собеседования', '', null, '{}', '[]'),
      ('01900000-0000-7000-8000-000000000002', 0, '1', 'Курсы', '', null, '{}', '[]')`);
  await migration.up(runner);
  const { rows } = await client.query(
    `select r.title as roadmap, position, number, m.title, due_date::text as due, responsible
     from roadmap_measures m join roadmaps r on r.id = m.roadmap_id order by r.title desc, position`,
  );
  expect(rows.map(Object.values)).toEqual([
    ['Карта', 0, '1', 'Объединения', '2031-05-31', ['Методист']],
    ['Карта', 1, '', 'Семинар', '2031-05-31', ['Методист']],
    ['Карта', 2, '', 'Круглый стол', '2031-05-31', ['Методист']],
    ['Карта', 3, '2', 'Собеседования', null, []],
    ['Другая', 0, '1', 'Курсы', null, []],
  ]);
  await client.end();
  await drop();
}, 60_000);
