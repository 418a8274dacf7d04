import type { Json, Variables } from '@opora/engine';
import type { Queryable } from '@opora/store';

/**
 * What the registers know for a stage that asks for results of ВПР, ОГЭ and ЕГЭ: the group of the list that was applied
 * last, with its reasons; else the results of the newest year. Nothing where the caller gives either of them.
 */
export async function identificationVariables(
  q: Queryable,
  processId: string,
  schoolId: string | null,
  given: Variables | undefined,
): Promise<Variables> {
  if (schoolId === null || given?.['results'] != null || given?.['externalCluster'] != null) return {};
  const [asks] = await q.query(
    `select 1 from stages where process_id = $1 and input @> '[{"name": "results"}]'::jsonb`,
    [processId],
  );
  if (!asks) return {};
  const [listed] = await q.query<{ cluster: string; reasons: Json; method: string; year: number }>(
    `select v.cluster, v.reasons, m.body->>'title' as method, r.year from identification_verdicts v
       join identification_runs r on r.id = v.run_id join identification_methods m on m.id = r.method_id
     where v.school_id = $1 and v.cluster is not null and r.applied_at is not null order by r.applied_at desc, r.id limit 1`,
    [schoolId],
  );
  if (listed)
    return {
      externalCluster: listed.cluster,
      externalReasons: [
        `Список школ за ${listed.year} год, методика «${listed.method}»`,
        ...(listed.reasons as string[]),
      ],
    };
  const results = await q.query<{ [name: string]: Json }>(
    `select r.procedure, r.subject, r.grade, r.year, r.participants, r.below_minimum as "belowMinimum",
       round(r.mean::numeric, 2)::float8 as mean,
       round((100.0 * b.below_minimum / nullif(b.participants, 0))::numeric, 1)::float8 as "previousShare",
       (select round((sum(o.mean * o.participants) / nullif(sum(o.participants), 0))::numeric, 2)::float8 from results o
          join schools os on os.id = o.school_id join schools s on s.id = r.school_id and s.district_id = os.district_id
        where o.year = r.year and o.procedure = r.procedure and o.subject = r.subject and o.grade = r.grade) as "districtMean"
     from results r left join results b on b.school_id = r.school_id and b.year = r.year - 1 and b.procedure = r.procedure
       and b.subject = r.subject and b.grade = r.grade
     where r.school_id = $1 and r.participants > 0 and r.year = (select max(year) from results where school_id = $1)
     order by r.procedure, r.subject, r.grade`,
    [schoolId],
  );
  return results.length > 0 ? { results } : {};
}
