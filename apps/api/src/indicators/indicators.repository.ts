import { Inject, Injectable } from '@nestjs/common';
import type { Indicator, MonitoringRound, RegionLine, TargetInfo } from '@opora/contracts';
import {
  betterWay,
  describeTarget,
  type Frequency,
  frequencyNames,
  type IndicatorDefinition,
  parseTarget,
} from '@opora/domain';
import { type Database, pairHolds, type Queryable, type Row, type StoredIndicator } from '@opora/store';
import { Conditions } from '../platform/conditions.ts';
import { dateOf, isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';
import { IS_SUPPORT } from '../stages/stages.repository.ts';

/** A school of a heat map. */
export interface HeatSchool extends Row {
  id: string;
  name: string;
  kind: string | null;
  pupils: number | null;
  /** The newest support case ended in the effective mode. */
  left: boolean;
}
/** A value as it is compared and shown. */
export interface ValueRow extends Row {
  indicator_id: string;
  school_id: string;
  period: string;
  period_end: Date | string;
  value: number | null;
  mark: 'green' | 'amber' | 'red' | 'none';
  reason: string;
  state: 'submitted' | 'checked' | 'returned';
}

/** Columns by field of a definition. */
const columns: { readonly [field in keyof IndicatorDefinition]: string } = {
  ...{ code: 'code', title: 'title', target: 'target', unit: 'unit', frequency: 'frequency', asks: 'asks' },
  ...{ partTitle: 'part_title', wholeTitle: 'whole_title', formula: 'formula', tolerance: 'tolerance' },
};
/** The newest support case of the school `s` ended in the effective mode. */
const leftSql = `coalesce((select c.outcome = 'effective-mode' from cases c where c.school_id = s.id and c.parent_id is null and ${IS_SUPPORT}
  order by c.ended_at is null desc, c.started_at desc limit 1), false)`;
/** The school `s` is supported, so that it is monitored. */
const monitored = `s.archived_at is null and s.support_role in ('shnor', 'both') and s.status <> 'stable'`;

/** Queries about indicators, their values and rounds. */
@Injectable()
export class IndicatorsRepository {
  constructor(@Inject(DATABASE) readonly database: Database) {}

  async indicator(id: string, q: Queryable = this.database): Promise<StoredIndicator | undefined> {
    const [row] = await q.query<StoredIndicator>(
      'select * from indicators where id = $1 and archived_at is null',
      [id],
    );
    return row;
  }

  async create(
    q: Queryable,
    id: string,
    districtId: string,
    definition: IndicatorDefinition,
    login: string,
  ): Promise<boolean> {
    const fields = Object.keys(columns) as (keyof IndicatorDefinition)[];
    const rows = await q.query(
      `insert into indicators (id, district_id, created_by, position, ${fields.map((field) => columns[field]).join(', ')})
       values ($1, $2, $3, (select coalesce(max(position), 0) + 1 from indicators where district_id = $2), ${fields.map((_, index) => `$${index + 4}`).join(', ')})
       on conflict (district_id, code) where archived_at is null do nothing returning id`,
      [id, districtId, login, ...fields.map((field) => definition[field])],
    );
    return rows.length > 0;
  }

  async change(q: Queryable, id: string, definition: IndicatorDefinition, archived: boolean): Promise<void> {
    const fields = Object.keys(columns) as (keyof IndicatorDefinition)[];
    await q.query(
      `update indicators set version = version + 1, archived_at = case when $2 then now() end,
         ${fields.map((field, index) => `${columns[field]} = $${index + 3}`).join(', ')} where id = $1`,
      [id, archived, ...fields.map((field) => definition[field])],
    );
  }

  async school(id: string): Promise<
    | (HeatSchool & {
        district_id: string;
        district_name: string;
        partner_id: string | null;
        partner_name: string | null;
        case_id: string | null;
      })
    | undefined
  > {
    const [row] = await this.database.query(
      `select s.id, s.short_name as name, s.kind, s.pupils, s.district_id, d.name as district_name, ${leftSql} as left, p.id as partner_id, p.short_name as partner_name,
         (select c.id from cases c where c.school_id = s.id and c.parent_id is null and ${IS_SUPPORT} order by c.ended_at is null desc, c.started_at desc limit 1) as case_id
       from schools s join districts d on d.id = s.district_id
       left join lateral (select q.id, q.short_name from partnerships x join schools q on q.id = x.partner_id
         where x.school_id = s.id and ${pairHolds('x', 'd.time_zone')} order by x.valid_from desc limit 1) p on true
       where s.id = $1`,
      [id],
    );
    return row as never;
  }

  /** A page of monitored schools by name, one more than asked for; `total` without the cursor. */
  async schools(
    districtId: string,
    { q, limit, after }: { q?: string | undefined; limit: number; after?: [string, string] | undefined },
  ): Promise<{ rows: HeatSchool[]; total: number }> {
    const where = new Conditions();
    where.and(`s.district_id = ${where.bind(districtId)}`).and(monitored);
    if (q) where.and(`s.short_name ilike ${where.like(q)}`);
    const [count] = await this.database.query<{ total: number }>(
      `select count(*)::int as total from schools s where ${where.text}`,
      where.params,
    );
    if (after) where.and(`(s.short_name, s.id) > (${where.bind(after[0])}, ${where.bind(after[1])})`);
    const rows = await this.database.query<HeatSchool>(
      `select s.id, s.short_name as name, s.kind, s.pupils, ${leftSql} as left from schools s where ${where.text}
       order by s.short_name, s.id limit ${where.bind(limit)}`,
      where.params,
    );
    return { rows, total: count!.total };
  }

  /**
   * The newest values of schools up to a day, newest first: `depth` for each indicator that nobody has returned, and before them on
   * wish the newest of all when that was returned.
   */
  values(
    schools: string[],
    indicators: string[],
    at: string,
    { depth, returned }: { depth: number; returned: boolean },
  ): Promise<ValueRow[]> {
    const isNewest = `not exists (select 1 from indicator_values n where n.school_id = x.school_id and n.indicator_id = x.indicator_id
      and n.period_end <= $3 and n.period_end > x.period_end)`;
    return this.database.query<ValueRow>(
      `select v.* from unnest($1::text[]) s(id) cross join unnest($2::uuid[]) i(id)
       cross join lateral (select indicator_id, school_id, period, period_end, value, mark, reason, state from indicator_values x
         where x.school_id = s.id and x.indicator_id = i.id and x.period_end <= $3 and (x.state <> 'returned'${returned ? ` or ${isNewest}` : ''})
         order by x.period_end desc limit $4) v
       order by v.school_id, v.indicator_id, v.period_end desc`,
      [schools, indicators, at, returned ? depth + 1 : depth],
    );
  }

  /** Values of a school with what people wrote, newest first. */
  story(schoolId: string, indicators: string[]): Promise<Row[]> {
    return this.database.query(
      `select v.*, coalesce(u.name, v.login, (select coalesce(w.name, t.completed_by) from tasks t left join users w on w.login = t.completed_by
           where t.case_id = v.case_id and t.node = 'answer' and t.state = 'completed' order by t.ended_at desc limit 1)) as by_name,
         coalesce(k.name, v.checked_by, case when v.state <> 'submitted' then (select coalesce(w.name, t.completed_by) from tasks t left join users w on w.login = t.completed_by
           where t.case_id = v.case_id and t.node = 'check' and t.state = 'completed' order by t.ended_at desc limit 1) end) as checker,
         (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'size', f.size) order by e.at, e.id), '[]') from indicator_evidence e
           join evidence_files f on f.hash = e.hash where e.indicator_id = v.indicator_id and e.school_id = v.school_id and e.period = v.period) as evidence
       from indicator_values v left join users u on u.login = v.login left join users k on k.login = v.checked_by
       where v.school_id = $1 and v.indicator_id = any($2::uuid[]) order by v.indicator_id, v.period_end desc`,
      [schoolId, indicators],
    );
  }

  async region(districts: string[]): Promise<RegionLine[]> {
    const rows = await this.database.query(
      `select d.id, d.name, (select count(*)::int from schools s where s.district_id = d.id and ${monitored}) as schools,
         (select count(*)::int from indicators i where i.district_id = d.id and i.archived_at is null) as indicators,
         coalesce(v.values, 0) as values, coalesce(v.green, 0) as green, coalesce(v.amber, 0) as amber, coalesce(v.red, 0) as red, coalesce(v.checked, 0) as checked
       from districts d left join (
         select n.district_id, count(*)::int as values, count(*) filter (where n.mark = 'green')::int as green, count(*) filter (where n.mark = 'amber')::int as amber,
           count(*) filter (where n.mark = 'red')::int as red, count(*) filter (where n.state = 'checked')::int as checked
         from (select distinct on (x.school_id, x.indicator_id) i.district_id, x.mark, x.state from indicator_values x
           join indicators i on i.id = x.indicator_id and i.archived_at is null join schools s on s.id = x.school_id and ${monitored}
           where i.district_id = any($1::text[]) and x.state <> 'returned' order by x.school_id, x.indicator_id, x.period_end desc) n group by 1) v on v.district_id = d.id
       where d.id = any($1::text[]) order by d.name, d.id`,
      [districts],
    );
    return rows.map(({ id, name, ...counts }) => ({ district: { id, name }, ...counts }) as RegionLine);
  }

  async rounds(districts: string[]): Promise<MonitoringRound[]> {
    const rows = await this.database.query(
      `select r.*, u.name as opener, s.schools, s.answered, s.checked from monitoring_rounds r left join users u on u.login = r.opened_by
       cross join lateral (select count(*)::int as schools, count(*) filter (where k.answered)::int as answered, count(*) filter (where c.status = 'completed')::int as checked
         from cases c join variables x on x.case_id = c.id and x.element = 1 and x.name = 'roundId' and x.value = to_jsonb(r.id::text)
         cross join lateral (select exists (select 1 from tasks t where t.case_id = c.id and t.node = 'answer' and t.state = 'completed') as answered) k
         where c.process_id = 'monitoring-round' and c.district_id = r.district_id) s
       where r.district_id = any($1::text[]) order by r.to_date desc, r.opened_at desc, r.id limit 200`,
      [districts],
    );
    return rows.map((row) => ({
      id: row['id'] as string,
      districtId: row['district_id'] as string,
      frequency: row['frequency'] as Frequency,
      frequencyName: frequencyNames[row['frequency'] as Frequency].ru,
      ...{ period: row['period'] as string, title: row['title'] as string, due: dateOf(row['due_date'])! },
      openedAt: isoOf(row['opened_at']),
      openedBy: (row['opener'] ?? row['opened_by']) as string | null,
      schools: row['schools'] as number,
      answered: row['answered'] as number,
      checked: row['checked'] as number,
    }));
  }

  async evidence(
    id: string,
  ): Promise<{ schoolId: string; name: string; kind: string; content: Buffer } | undefined> {
    const [row] = await this.database.query(
      'select e.school_id as "schoolId", e.name, f.kind, f.content from indicator_evidence e join evidence_files f on f.hash = e.hash where e.id = $1',
      [id],
    );
    return row as never;
  }
}

/** What a planned value was read as. */
export function targetInfo(text: string): TargetInfo {
  const target = parseTarget(text);
  return {
    text,
    means: describeTarget(target),
    certainty: target.certainty,
    problems: target.problems,
    way: betterWay(target),
  };
}

/** A stored indicator as its definition. */
export const definitionOf = (row: StoredIndicator): IndicatorDefinition => ({
  ...{ code: row.code, title: row.title, target: row.target, unit: row.unit, asks: row.asks },
  ...{ frequency: row.frequency as Frequency, partTitle: row.part_title, wholeTitle: row.whole_title },
  ...{ formula: row.formula, tolerance: row.tolerance },
});

/** A stored indicator for the API. */
export const toIndicator = (row: StoredIndicator, edit: boolean): Indicator => ({
  ...definitionOf(row),
  unit: row.unit || (parseTarget(row.target).unit ?? ''),
  ...{ id: row.id, districtId: row.district_id, version: row['version'] as number },
  plan: targetInfo(row.target),
  frequencyName: frequencyNames[row.frequency as Frequency].ru,
  may: { edit },
});
