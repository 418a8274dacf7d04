import type { Json, Variables } from '@opora/engine';
import type { Queryable } from '@opora/store';

/**
 * What the newest programme of a school gives to its stages: deadlines, variants of the process, and the groups of the
 * programme in which the school stands. Nothing for a school without a programme, or a process that is no stage.
 */
export async function programmeVariables(
  q: Queryable,
  processId: string,
  schoolId: string | null,
): Promise<Variables> {
  if (schoolId === null) return {};
  const [row] = await q.query<{ deadlines: Json; variants: Json; groups: string[] }>(
    `select p.passport->'deadlines' as deadlines, p.passport->'variants' as variants,
       array(select g->>'id' from jsonb_array_elements(p.passport->'groups') g where g->'schools' ? $1) as groups
     from programme_schools m join programmes p on p.id = m.programme_id
     where m.school_id = $1 and exists (select 1 from stages where process_id = $2) order by p.valid_from desc, p.id limit 1`,
    [schoolId, processId],
  );
  if (!row) return {};
  return {
    ...(row.deadlines === null ? {} : { deadlines: row.deadlines }),
    ...(row.variants === null ? {} : { variants: row.variants }),
    ...(row.groups.length > 0 ? { programmeGroups: row.groups } : {}),
  };
}
