import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Json, Variables } from '@opora/engine';
import type { Database } from '@opora/store';
import { addSchools, emptyStore } from '@opora/store/testing';
import { roundMeasures } from './round-measures.ts';

let database: Database;
let end: () => Promise<void>;
beforeAll(async () => {
  ({ database, end } = await emptyStore());
  await addSchools(database);
}, 60_000);
afterAll(() => end(), 30_000);

const known = (variables: Variables = {}, current?: Json): Promise<Json | undefined> =>
  roundMeasures(database, {
    ...{ schoolId: 's', districtId: 'd', caseId: 'c', rootId: 'c', variables, current },
  });

it('gives nothing for a school without a roadmap: the form stays as it is', async () => {
  expect(await known()).toBeUndefined();
});

it('gives what is due with its state and documents; a returned round keeps what was entered, a new one does not', async () => {
  const roadmap = '00000000-0000-4000-8000-000000000001';
  await database.query(
    `insert into roadmaps (id, district_id, school_id, title, valid_from, valid_to, created_by)
     values ($1, 'd', 's', 'Карта', '2020-01-01', '2999-12-31', 'test')`,
    [roadmap],
  );
  const rows = await database.query<{ id: string; number: string }>(
    `insert into roadmap_measures (roadmap_id, position, number, title, term, from_date, due_date, status) values
       ($1, 0, '1', 'Курсы', 'май 2020', '2020-05-01', '2020-05-31', 'in-progress'),
       ($1, 1, '2', 'Приказ', 'июнь 2020', '2020-06-01', '2020-06-30', 'done'),
       ($1, 2, '3', 'Наставники', 'постоянно', null, null, 'planned'),
       ($1, 3, '4', 'Проверено', 'май 2020', '2020-05-01', '2020-05-31', 'checked'),
       ($1, 4, '5', 'Нескоро', '2990', '2990-01-01', '2990-12-31', 'planned')
     returning id::text as id, number`,
    [roadmap],
  );
  const id = (number: string): string => rows.find((row) => row.number === number)!.id;
  await database.query(
    "insert into evidence_files (hash, size, kind, content) values ('h', 1, 'text/plain', 'x')",
  );
  await database.query(
    "insert into roadmap_evidence (measure_id, hash, name, login) values ($1, 'h', 'Приказ.docx', 'director')",
    [id('2')],
  );
  const blank = { link: null, comment: null };
  const lines = [
    {
      ...{ measureId: id('1'), measure: '1', title: 'Курсы', term: 'май 2020' },
      status: 'overdue',
      documents: '',
      ...blank,
    },
    {
      ...{ measureId: id('2'), measure: '2', title: 'Приказ', term: 'июнь 2020' },
      status: 'done',
      documents: 'Приказ.docx',
      ...blank,
    },
    {
      ...{ measureId: id('3'), measure: '3', title: 'Наставники', term: 'постоянно' },
      status: 'in-progress',
      documents: '',
      ...blank,
    },
  ];
  expect(await known()).toEqual(lines);
  const entered = [
    { ...lines[0]!, status: 'done', comment: 'Проведены' },
    { measure: '8', title: 'Своё', status: 'done' },
  ];
  expect(await known({ evidenceDecision: 'return' }, entered)).toEqual([
    { ...lines[0]!, status: 'done', comment: 'Проведены' },
    lines[1],
    lines[2],
    entered[1],
  ]);
  expect(await known({ evidenceDecision: 'approve' }, entered)).toEqual(lines);
});
