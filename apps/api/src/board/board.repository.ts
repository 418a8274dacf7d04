import { Inject, Injectable } from '@nestjs/common';
import type { Board, boardQuerySchema, BoardRow, CaseState } from '@opora/contracts';
import { type Database, pairHolds } from '@opora/store';
import type { z } from 'zod';
import { sightOf } from '../access/predicates.ts';
import type { CurrentUser } from '../access/user.ts';
import { Conditions } from '../platform/conditions.ts';
import { unpackCursor } from '../platform/page.ts';
import { DATABASE } from '../platform/tokens.ts';

/** What the board is asked. */
export type BoardFilter = z.output<typeof boardQuerySchema>;

/** A school with its partner of today and the running or newest case of its support. */
export interface SchoolRow {
  [column: string]: unknown;
  id: string;
  name: string;
  short_name: string;
  status: BoardRow['school']['status'];
  district_id: string;
  district_name: string;
  partner_id: string | null;
  partner_name: string | null;
  case_id: string | null;
  case_state: CaseState | null;
  started_at: Date | null;
  ended_at: Date | null;
  outcome: string | null;
}

/** The last round of a stage in one tree of cases. */
export interface StageRow {
  [column: string]: unknown;
  root_id: string;
  process_id: string;
  id: string;
  state: CaseState;
  outcome: string | null;
  started_at: Date;
  ended_at: Date | null;
  rounds: number;
  due: Date | null;
  open: number;
  overdue: number;
  completed: number;
  waiting: string[];
}

/** Which of the root cases `k` of a school, with its stage `g`, counts: support before a lone stage, running before ended, then the newest. */
const first = `g."order", k.ended_at is null desc, k.started_at desc, k.id`;
const rootOfSchool = `from cases k join stages g on g.process_id = k.process_id where k.school_id = s.id and k.parent_id is null`;
const supported = "s.support_role in ('shnor', 'both')";
const paired = (zone: string): string => `x.school_id = s.id and ${pairHolds('x', zone)}`;
const late = `t.state = 'open' and t.due_at < now() and t.school_id is not null`;
const stageOfTask = `join stages h on h.process_id = t.process_id and h."order" > 0`;

/** Queries of the board. */
@Injectable()
export class BoardRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** A page of the schools that fit, and one more where there is a next page. */
  schools(user: CurrentUser, query: BoardFilter): Promise<SchoolRow[]> {
    const where = narrowed(user, query);
    const places = placesOf(user, where);
    const cursor = unpackCursor(query.cursor, 4);
    if (cursor) {
      const [name, id, ...school] = cursor.map((part) => where.bind(part));
      places.push(`d.name >= ${name}`);
      where.and(`(d.name, d.id, s.name, s.id) > (${[name, id, ...school].join(', ')})`);
    }
    return this.database.query<SchoolRow>(
      // District by district, each in the order of its index: what is behind the page is not looked at. Partners and cases only of the page.
      `select s.*, p.id as partner_id, p.short_name as partner_name, c.id as case_id, c.state as case_state, c.started_at, c.ended_at, c.outcome
       from (select s.id, s.name, s.short_name, s.status, d.id as district_id, d.name as district_name, d.time_zone
         from (select d.id, d.name, d.time_zone from districts d where ${places.join(' and ') || 'true'} order by d.name, d.id) d
         join lateral (select * from schools s where s.district_id = d.id order by s.name, s.id) s on true
         where ${where.text} order by d.name, d.id, s.name, s.id limit ${where.bind(query.limit + 1)}) s
       left join lateral (select q.id, q.short_name from partnerships x join schools q on q.id = x.partner_id
         where ${paired('s.time_zone')} order by x.valid_from desc limit 1) p on true
       left join lateral (select k.* ${rootOfSchool} order by ${first} limit 1) c on true
       order by s.district_name, s.district_id, s.name, s.id`,
      where.params,
    );
  }

  /** How many schools fit. */
  async found(user: CurrentUser, query: BoardFilter): Promise<number> {
    const where = narrowed(user, query);
    const [row] = await this.database.query<{ found: number }>(
      `select count(*)::int as found from schools s join districts d on d.id = s.district_id where ${where.text}`,
      where.params,
    );
    return row!.found;
  }

  /** Sums over all schools of the district and programme that the user sees, however the page is narrowed. */
  async totals(user: CurrentUser, query: BoardFilter): Promise<Board['totals']> {
    const where = seen(user, query);
    const [row] = await this.database.query<Board['totals']>(
      `with root as (
         select distinct on (k.school_id) k.school_id, s.support_role, k.id, k.state, k.ended_at
         from schools s join cases k on k.school_id = s.id and k.parent_id is null join stages g on g.process_id = k.process_id
         where ${where.text} order by k.school_id, ${first}),
       stopped as (select c.root_id from cases c join stages g on g.process_id = c.process_id and g."order" > 0 where c.state = 'incident')
       select (select count(*) from schools s where ${where.text} and ${supported})::int + (count(*) filter (where not ${supported}))::int as schools,
         (count(*) filter (where s.ended_at is null))::int as active,
         (count(*) filter (where s.state = 'completed'))::int as completed,
         (count(*) filter (where s.state = 'incident' or s.id in (select root_id from stopped)))::int as incidents,
         (${lateIn(user, query, where)}) as overdue
       from root s`,
      where.params,
    );
    return row!;
  }

  /** The last round of every stage in the given trees. A root that is itself a stage counts as its own tree. */
  stages(roots: string[]): Promise<StageRow[]> {
    return this.database.query<StageRow>(
      `select distinct on (c.root_id, c.process_id) c.root_id, c.process_id, c.id, c.state, c.outcome, c.started_at, c.ended_at,
         count(*) over (partition by c.root_id, c.process_id)::int as rounds, t.due, coalesce(t.open, 0) as open, coalesce(t.overdue, 0) as overdue, coalesce(t.completed, 0) as completed, coalesce(t.waiting, '{}') as waiting
       from cases c join stages g on g.process_id = c.process_id and g."order" > 0
       left join lateral (select min(due_at) filter (where state = 'open') as due, count(*) filter (where state = 'open')::int as open,
         count(*) filter (where state = 'open' and due_at < now())::int as overdue, count(*) filter (where state = 'completed')::int as completed,
         (array_agg(name order by created_at) filter (where state = 'open'))[1:5] as waiting from tasks where case_id = c.id) t on true
       where c.root_id = any($1::text[]) order by c.root_id, c.process_id, c.started_at desc, c.id desc`,
      [roots],
    );
  }
}

/** Schools `s` that the user sees, of the district and programme asked for. */
function seen(user: CurrentUser, query: BoardFilter): Conditions {
  const where = new Conditions();
  const { all, districts, schools } = sightOf(user);
  if (!all)
    where.and(
      `s.district_id = any(${where.bind(districts)}::text[]) or s.id = any(${where.bind(schools)}::text[])`,
    );
  return where
    .when(query.district, (p) => `s.district_id = ${p}`)
    .when(
      query.programme,
      (p) => `exists (select 1 from programme_schools m where m.programme_id = ${p} and m.school_id = s.id)`,
    );
}

/** Conditions on districts `d` that leave out where the user sees no school. */
function placesOf(user: CurrentUser, where: Conditions): string[] {
  const { all, districts, schools } = sightOf(user);
  if (all) return [];
  const of = `d.id = any(${where.bind(districts)}::text[])`;
  return [
    schools.length === 0
      ? of
      : `(${of} or d.id in (select district_id from schools where id = any(${where.bind(schools)}::text[])))`,
  ];
}

/** SQL: how many tasks of stages are overdue at the schools that are counted; read from one index where the user sees whole districts. */
function lateIn(user: CurrentUser, query: BoardFilter, where: Conditions): string {
  const { all, districts, schools } = sightOf(user);
  const of = [late];
  if (!all)
    of.push(
      `(t.district_id = any(${where.bind(districts)}::text[]) or t.school_id = any(${where.bind(schools)}::text[]))`,
    );
  if (query.district) of.push(`t.district_id = ${where.bind(query.district)}`);
  if (query.programme)
    of.push(
      `t.school_id in (select m.school_id from programme_schools m where m.programme_id = ${where.bind(query.programme)})`,
    );
  return `select count(*)::int from tasks t ${stageOfTask} where ${of.join(' and ')}`;
}

/** Schools `s` in their districts `d` that are on the board and fit the filter. */
function narrowed(user: CurrentUser, query: BoardFilter): Conditions {
  const where = seen(user, query).and(`${supported} or exists (select 1 ${rootOfSchool})`);
  where.when(
    query.stage,
    (p) =>
      `s.id in (select c.school_id from cases c where c.process_id = ${p} and c.state in ('active', 'suspended', 'incident'))`,
  );
  if (query.overdue) where.and(`s.id in (select t.school_id from tasks t ${stageOfTask} where ${late})`);
  for (const word of query.q?.split(/\s+/).filter(Boolean) ?? []) {
    const like = where.like(word);
    where.and(`concat_ws(' ', s.name, s.short_name, d.name) ilike ${like}
      or exists (select 1 from partnerships x join schools q on q.id = x.partner_id where ${paired('d.time_zone')} and q.short_name ilike ${like})`);
  }
  return where;
}
