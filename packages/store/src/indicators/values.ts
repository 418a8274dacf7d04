import type { Json } from '@opora/engine';
import type { Queryable, Row } from '../database.ts';
import { todayOfSchool } from '../local-day.ts';

/** An indicator as it lies in the database. */
export interface StoredIndicator extends Row {
  id: string;
  district_id: string;
  code: string;
  title: string;
  target: string;
  unit: string;
  frequency: string;
  asks: 'value' | 'parts' | 'nothing';
  part_title: string;
  whole_title: string;
  formula: string;
  tolerance: number;
}

/** A value as somebody gives it. */
export interface GivenValue {
  indicatorId: string;
  schoolId: string;
  period: string;
  /** Last day of the period, YYYY-MM-DD. */
  periodEnd: string;
  value: number | null;
  part?: number | null;
  whole?: number | null;
  note?: string;
  caseId?: string | null;
  login?: string | null;
}

/** Marks a value against the plan of its indicator; the rules are the domain's, which this package does not know. */
export type Marker = (
  value: number | null,
  indicator: Pick<StoredIndicator, 'target' | 'tolerance'>,
  previous: number | null,
) => { mark: string; reason: string };

/** Active indicators of a district, in its order. */
export const indicatorsOf = (q: Queryable, districtId: string): Promise<StoredIndicator[]> =>
  q.query<StoredIndicator>(
    'select * from indicators where district_id = $1 and archived_at is null order by position, code, id',
    [districtId],
  );

/** What the system knows of a school for formulas: sums of its newest results, its roadmap, its register card. */
export async function knownFacts(q: Queryable, schoolId: string): Promise<{ [name: string]: Json }> {
  const [row] = await q.query<{ facts: { [name: string]: Json } }>(
    `with newest as (select max(year) as year from results where school_id = $1),
     works as (select r.*, b.participants as before_all, b.below_minimum as before_below from results r
       left join results b on b.school_id = r.school_id and b.year = r.year - 1 and b.procedure = r.procedure and b.subject = r.subject and b.grade = r.grade
       where r.school_id = $1 and r.year = (select year from newest) and r.participants > 0),
     before as (select sum(participants)::float8 as whole, sum(below_minimum)::float8 as part from results where school_id = $1 and year = (select year from newest) - 1)
     select jsonb_build_object(
       'results', (select jsonb_build_object('year', max(year), 'participants', sum(participants), 'belowMinimum', sum(below_minimum),
           'share', 100 * sum(below_minimum)::float8 / nullif(sum(participants), 0),
           'previousShare', (select 100 * part / nullif(whole, 0) from before),
           'lowWorks', count(*) filter (where below_minimum * 100 >= 30 * participants)) from works),
       'roadmap', (select jsonb_build_object('measures', count(*), 'done', count(*) filter (where m.status in ('done', 'checked')),
           'overdue', count(*) filter (where m.status in ('planned', 'in-progress') and m.due_date < ${todayOfSchool('$1')}))
         from roadmap_measures m join roadmaps r on r.id = m.roadmap_id where r.school_id = $1 and m.status <> 'cancelled'),
       'school', (select jsonb_build_object('pupils', pupils, 'staff', staff, 'kind', kind) from schools where id = $1)) as facts`,
    [schoolId],
  );
  return row!.facts;
}

/**
 * Writes values with their marks and history; one that is the same and not returned stays as it is, so that a repeated
 * job changes nothing. A checked value becomes submitted again only where it differs. Needs a transaction.
 */
export async function saveValues(
  q: Queryable,
  given: readonly GivenValue[],
  marker: Marker,
): Promise<number> {
  let written = 0;
  for (const each of given) {
    const [indicator] = await q.query<StoredIndicator>('select * from indicators where id = $1 for share', [
      each.indicatorId,
    ]);
    if (!indicator) continue;
    const { mark, reason } = marker(each.value, indicator, await valueBefore(q, each));
    const rows = await q.query(
      `insert into indicator_values as v (indicator_id, school_id, period, period_end, value, part, whole, note, mark, reason, case_id, login)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (indicator_id, school_id, period) do update set value = excluded.value, part = excluded.part, whole = excluded.whole,
         note = excluded.note, mark = excluded.mark, reason = excluded.reason, case_id = coalesce(excluded.case_id, v.case_id),
         login = excluded.login, at = now(), state = 'submitted', version = v.version + 1, checked_by = null, checked_at = null
       where v.state = 'returned' or (v.value, v.part, v.whole, v.note) is distinct from (excluded.value, excluded.part, excluded.whole, excluded.note)
       returning v.version`,
      [
        ...[each.indicatorId, each.schoolId, each.period, each.periodEnd, each.value, each.part ?? null],
        ...[each.whole ?? null, each.note ?? '', mark, reason, each.caseId ?? null, each.login ?? null],
      ],
    );
    if (rows.length === 0) continue;
    written += 1;
    await remember(q, each, 'submitted', each.value, each.login ?? null, each.note || null);
  }
  return written;
}

/** Accepts values or returns them with a remark; those that are not submitted stay. Answers how many changed. Needs a transaction. */
export async function checkValues(
  q: Queryable,
  values: readonly Pick<GivenValue, 'indicatorId' | 'schoolId' | 'period'>[],
  decision: 'checked' | 'returned',
  by: { login: string | null; remark: string | null },
): Promise<number> {
  let changed = 0;
  for (const each of values) {
    const [row] = await q.query<{ value: number | null }>(
      `update indicator_values set state = $4, checked_by = $5, checked_at = now(), remark = $6, version = version + 1
       where indicator_id = $1 and school_id = $2 and period = $3 and state <> $4 and (state = 'submitted' or $4 = 'returned') returning value`,
      [each.indicatorId, each.schoolId, each.period, decision, by.login, by.remark],
    );
    if (!row) continue;
    changed += 1;
    await remember(q, each, decision, row.value, by.login, by.remark);
  }
  return changed;
}

/** The value of the newest period before, returned ones left out. */
export async function valueBefore(
  q: Queryable,
  { indicatorId, schoolId, periodEnd }: Pick<GivenValue, 'indicatorId' | 'schoolId' | 'periodEnd'>,
): Promise<number | null> {
  const [row] = await q.query<{ value: number | null }>(
    `select value from indicator_values where school_id = $2 and indicator_id = $1 and period_end < $3 and state <> 'returned' and value is not null
     order by period_end desc limit 1`,
    [indicatorId, schoolId, periodEnd],
  );
  return row?.value ?? null;
}

const remember = (
  q: Queryable,
  { indicatorId, schoolId, period }: Pick<GivenValue, 'indicatorId' | 'schoolId' | 'period'>,
  action: string,
  value: number | null,
  login: string | null,
  remark: string | null,
): Promise<unknown> =>
  q.query(
    'insert into indicator_changes (indicator_id, school_id, period, action, value, login, remark) values ($1, $2, $3, $4, $5, $6, $7)',
    [indicatorId, schoolId, period, action, value, login, remark],
  );
