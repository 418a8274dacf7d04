import { randomUUID } from 'node:crypto';
import { type Database, pairHolds, todayIn, todayOfSchool } from './index.ts';
import { emptyStore, type EmptyStore } from './testing/index.ts';

/** Whatever the moment, the first has a later day than the second. */
const [ahead, behind] = ['Pacific/Kiritimati', 'Etc/GMT+12'];

let store: EmptyStore;
let q: Database;
beforeAll(async () => {
  store = await emptyStore(2);
  q = store.database;
});
afterAll(() => store.end());

async function school(zone: string): Promise<string> {
  const [district, id] = [randomUUID(), randomUUID()];
  await q.query("insert into districts (id, name, region, time_zone) values ($1, $1, 'R', $2)", [
    district,
    zone,
  ]);
  await q.query('insert into schools (id, district_id, name, short_name) values ($1, $2, $1, $1)', [
    id,
    district,
  ]);
  return id;
}

it('today is that of the district of the school, not of the database', async () => {
  const [east, west] = [await school(ahead), await school(behind)];
  const [row] = await q.query<{ later: boolean; same: boolean }>(
    `select ${todayOfSchool('$1')} > ${todayOfSchool('$2')} as later,
       ${todayOfSchool('$1')} = (now() at time zone '${ahead}')::date as same`,
    [east, west],
  );
  expect(row).toEqual({ later: true, same: true });
});

it('a pair holds from the first to the last of its days in the district', async () => {
  const [east, west] = [await school(ahead), await school(behind)];
  await q.query(
    `insert into partnerships (school_id, partner_id, valid_from, valid_to) values ($1, $2, ${todayIn(`'${ahead}'`)}, null),
       ($2, $1, '2020-01-01', ${todayIn(`'${behind}'`)})`,
    [east, west],
  );
  const held = (zone: string) =>
    q.query<{ school_id: string }>(
      `select x.school_id from partnerships x where ${pairHolds('x', '$1')} and x.school_id in ($2, $3)`,
      [zone, east, west],
    );
  expect(await held(ahead)).toEqual([{ school_id: east }]);
  expect(await held(behind)).toEqual([{ school_id: west }]);
});
