import { Inject, Injectable } from '@nestjs/common';
import type { DiagnosisKind, RiskProfile, Swot } from '@opora/contracts';
import { type ProfileSource, proposeIndicator, type ThreadIndicator, type ThreadParts } from '@opora/domain';
import type { Database, Queryable, Row } from '@opora/store';
import { dateOf, iso, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

/** A profile without what the decision says of it. */
export type ProfileRow = Omit<RiskProfile, 'judged'>;

/** Queries about risk profiles and anti-risk programmes. */
@Injectable()
export class RiskProfilesRepository {
  constructor(@Inject(DATABASE) readonly database: Database) {}

  async school(id: string): Promise<{ id: string; name: string; districtId: string } | undefined> {
    const [row] = await this.database.query<{ id: string; short_name: string; district_id: string }>(
      'select id, short_name, district_id from schools where id = $1',
      [id],
    );
    return row && { id: row.id, name: row.short_name, districtId: row.district_id };
  }

  /** Diagnoses of a school, newest first; in one year the final one comes before the entry. */
  async profiles(schoolId: string): Promise<ProfileRow[]> {
    const rows = await this.database.query(
      `select r.*, coalesce((select name from users where login = r.decided_by), r.decided_by) as decided_by_name
       from risk_profiles r where school_id = $1
       order by year desc, array_position(array['final', 'interim', 'entry'], kind), id`,
      [schoolId],
    );
    const values = await this.database.query(
      `select v.* from risk_values v join risk_profiles p on p.id = v.profile_id where p.school_id = $1 order by v.factor, v.parameter, v.source`,
      [schoolId],
    );
    return rows.map((row) => toProfile(row, values));
  }

  async setSwot(q: Queryable, id: string, swot: Swot): Promise<void> {
    await q.query('update risk_profiles set swot = $2 where id = $1', [id, JSON.stringify(swot)]);
  }

  async decide(
    q: Queryable,
    id: string,
    { decision, remark }: { decision: 'verified' | 'returned'; remark: string },
    login: string,
  ): Promise<void> {
    await q.query(
      'update risk_profiles set state = $2, remark = $3, decided_by = $4, decided_at = now() where id = $1',
      [id, decision, remark || null, login],
    );
  }

  async stateOf(q: Queryable, id: string): Promise<string> {
    const [row] = await q.query<{ state: string }>('select state from risk_profiles where id = $1', [id]);
    return row!.state;
  }

  /** A changed profile that was sent back waits for its check again. */
  async reopen(q: Queryable, id: string): Promise<void> {
    await q.query("update risk_profiles set state = 'open' where id = $1 and state = 'returned'", [id]);
  }

  /** Anti-risk programmes of a school and the measures of its newest roadmap. */
  async thread({ id: schoolId, districtId }: { id: string; districtId: string }): Promise<
    Pick<ThreadParts, 'programmes' | 'measures'> & {
      roadmap: string | null;
      indicators: { id: string; code: string; title: string }[];
    }
  > {
    const indicators = await this.database.query<{ id: string; code: string; title: string }>(
      'select id::text as id, code, title from indicators where district_id = $1 and archived_at is null order by position, code, id',
      [districtId],
    );
    const programmes = await this.database.query(
      `select p.*, array(select m.measure_id::text from anti_risk_measures m join roadmap_measures r on r.id = m.measure_id where m.programme_id = p.id order by r.position, r.id) as measures
       from anti_risk_programmes p where p.school_id = $1 order by p.created_at, p.id`,
      [schoolId],
    );
    const [roadmap] = await this.database.query<{ id: string }>(
      'select id from roadmaps where school_id = $1 order by valid_from desc, created_at desc, id limit 1',
      [schoolId],
    );
    const measures = await this.database.query(
      `select m.*, (select count(*)::int from roadmap_evidence e where e.measure_id = m.id) as evidence, i.linked
       from roadmap_measures m
         left join lateral (select jsonb_build_object('id', d.id, 'code', d.code, 'title', d.title, 'unit', d.unit, 'value', v.value,
             'mark', coalesce(v.mark, 'none'), 'reason', coalesce(v.reason, ''),
             'evidence', (select count(*) from indicator_evidence e where e.indicator_id = d.id and e.school_id = $2)) as linked
           from indicators d left join lateral (select value, mark, reason from indicator_values
             where indicator_id = d.id and school_id = $2 and state <> 'returned' and value is not null order by period_end desc limit 1) v on true
           where d.id = m.indicator_id) i on true
       where m.roadmap_id = $1 or m.id in (select x.measure_id from anti_risk_measures x join anti_risk_programmes p on p.id = x.programme_id where p.school_id = $2)
       order by m.position, m.id`,
      [roadmap?.id ?? null, schoolId],
    );
    return {
      indicators,
      roadmap: roadmap?.id ?? null,
      programmes: programmes.map((row) => ({
        id: row['id'] as string,
        factor: row['factor'] as string,
        title: row['title'] as string,
        version: row['version'] as number,
        measures: row['measures'] as string[],
        mark:
          row['mark'] === null
            ? null
            : { value: row['mark'] as number, remark: row['mark_remark'] as string | null },
      })),
      measures: measures.map((row) => ({
        id: row['id'] as string,
        number: row['number'] as string,
        title: row['title'] as string,
        indicator: row['indicator'] as string,
        status: row['status'] as string,
        evidence: row['evidence'] as number,
        due: dateOf(row['due_date']),
        linked: row['linked'] as ThreadIndicator | null,
        proposed:
          row['linked'] === null
            ? (proposeIndicator(`${String(row['indicator']) || String(row['title'])}`, indicators) ?? null)
            : null,
      })),
    };
  }

  /** The school of a measure of a school's own roadmap. */
  async schoolOfMeasure(id: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ school_id: string | null }>(
      'select r.school_id from roadmap_measures m join roadmaps r on r.id = m.roadmap_id where m.id = $1',
      [id],
    );
    return row?.school_id ?? undefined;
  }

  /** Links a measure with an active indicator of the district, and keeps the change; false: there is none such. */
  async linkIndicator(
    q: Queryable,
    id: string,
    districtId: string,
    indicatorId: string | null,
    login: string,
  ): Promise<boolean> {
    const [before] = await q.query<{ indicator_id: string | null }>(
      'select indicator_id from roadmap_measures where id = $1 for update',
      [id],
    );
    const rows = await q.query(
      `update roadmap_measures set indicator_id = $2, version = version + 1, updated_at = now()
       where id = $1 and ($2::uuid is null or exists (select 1 from indicators where id = $2 and district_id = $3 and archived_at is null)) returning id`,
      [id, indicatorId, districtId],
    );
    if (rows.length === 0) return false;
    await q.query(
      `insert into roadmap_changes (measure_id, login, field, before, after) values ($1, $2, 'indicatorId', to_jsonb($3::text), to_jsonb($4::text))`,
      [id, login, before?.indicator_id ?? null, indicatorId],
    );
    return true;
  }

  async addProgramme(
    q: Queryable,
    programme: { id: string; schoolId: string; factor: string; title: string; goal: string; login: string },
  ): Promise<void> {
    await q.query(
      'insert into anti_risk_programmes (id, school_id, factor, title, goal, created_by) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing',
      [programme.id, programme.schoolId, programme.factor, programme.title, programme.goal, programme.login],
    );
  }

  async schoolOfProgramme(id: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ school_id: string }>(
      'select school_id from anti_risk_programmes where id = $1',
      [id],
    );
    return row?.school_id;
  }

  /** Ties a programme to measures of roadmaps of its school; answers how many were taken. */
  async link(q: Queryable, id: string, schoolId: string, measures: readonly string[]): Promise<number> {
    await q.query('delete from anti_risk_measures where programme_id = $1', [id]);
    const rows = await q.query(
      `insert into anti_risk_measures (programme_id, measure_id) select $1, m.id from roadmap_measures m join roadmaps r on r.id = m.roadmap_id
       where m.id = any($2::uuid[]) and r.school_id = $3 returning measure_id`,
      [id, measures, schoolId],
    );
    return rows.length;
  }

  async mark(q: Queryable, id: string, mark: number, remark: string | null, login: string): Promise<void> {
    await q.query(
      'update anti_risk_programmes set mark = $2, mark_remark = $3, marked_by = $4, marked_at = now() where id = $1',
      [id, mark, remark, login],
    );
  }
}

function toProfile(row: Row, values: Row[]): ProfileRow {
  const swot = row['swot'] as Partial<Swot>;
  return {
    id: row['id'] as string,
    year: row['year'] as number,
    kind: row['kind'] as DiagnosisKind,
    state: row['state'] as ProfileRow['state'],
    remark: row['remark'] as string | null,
    decidedBy: row['decided_by'] as string | null,
    decidedByName: row['decided_by_name'] as string | null,
    decidedAt: iso(row['decided_at']),
    caseId: row['case_id'] as string | null,
    swot: {
      strengths: swot.strengths ?? '',
      weaknesses: swot.weaknesses ?? '',
      opportunities: swot.opportunities ?? '',
      threats: swot.threats ?? '',
    },
    values: values
      .filter((value) => value['profile_id'] === row['id'])
      .map((value) => ({
        factor: value['factor'] as string,
        parameter: value['parameter'] as string,
        source: value['source'] as ProfileSource,
        value: value['value'] as number,
        login: value['login'] as string,
        at: isoOf(value['at']),
      })),
  };
}
