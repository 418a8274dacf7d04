import type { Queryable } from './database.ts';
import { derivedId } from './derived-id.ts';

/**
 * Ends the pairs of a case tree that still run, on a day (YYYY-MM-DD) and with a reason; one that would begin later ends on
 * its first day. What has ended stays as it is. Answers how many ended.
 */
export async function endPartnerships(
  q: Queryable,
  rootCaseId: string,
  { day, reason }: { day: string; reason: string },
): Promise<number> {
  const rows = await q.query<{ id: string; school_id: string; district_id: string; valid_to: string }>(
    `update partnerships p set valid_to = greatest(p.valid_from, $2::date), end_reason = $3 from schools s
     where s.id = p.school_id and p.case_id = $1 and p.end_reason is null and (p.valid_to is null or p.valid_to > $2::date)
     returning p.id, p.school_id, s.district_id, p.valid_to::text`,
    [rootCaseId, day, reason],
  );
  for (const { id, school_id, district_id, valid_to } of rows)
    await q.query(
      `insert into audit (action, case_id, subject, school_id, district_id, details, remark, act_id)
       values ('partnership.end', $1, $2, $3, $4, $5, $6, $7) on conflict (act_id) do nothing`,
      [
        ...[rootCaseId, id, school_id, district_id, JSON.stringify({ to: valid_to }), reason],
        derivedId('partnership-end', id, rootCaseId),
      ],
    );
  return rows.length;
}
