import { Inject, Injectable } from '@nestjs/common';
import type {
  MatchingProposal,
  MatchingRequest,
  MatchingRun,
  MatchingRunDetails,
  matchingRunQuerySchema,
  Page,
} from '@opora/contracts';
import { type SubjectProfile, subjectProfiles, type WorkResult } from '@opora/domain';
import type { PairFacts } from '@opora/domain/matching';
import { type Database, jsonText, pairHolds, type Queryable, type Row } from '@opora/store';
import type { z } from 'zod';
import { Conditions } from '../platform/conditions.ts';
import { newestPage } from '../platform/newest-page.ts';
import { iso, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

/** A school as the register has it. */
export interface MatchingSchool {
  id: string;
  name: string;
  districtId: string;
  districtName: string;
  place: { latitude: number; longitude: number } | undefined;
  /** Subjects as the register has them, beside what the results say. */
  weak: string[];
  strong: string[];
}
/** A school that may support others. */
export interface MatchingCandidate extends MatchingSchool {
  /** Named for this district or in the register; null: the usual number. */
  capacity: number | null;
  /** Supported schools today, by id. */
  supports: string[];
}
/** A pair that somebody decided on or refused. */
export interface StoredDecision {
  schoolId: string;
  partnerId: string;
  kind: 'fixed' | 'forbidden' | 'refused';
  reason: string;
  login: string | null;
}

const schoolColumns = `s.id, s.short_name as name, s.district_id as "districtId", d.name as "districtName",
  s.latitude, s.longitude, s.weak_subjects as weak, s.strong_subjects as strong`;

/** Queries about what partners are proposed from, and about the kept proposals. */
@Injectable()
export class MatchingRepository {
  constructor(@Inject(DATABASE) readonly database: Database) {}

  /** Schools of the district that are supported; those found stable need no partner. */
  async schools(districtId: string, scope: MatchingRequest['scope']): Promise<MatchingSchool[]> {
    const rows = await this.database.query(
      `select ${schoolColumns} from schools s join districts d on d.id = s.district_id
       where s.district_id = $1 and s.archived_at is null and s.support_role in ('shnor', 'both') and s.status <> 'stable'
         and ($2 = 'all' or not exists (select 1 from partnerships x where x.school_id = s.id
           and ${pairHolds('x', 'd.time_zone')}))
       order by s.short_name, s.id`,
      [districtId, scope],
    );
    return rows.map(toSchool);
  }

  /** Schools of the district's region that support others; one that is itself on the list of low results does not. */
  async partners(districtId: string): Promise<MatchingCandidate[]> {
    const rows = await this.database.query(
      `select ${schoolColumns}, coalesce(c.capacity, s.partner_limit) as capacity, coalesce(p.supports, '{}') as supports
       from schools s join districts d on d.id = s.district_id
       left join matching_capacities c on c.partner_id = s.id and c.district_id = $1
       left join lateral (select array_agg(distinct x.school_id) as supports from partnerships x
         where x.partner_id = s.id and ${pairHolds('x', 'd.time_zone')}) p on true
       where s.archived_at is null and s.support_role in ('partner', 'both') and s.status <> 'low-results' and d.region = (select region from districts where id = $1)
       order by s.district_id <> $1, s.short_name, s.id`,
      [districtId],
    );
    return rows.map((row) => ({
      ...toSchool(row),
      capacity: row['capacity'] as number | null,
      supports: row['supports'] as string[],
    }));
  }

  /** Weak and strong subjects by school from the region's newest year of results. */
  async profiles(
    districtId: string,
  ): Promise<{ year: number | null; bySchool: Map<string, SubjectProfile> }> {
    const [newest] = await this.database.query<{ year: number | null }>(
      'select max(r.year)::int as year from results r join schools s on s.id = r.school_id where s.district_id = $1',
      [districtId],
    );
    const year = newest?.year ?? null;
    if (year === null) return { year, bySchool: new Map() };
    // Sums by school and subject: a region has tens of thousands of works.
    const rows = await this.database.query(
      `select r.school_id as "schoolId", r.subject, sum(r.participants)::int as participants, sum(r.below_minimum)::int as "belowMinimum"
       from results r join schools s on s.id = r.school_id join districts d on d.id = s.district_id
       where r.year = $2 and d.region = (select region from districts where id = $1) group by 1, 2`,
      [districtId, year],
    );
    return { year, bySchool: subjectProfiles(rows as unknown as WorkResult[]) };
  }

  /** What is known of pairs: roads and conflicts as noted, and how earlier support of the pair ended. */
  async facts(schools: string[]): Promise<PairFacts[]> {
    const [noted, past] = await Promise.all([
      this.database.query('select * from matching_facts where school_id = any($1::text[])', [schools]),
      this.database.query(
        `select c.school_id, v.value->>'id' as partner_id,
           avg(case c.outcome when 'effective-mode' then 1 when 'positive-dynamics' then 0.5 else -0.5 end)::float8 as result
         from cases c join lateral (select distinct x.value from cases k join variables x on x.case_id = k.id and x.element = 1 and x.name = 'partner'
           where k.root_id = c.id) v on v.value->>'id' is not null
         where c.parent_id is null and c.outcome in ('effective-mode', 'positive-dynamics', 'no-dynamics') and c.school_id = any($1::text[])
         group by 1, 2`,
        [schools],
      ),
    ]);
    const facts = new Map<string, PairFacts>();
    const of = (row: Row): PairFacts => {
      const [school, partner] = [row['school_id'] as string, row['partner_id'] as string];
      const found = facts.get(`${school}\n${partner}`) ?? { school, partner };
      facts.set(`${school}\n${partner}`, found);
      return found;
    };
    for (const row of noted) {
      if (row['road_km'] !== null) of(row).roadKm = row['road_km'] as number;
      if (row['conflict'] !== null) of(row).conflict = row['conflict'] as string;
    }
    for (const row of past) of(row).pastResult = row['result'] as number;
    return [...facts.values()];
  }

  /** The conflict of interest that is noted for a pair. */
  async conflictOf(q: Queryable, schoolId: string, partnerId: string): Promise<string | null> {
    const [found] = await q.query<{ conflict: string | null }>(
      'select conflict from matching_facts where school_id = $1 and partner_id = $2',
      [schoolId, partnerId],
    );
    return found?.conflict ?? null;
  }

  /** Why a pair is fixed; undefined where it is not. */
  async fixedFor(q: Queryable, schoolId: string, partnerId: string): Promise<string | undefined> {
    const [found] = await q.query<{ reason: string }>(
      "select reason from matching_decisions where school_id = $1 and partner_id = $2 and kind = 'fixed'",
      [schoolId, partnerId],
    );
    return found?.reason;
  }

  /** How many schools of a district people have fixed with a partner. */
  async fixedWith(q: Queryable, districtId: string, partnerId: string): Promise<number> {
    const [found] = await q.query<{ n: number }>(
      `select count(*)::int as n from matching_decisions x join schools s on s.id = x.school_id
       where x.partner_id = $2 and x.kind = 'fixed' and s.district_id = $1`,
      [districtId, partnerId],
    );
    return found!.n;
  }

  /** Decisions by hand, and the refusals of partners in cases that run. */
  async decisions(schools: string[]): Promise<StoredDecision[]> {
    const [made, refused] = await Promise.all([
      this.database.query(
        'select school_id as "schoolId", partner_id as "partnerId", kind, reason, login from matching_decisions where school_id = any($1::text[]) order by kind, at, school_id, partner_id',
        [schools],
      ),
      this.database.query(
        `select distinct c.school_id as "schoolId", r->>'id' as "partnerId", 'refused' as kind, coalesce(r->>'reason', '') as reason, null as login
         from cases c join variables v on v.case_id = c.id and v.element = 1 and v.name = 'refusedPartners',
           jsonb_array_elements(case jsonb_typeof(v.value) when 'array' then v.value else '[]' end) r
         where c.ended_at is null and c.school_id = any($1::text[]) and r->>'id' is not null order by 1, 2, 4`,
        [schools],
      ),
    ]);
    return [...made, ...refused] as unknown as StoredDecision[];
  }

  async names(ids: string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ id: string; name: string }>(
      'select id, short_name as name from schools where id = any($1::text[])',
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async school(id: string): Promise<{ districtId: string; region: string } | undefined> {
    const [row] = await this.database.query<{ districtId: string; region: string }>(
      'select s.district_id as "districtId", d.region from schools s join districts d on d.id = s.district_id where s.id = $1',
      [id],
    );
    return row;
  }

  async region(districtId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ region: string }>(
      'select region from districts where id = $1',
      [districtId],
    );
    return row?.region;
  }

  async save(
    q: Queryable,
    run: {
      id: string;
      request: MatchingRequest;
      title: string | null;
      proposal: MatchingProposal;
      login: string;
    },
  ): Promise<void> {
    await q.query(
      'insert into matching_runs (id, district_id, title, request, proposal, created_by) values ($1, $2, $3, $4, $5, $6)',
      [run.id, run.request.districtId, run.title, jsonText(run.request), jsonText(run.proposal), run.login],
    );
    await q.query(
      `insert into matching_pairs (run_id, school_id, partner_id) select $1, p->>'school', p->>'partner' from jsonb_array_elements($2::jsonb) p`,
      [
        run.id,
        jsonText(
          run.proposal.pairs.map(({ school, partner }) => ({ school: school.id, partner: partner.id })),
        ),
      ],
    );
  }

  async run(id: string, q: Queryable = this.database): Promise<MatchingRunDetails | undefined> {
    const [row] = await q.query('select r.*, r.proposal as full from matching_runs r where id = $1', [id]);
    return row && { ...toRun(row), proposal: row['full'] as MatchingProposal };
  }

  async runs(
    districts: string[],
    query: z.output<typeof matchingRunQuerySchema>,
  ): Promise<Page<MatchingRun>> {
    const where = new Conditions();
    where
      .and(`r.district_id = any(${where.bind(districts)}::text[])`)
      .when(query.district, (p) => `r.district_id = ${p}`);
    const select = 'select r.*, r.created_at::text as exact from matching_runs r';
    return newestPage(this.database, { select, table: 'matching_runs', where }, query, toRun);
  }

  async propose(q: Queryable, id: string, login: string): Promise<void> {
    await q.query('update matching_runs set proposed_by = $2, proposed_at = now() where id = $1', [
      id,
      login,
    ]);
  }

  /** The partner that the newest proposal has for a school, with the curator of the partner and why it was chosen. */
  async proposedFor(
    schoolId: string,
  ): Promise<{ pair: MatchingProposal['pairs'][number]; curator: string | null } | undefined> {
    const [row] = await this.database.query<{
      pair: MatchingProposal['pairs'][number];
      curator: string | null;
    }>(
      `select e as pair, (select u.login from users u join user_roles g on g.user_id = u.id
          where g.role = 'curator' and g.school_id = p.partner_id and not u.disabled order by u.created_at, u.login limit 1) as curator
       from matching_pairs p join matching_runs r on r.id = p.run_id, jsonb_array_elements(r.proposal->'pairs') e
       where p.school_id = $1 and r.proposed_at is not null and e->'school'->>'id' = $1 order by r.proposed_at desc limit 1`,
      [schoolId],
    );
    return row;
  }
}

const toSchool = (row: Row): MatchingSchool => ({
  id: row['id'] as string,
  name: row['name'] as string,
  districtId: row['districtId'] as string,
  districtName: row['districtName'] as string,
  place:
    row['latitude'] === null || row['longitude'] === null
      ? undefined
      : { latitude: row['latitude'] as number, longitude: row['longitude'] as number },
  weak: row['weak'] as string[],
  strong: row['strong'] as string[],
});

function toRun(row: Row): MatchingRun {
  const proposal = row['proposal'] as MatchingProposal;
  return {
    id: row['id'] as string,
    title: row['title'] as string | null,
    districtId: row['district_id'] as string,
    request: row['request'] as MatchingRequest,
    pairs: proposal.pairs.length,
    without: proposal.without.length,
    total: proposal.total,
    createdBy: row['created_by'] as string,
    createdAt: isoOf(row['created_at']),
    proposedAt: iso(row['proposed_at']),
  };
}
