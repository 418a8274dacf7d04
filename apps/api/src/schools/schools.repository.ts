import { Inject, Injectable } from '@nestjs/common';
import type {
  District,
  Page,
  Partnership,
  Ref,
  School,
  SchoolCluster,
  SchoolDetails,
  schoolQuerySchema,
} from '@opora/contracts';
import type { Json } from '@opora/engine';
import { type Database, pairHolds, type Row } from '@opora/store';
import type { z } from 'zod';
import { sightOf } from '../access/predicates.ts';
import type { CurrentUser } from '../access/user.ts';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { dateOf, iso, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

const columns = `s.*, d.name as district_name, p.id as partner_id, p.short_name as partner_name,
  c.id as case_id, c.state as case_state, st.process_id as stage_id, st.title->>'ru' as stage_title`;
/** The partner of today, the newest support case, and the stage that runs in it. */
const joins = `join districts d on d.id = s.district_id
  left join lateral (select q.id, q.short_name from partnerships x join schools q on q.id = x.partner_id
    where x.school_id = s.id and ${pairHolds('x', 'd.time_zone')} order by x.valid_from desc limit 1) p on true
  left join lateral (select * from cases k where k.school_id = s.id and k.parent_id is null order by k.ended_at is null desc, k.started_at desc limit 1) c on true
  left join lateral (select g.* from cases k join stages g on g.process_id = k.process_id and g."order" > 0 where k.root_id = c.id and k.ended_at is null order by k.started_at desc limit 1) st on true`;

/** Queries about districts, schools and partnerships. */
@Injectable()
export class SchoolsRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** SQL: the school `s` may be known to the user: of their sight, their own, or of their district. */
  visible(user: CurrentUser, where: Conditions): string {
    const { all, districts, schools, expertDistricts } = sightOf(user);
    if (all) return 'true';
    const own = user.grants.flatMap((grant) => grant.schoolId ?? []);
    return `s.district_id = any(${where.bind([...districts, ...expertDistricts])}::text[]) or s.id = any(${where.bind([...schools, ...own])}::text[])`;
  }

  /** Whether the user may know the school. */
  async sees(user: CurrentUser, id: string): Promise<boolean> {
    const where = new Conditions();
    where.and(this.visible(user, where)).and(`s.id = ${where.bind(id)}`);
    return (
      (await this.database.query(`select 1 from schools s where ${where.text}`, where.params)).length > 0
    );
  }

  async find(user: CurrentUser, query: z.output<typeof schoolQuerySchema>): Promise<Page<School>> {
    const where = new Conditions();
    where.and(this.visible(user, where));
    where.when(query.district, (p) => `s.district_id = ${p}`).when(query.status, (p) => `s.status = ${p}`);
    if (query.q) {
      const like = where.like(query.q);
      where.and(`s.name ilike ${like} or s.short_name ilike ${like}`);
    }
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from schools s where ${where.text}`,
      where.params,
    );
    const cursor = unpackCursor(query.cursor, 2);
    if (cursor) where.and(`(s.name, s.id) > (${where.bind(cursor[0])}, ${where.bind(cursor[1])})`);
    const rows = await this.database.query(
      `select ${columns} from schools s ${joins} where ${where.text} order by s.name, s.id limit ${where.bind(query.limit + 1)}`,
      where.params,
    );
    return pageFrom(
      rows,
      query.limit,
      count!.total,
      (row) => [row['name'] as string, row['id'] as string],
      toSchool,
    );
  }

  async read(user: CurrentUser, id: string): Promise<SchoolDetails | undefined> {
    const where = new Conditions();
    where.and(this.visible(user, where)).and(`s.id = ${where.bind(id)}`);
    const [row] = await this.database.query(
      `select ${columns} from schools s ${joins} where ${where.text}`,
      where.params,
    );
    if (!row) return undefined;
    const [partnerships, cases, [director]] = await Promise.all([
      this.partnerships({ schoolId: id }),
      this.database.query(
        'select c.id, c.process_id, pv.name, c.state, c.started_at, c.ended_at from cases c left join process_versions pv on pv.process_id = c.process_id and pv.version = c.version where c.school_id = $1 and c.parent_id is null order by c.started_at desc limit 50',
        [id],
      ),
      this.database.query<{ name: string }>(
        "select u.name from users u join user_roles r on r.user_id = u.id where r.role = 'director' and r.school_id = $1 and not u.disabled order by u.created_at limit 1",
        [id],
      ),
    ]);
    return {
      ...toSchool(row),
      address: row['address'] as string | null,
      director: director?.name ?? null,
      pupils: row['pupils'] as number | null,
      results: row['results'] as Json,
      partnerships,
      cases: cases.map((each) => ({
        id: each['id'] as string,
        process: each['process_id'] as string,
        name: each['name'] as string | null,
        state: each['state'] as string,
        startedAt: isoOf(each['started_at']),
        endedAt: iso(each['ended_at']),
      })),
    };
  }

  /** Partnerships of a school, of a programme's schools, or all. */
  async partnerships(of: { schoolId?: string; programmeId?: string }): Promise<Partnership[]> {
    const rows = await this.database.query(
      `select x.*, s.short_name as school_name, s.district_id as school_district, p.short_name as partner_name, d.id as district_id, d.name as district_name
       from partnerships x join schools s on s.id = x.school_id join schools p on p.id = x.partner_id join districts d on d.id = p.district_id
       where ($1::text is null or x.school_id = $1 or x.partner_id = $1)
         and ($2::text is null or x.school_id in (select school_id from programme_schools where programme_id = $2)) order by x.valid_from desc, s.name`,
      [of.schoolId ?? null, of.programmeId ?? null],
    );
    return rows.map((row) => ({
      id: row['id'] as string,
      school: { id: row['school_id'] as string, name: row['school_name'] as string },
      partner: { id: row['partner_id'] as string, name: row['partner_name'] as string },
      partnerDistrict: { id: row['district_id'] as string, name: row['district_name'] as string },
      acrossDistricts: row['school_district'] !== row['district_id'],
      from: dateOf(row['valid_from'])!,
      to: dateOf(row['valid_to']),
      agreement: row['agreement'] as string | null,
      order:
        typeof row['order_number'] === 'string'
          ? { number: row['order_number'], date: dateOf(row['order_date']) }
          : null,
    }));
  }

  /** Districts the user may know of: those they see and their own. */
  async districts(user: CurrentUser): Promise<District[]> {
    const { all, districts } = sightOf(user);
    const where = new Conditions();
    if (!all)
      where.and(
        `d.id = any(${where.bind(districts)}::text[]) or exists (select 1 from schools s where s.district_id = d.id and (${this.visible(user, where)}))`,
      );
    const rows = await this.database.query(
      `select d.*, (select count(*)::int from schools n where n.district_id = d.id) as schools from districts d where ${where.text} order by d.name`,
      where.params,
    );
    return rows.map((row) => ({
      id: row['id'] as string,
      name: row['name'] as string,
      region: row['region'] as string,
      timeZone: row['time_zone'] as string,
      schools: row['schools'] as number,
    }));
  }
}

const refOf = (id: unknown, name: unknown): Ref | null =>
  typeof id === 'string' ? { id, name: name as string } : null;

const toSchool = (row: Row): School => ({
  id: row['id'] as string,
  name: row['name'] as string,
  shortName: row['short_name'] as string,
  district: { id: row['district_id'] as string, name: row['district_name'] as string },
  status: row['status'] as SchoolCluster,
  partner: refOf(row['partner_id'], row['partner_name']),
  caseId: row['case_id'] as string | null,
  caseState: row['case_state'] as string | null,
  stage: refOf(row['stage_id'], row['stage_title']),
});
