import type { Json } from '@opora/engine';
import { jsonText, measureCaseKey, type Queryable } from '@opora/store';

/** A row of a table as JSON: what its columns held. */
type KeptRow = { [column: string]: Json };

/** SQL: starts of cases of a business key that are accepted and not yet listed. */
const startAccepted = (key: string): string =>
  `select 1 from commands where state = 'pending' and kind = 'start-case' and payload->>'businessKey' = ${key}`;

/** Takes a measure out that nobody has begun, and keeps it for `restoreMeasure`; answers whether it could be. */
export async function removeMeasure(q: Queryable, id: string): Promise<boolean> {
  const rows = await q.query(
    `with gone as (delete from roadmap_measures m where m.id = $1 and m.status = 'planned'
       and not exists (select 1 from roadmap_evidence e where e.measure_id = m.id)
       and not exists (select 1 from roadmap_comments c where c.measure_id = m.id)
       and not exists (select 1 from roadmap_measures o where o.parent_id = m.id)
       and not exists (select 1 from anti_risk_measures a where a.measure_id = m.id)
       and not exists (${startAccepted('$2')})
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
  const [kept] = await q.query<{ measure: KeptRow; changes: KeptRow[] }>(
    `delete from roadmap_removed_measures where id = $1 and roadmap_id = $2
       and not exists (select 1 from roadmap_measures m where m.id = $1) returning measure, changes`,
    [id, roadmapId],
  );
  if (!kept) return false;
  const { parent_id: parent, version } = kept.measure;
  // The municipal measure that it came from may have been taken out since.
  const [there] = await q.query('select 1 from roadmap_measures where id = $1', [parent]);
  await putBack(q, 'roadmap_measures', {
    ...kept.measure,
    parent_id: there ? parent! : null,
    version: Number(version) + 1,
  });
  for (const change of kept.changes) await putBack(q, 'roadmap_changes', change);
  return true;
}

/** Writes a row as it was kept; columns that the table has got since take what they are by default. */
async function putBack(q: Queryable, table: string, row: KeptRow): Promise<void> {
  const columns = Object.keys(row)
    .map((name) => `"${name}"`)
    .join(', ');
  await q.query(
    `insert into ${table} (${columns}) overriding system value
     select ${columns} from jsonb_populate_record(null::${table}, $1::jsonb)`,
    [jsonText(row)],
  );
}

/** Whether a case carries the measure out, or has been accepted and is about to. */
export async function isCarriedOut(q: Queryable, id: string): Promise<boolean> {
  const rows = await q.query(
    `select 1 from cases where business_key = $1 and status in ('active', 'suspended') union all ${startAccepted('$1')} limit 1`,
    [measureCaseKey(id)],
  );
  return rows.length > 0;
}
