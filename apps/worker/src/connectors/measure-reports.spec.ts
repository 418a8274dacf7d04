import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Variables } from '@opora/engine';
import type { Database } from '@opora/store';
import { addSchools, emptyStore } from '@opora/store/testing';
import { measureReports } from './measure-reports.connector.ts';

let database: Database;
let end: () => Promise<void>;
beforeAll(async () => {
  ({ database, end } = await emptyStore());
  await addSchools(database, 'other');
}, 60_000);
afterAll(() => end(), 30_000);

async function measure(
  school: string,
  number: string,
  due: string | null,
  status = 'planned',
): Promise<string> {
  const [roadmap] = await database.query<{ id: string }>(
    `insert into roadmaps (id, district_id, school_id, title, valid_from, valid_to, created_by)
     values (gen_random_uuid(), 'd', $1, 'Карта', '2031-01-01', '2031-12-31', 'test') returning id::text as id`,
    [school],
  );
  const [row] = await database.query<{ id: string }>(
    `insert into roadmap_measures (roadmap_id, position, number, title, term, due_date, status)
     values ($1, 0, $2, 'Мероприятие ' || $2, 'срок', $3, $4) returning id::text as id`,
    [roadmap!.id, number, due, status],
  );
  return row!.id;
}

const run = (variables: Variables, schoolId: string | null = 's'): Promise<Variables> =>
  measureReports(
    {
      ...{
        id: 'job',
        caseId: 'case',
        rootCaseId: 'case',
        processId: 'monitoring',
        version: 1,
        modelHash: 'h',
      },
      subject: schoolId ? { schoolId, districtId: 'd' } : {},
      ...{ node: 'keep-reports', type: 'opora.measure-reports', headers: { checkTask: 'check-evidence' } },
      ...{ variables, now: Date.UTC(2031, 8, 1), timeZone: 'UTC' },
    },
    { database, env: {}, signal: new AbortController().signal },
  );
const stateOf = async (id: string): Promise<unknown> =>
  (
    await database.query(
      `select m.status, m.checked_by, array(select c.text from roadmap_comments c where c.measure_id = m.id order by c.id) as comments
       from roadmap_measures m where m.id = $1`,
      [id],
    )
  )[0];

it('is refused in words for a case about no school', async () => {
  await expect(run({}, null)).rejects.toThrow('expected a case about a school');
});

it('writes accepted states into the measures of the school, once, and names what is overdue', async () => {
  const done = await measure('s', '1.1', '2031-08-20');
  const late = await measure('s', '1.2', '2031-08-25');
  const going = await measure('s', '1.3', '2031-10-01');
  const taken = await measure('s', '1.4', '2031-08-01', 'cancelled');
  const foreign = await measure('other', '1.1', '2031-08-20');
  await database.query(
    `insert into tasks (id, case_id, root_id, wait, process_id, node, element, name, state, created_at, ended_at, completed_by)
     values ('t', 'case', 'case', 1, 'monitoring', 'check-evidence', 1, 'Проверить', 'completed', now(), now(), 'curator1')`,
  );
  const variables: Variables = {
    round: 2,
    evidence: [
      { measureId: done, measure: '1.1', status: 'done', comment: 'Проведены', link: 'приказ № 5' },
      {
        measureId: late,
        measure: '1.2',
        title: 'Мероприятие 1.2',
        status: 'overdue',
        comment: 'Заболел методист',
      },
      // Entered by hand, without knowing the row: found by its number.
      { measure: '1.3', status: 'in-progress' },
      { measureId: taken, measure: '1.4', status: 'done' },
      { measureId: foreign, measure: '7', status: 'done' },
      { measure: '9.9', title: 'Чего в карте нет', status: 'overdue' },
      { measure: '1.5', status: 'nonsense' },
    ],
  };
  const first = await run(variables);
  expect(await run(variables)).toEqual(first);
  expect(first['overdueMeasures']).toEqual([
    {
      ...{ measureId: late, measure: '1.2', title: 'Мероприятие 1.2', term: 'срок' },
      comment: 'Заболел методист',
    },
    { measureId: null, measure: '9.9', title: 'Чего в карте нет', term: '', comment: '' },
  ]);
  expect(await stateOf(done)).toEqual({
    ...{ status: 'checked', checked_by: 'curator1' },
    comments: ['Раунд 2. Проведены\nПодтверждение: приказ № 5'],
  });
  expect(await stateOf(late)).toEqual({
    ...{ status: 'planned', checked_by: null },
    comments: ['Раунд 2. Заболел методист'],
  });
  expect(await stateOf(going)).toMatchObject({ status: 'in-progress' });
  expect(await stateOf(taken)).toMatchObject({ status: 'cancelled' });
  expect(await stateOf(foreign)).toMatchObject({ status: 'planned', comments: [] });
});
