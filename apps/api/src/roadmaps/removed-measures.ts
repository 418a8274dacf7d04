import type { Page, RemovedMeasure, removedMeasureQuerySchema } from '@opora/contracts';
import type { Json } from '@opora/engine';
import { jsonText, measureCaseKey, type Queryable, type Row } from '@opora/store';
import type { z } from 'zod';
import { Conditions } from '../platform/conditions.ts';
import { pageFrom, unpackCursor } from '../platform/page.ts';
import { isoOf } from '../platform/times.ts';

/** A row of a table as JSON: what its columns held. */
type KeptRow = { [column: string]: Json };

/** SQL: starts of cases of a business key that are accepted and not yet listed. */
const startAccepted = (key: string): string =>
  `select 1 from commands where state = 'pending' and kind = 'start-case' and payload->>'businessKey' = ${key}`;

/** Takes a measure out that nobody has begun, and keeps it for `restoreMeasure`; answers whether it could be. */
export async function removeMeasure(q: Queryable, id: string, login: string): Promise<boolean> {
  const rows = await q.query(
    `with gone as (delete from roadmap_measures m where m.id = $1 and m.status = 'planned'
       and not exists (select 1 from roadmap_evidence e where e.measure_id = m.id)
       and not exists (select 1 from roadmap_comments c where c.measure_id = m.id)
       and not exists (select 1 from roadmap_measures o where o.parent_id = m.id)
       and not exists (select 1 from anti_risk_measures a where a.measure_id = m.id)
       and not exists (${startAccepted('$2')})
       and not exists (select 1 from cases k where k.business_key = $2) returning m.*)
     insert into roadmap_removed_measures (id, roadmap_id, login, measure, changes)
     select g.id, g.roadmap_id, $3, to_jsonb(g), coalesce((select jsonb_agg(to_jsonb(c) order by c.id) from roadmap_changes c where c.measure_id = g.id), '[]')
     from gone g on conflict (id) do update set measure = excluded.measure, changes = excluded.changes, login = excluded.login, removed_at = now() returning id`,
    [id, measureCaseKey(id), login],
  );
  return rows.length > 0;
}

/** Measures that were taken out of a roadmap and can come back, those of the last time first, page by page. */
export async function removedMeasures(
  q: Queryable,
  roadmapId: string,
  query: z.output<typeof removedMeasureQuerySchema>,
): Promise<Page<RemovedMeasure>> {
  const where = new Conditions();
  where.and(`g.roadmap_id = ${where.bind(roadmapId)}`);
  if (query.q)
    where.and(
      `concat_ws(' ', ${['number', 'section', 'title', 'term', 'responsible'].map((field) => `g.measure->>'${field}'`).join(', ')}) ilike ${where.like(query.q)}`,
    );
  const [count] = await q.query<{ total: number }>(
    `select count(*)::int as total from roadmap_removed_measures g where ${where.text}`,
    where.params,
  );
  const place = "(g.measure->>'position')::int";
  const cursor = unpackCursor(query.cursor, 3);
  if (cursor) {
    const [at, position, id] = cursor.map((part) => where.bind(part));
    where.and(
      `g.removed_at < ${at}::timestamptz or g.removed_at = ${at}::timestamptz and (${place}, g.id) > (${position}::int, ${id}::uuid)`,
    );
  }
  const rows = await q.query<Removed>(
    `select g.id::text as id, g.measure, g.removed_at as at, g.removed_at::text as exact, ${place} as place, coalesce(u.name, g.login) as who
     from roadmap_removed_measures g left join users u on u.login = g.login
     where ${where.text} order by g.removed_at desc, ${place}, g.id limit ${where.bind(query.limit + 1)}`,
    where.params,
  );
  return pageFrom(rows, query.limit, count!.total, ({ exact, place, id }) => [exact, place, id], toRemoved);
}

interface Removed extends Row {
  id: string;
  measure: KeptRow;
  at: Date;
  exact: string;
  place: number;
  who: string | null;
}

const toRemoved = ({ id, measure, at, who }: Removed): RemovedMeasure => ({
  id,
  number: String(measure['number']),
  section: String(measure['section']),
  title: String(measure['title']),
  term: String(measure['term']),
  responsible: measure['responsible'] as string[],
  removedAt: isoOf(at),
  removedByName: who,
});

/** Brings a measure back that was taken out of a roadmap, the same one with its history; answers when it was taken out. */
export async function restoreMeasure(
  q: Queryable,
  roadmapId: string,
  id: string,
): Promise<string | undefined> {
  const [kept] = await q.query<{ measure: KeptRow; changes: KeptRow[]; at: string }>(
    `delete from roadmap_removed_measures where id = $1 and roadmap_id = $2
       and not exists (select 1 from roadmap_measures m where m.id = $1) returning measure, changes, removed_at::text as at`,
    [id, roadmapId],
  );
  if (!kept) return undefined;
  const { parent_id: parent, version } = kept.measure;
  // The municipal measure that it came from may have been taken out since, or just now: who does that is waited for.
  const [there] = await q.query('select 1 from roadmap_measures where id = $1 for key share', [parent]);
  await putBack(q, 'roadmap_measures', {
    ...kept.measure,
    parent_id: there ? parent! : null,
    version: Number(version) + 1,
  });
  for (const change of kept.changes) await putBack(q, 'roadmap_changes', change);
  return kept.at;
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
