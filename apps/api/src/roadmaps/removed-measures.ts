import { jsonText, measureCaseKey, type Queryable } from '@opora/store';

/** SQL: cases of a business key that run, and starts of one that are accepted and not yet listed. */
const carriedOut = (key: string): string =>
  `select 1 from cases where business_key = ${key} and status in ('active', 'suspended')
   union all select 1 from commands where state = 'pending' and kind = 'start-case' and payload->>'businessKey' = ${key}`;

/** Takes a measure out that nobody has begun, and keeps it for `restoreMeasure`; answers whether it could be. */
export async function removeMeasure(q: Queryable, id: string): Promise<boolean> {
  const rows = await q.query(
    `with gone as (delete from roadmap_measures m where m.id = $1 and m.status = 'planned'
       and not exists (select 1 from roadmap_evidence e where e.measure_id = m.id)
       and not exists (select 1 from roadmap_comments c where c.measure_id = m.id)
       and not exists (select 1 from roadmap_measures o where o.parent_id = m.id)
       and not exists (select 1 from anti_risk_measures a where a.measure_id = m.id)
       and not exists (${carriedOut('$2')})
       and not exists (select 1 from cases k where k.business_key = $2) returning m.*)
     insert into roadmap_removed_measures (id, roadmap_id, measure, changes)
     select g.id, g.roadmap_id, to_jsonb(g), coalesce((select jsonb_agg(to_jsonb(c) order by c.id) from roadmap_changes c where c.measure_id = g.id), '[]')
     from gone g on conflict (id) do update set measure = excluded.measure, changes = excluded.changes, removed_at = now() returning id`,
    [id, measureCaseKey(id)],
  );
  return rows.length > 0;
}

/** Brings a measure back that was taken out of a roadmap, the same one with its history; answers whether it was there. */
export async function restoreMeasure(q: Queryable, roadmapId: string, id: string): Promise<boolean> {
  const [kept] = await q.query<{ measure: unknown; changes: unknown }>(
    `delete from roadmap_removed_measures where id = $1 and roadmap_id = $2
       and not exists (select 1 from roadmap_measures m where m.id = $1) returning measure, changes`,
    [id, roadmapId],
  );
  if (!kept) return false;
  // The municipal measure that it came from may have been taken out since.
  await q.query(
    `insert into roadmap_measures select (jsonb_populate_record(null::roadmap_measures, k.measure || jsonb_build_object(
       'parent_id', (select p.id from roadmap_measures p where p.id = (k.measure->>'parent_id')::uuid),
       'version', (k.measure->>'version')::int + 1))).* from (select $1::jsonb as measure) k`,
    [jsonText(kept.measure as never)],
  );
  await q.query(
    `insert into roadmap_changes overriding system value
     select * from jsonb_populate_recordset(null::roadmap_changes, $1::jsonb)`,
    [jsonText(kept.changes as never)],
  );
  return true;
}

/** Whether a case carries the measure out, or has been accepted and is about to. */
export async function isCarriedOut(q: Queryable, id: string): Promise<boolean> {
  const rows = await q.query(`${carriedOut('$1')} limit 1`, [measureCaseKey(id)]);
  return rows.length > 0;
}
