import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Board } from '@opora/contracts';
import { ApiStage } from '../testing/api-stage.ts';

let stage: ApiStage;
const look = async (query: string, who = 'region'): Promise<Board> => {
  const { status, body } = await stage.as(who, 'GET', `/api/board?${query}`);
  expect([query, status, body.detail]).toEqual([query, 200, undefined]);
  return body as Board;
};
const names = ({ rows }: Board): string[] => rows.map(({ school }) => school.id);

/** A support case of a school with one stage under it, which has an open task due at `due`. */
async function support(school: string, district: string, root: string, stageState: string, due: string) {
  const cases = `insert into cases (id, process_id, version, model_hash, status, parent_id, root_id, school_id, district_id, stage, started_at, ended_at, last_number, title)`;
  const over = stageState === 'completed' ? 'now()' : 'null';
  await stage.database.query(
    `${cases} values ($1, 'school-support', 1, 'h', case when $4 = 'completed' then 'completed' else 'active' end, null, $1, $2, $3, null, now() - interval '9 days', ${over}, 0, 'дело'),
       ($1 || '-d', 'diagnosis', 1, 'h', case when $4 = 'completed' then 'completed' else 'active' end, $1, $1, $2, $3, 'diagnosis', now() - interval '8 days', ${over}, 0, 'дело')`,
    [root, school, district, stageState],
  );
  await stage.database.query(
    `insert into tasks (id, case_id, root_id, wait, process_id, node, element, name, state, candidate_groups, school_id, district_id, stage, due_at, created_at)
     values ($1 || '-d:5', $1 || '-d', $1, 5, 'diagnosis', 'self-analysis', 4, 'Самоанализ', case when $4 = 'completed' then 'completed' else 'open' end, '{director}', $2, $3, 'diagnosis', now() + $5::interval, now())`,
    [root, school, district, stageState, due],
  );
}

describe('the board', () => {
  beforeAll(async () => {
    stage = await ApiStage.open();
    await stage.database.query(
      `insert into schools (id, district_id, name, short_name, kind, status) select 'many-' || n, 'zhigalovo', 'Школа № ' || to_char(n, 'FM000'), '№ ' || n, 'СОШ', 'low-results' from generate_series(1, 120) n`,
    );
    await support('many-1', 'zhigalovo', 'root-1', 'active', '-1 day');
    await support('many-60', 'zhigalovo', 'root-60', 'active', '-2 days');
    await support('many-119', 'zhigalovo', 'root-119', 'active', '5 days');
    await support('many-120', 'zhigalovo', 'root-120', 'completed', '-3 days');
    await stage.database.query(
      `insert into partnerships (school_id, partner_id, valid_from) values ('many-7', 'many-8', current_date - 1)`,
    );
  }, 120_000);
  afterAll(() => stage.close(), 30_000);

  it('refuses filters that it does not know', async () => {
    expect((await stage.as('region', 'GET', '/api/board?page=2')).status).toBe(400);
    expect((await stage.as('region', 'GET', '/api/board?cursor=xyz')).status).toBe(400);
  });

  it('shows every school once, page after page, by district and name', async () => {
    const seen: Board['rows'] = [];
    let cursor: string | null = '';
    let pages = 0;
    do {
      const board: Board = await look(`limit=50${cursor && `&cursor=${cursor}`}`);
      seen.push(...board.rows);
      cursor = board.next;
      pages += 1;
    } while (cursor);
    const whole = await look('limit=200');
    expect(seen).toEqual(whole.rows);
    expect([seen.length, pages]).toEqual([whole.totals.schools, Math.ceil(whole.totals.schools / 50)]);
    expect(new Set(names(whole)).size).toBe(seen.length);
    const { compare } = new Intl.Collator('ru', { numeric: true });
    const order = seen.map(({ district, school }) => [district.name, school.name] as const);
    expect(order).toEqual(order.toSorted((one, two) => compare(one[0], two[0]) || compare(one[1], two[1])));
  });

  it('sums over all schools that the user sees, whatever the page holds and is narrowed by', async () => {
    const whole = await look('limit=200');
    const count = (holds: (row: Board['rows'][number]) => boolean) => whole.rows.filter(holds).length;
    const sums = {
      schools: whole.rows.length,
      active: count(({ caseId, endedAt }) => caseId !== null && endedAt === null),
      completed: count(({ caseState }) => caseState === 'completed'),
      overdue: whole.rows.reduce((sum, row) => sum + row.overdue, 0),
      incidents: count(({ incident }) => incident),
    };
    expect(sums).toMatchObject({ active: 3, completed: 1, overdue: 2 });
    for (const query of ['limit=200', 'limit=1', 'limit=1&q=119', 'overdue=true', 'stage=diagnosis'])
      expect([query, (await look(query)).totals]).toEqual([query, sums]);
    expect((await look('district=bodaibo')).totals).toMatchObject({ active: 0, completed: 0, overdue: 0 });
  });

  it('narrows by words in any order, by the stage that goes on, and by overdue work, and counts what it finds', async () => {
    const found = async (query: string) => {
      const board = await look(query);
      return [board.found, ...names(board)];
    };
    expect(await found(`q=${encodeURIComponent('119 школа')}`)).toEqual([1, 'many-119']);
    expect(await found(`q=${encodeURIComponent('№ 8 жигаловский 007')}`)).toEqual([1, 'many-7']);
    expect(await found('stage=diagnosis')).toEqual([3, 'many-1', 'many-60', 'many-119']);
    expect(await found('overdue=true')).toEqual([2, 'many-1', 'many-60']);
    expect(await found('overdue=true&limit=1')).toEqual([2, 'many-1']);
    expect(await found(`overdue=true&q=${encodeURIComponent('060')}`)).toEqual([1, 'many-60']);
    expect(await found('stage=expertise')).toEqual([0]);
    expect(await found(`q=${encodeURIComponent('%')}`)).toEqual([0]);
  });

  it('counts for a director the own school alone', async () => {
    const board = await look('', 'director-1');
    expect([names(board), board.totals.schools]).toEqual([['bodaibo-3'], 1]);
    expect((await look('district=zhigalovo', 'director-1')).totals).toMatchObject({ schools: 0, overdue: 0 });
  });
});
