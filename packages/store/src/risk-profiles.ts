import type { Json } from '@opora/engine';
import type { Queryable, Row } from './database.ts';
import { derivedId } from './derived-id.ts';
import { jsonText } from './json.ts';

/** A value of a profile as it is stored: a score (0 to 3) under the parameter `score`, else a share in percent. */
export interface StoredRiskValue {
  factor: string;
  parameter: string;
  source: 'school' | 'survey' | 'audit' | 'verified';
  value: number;
}

/** Which diagnosis of a school a profile belongs to. */
export interface ProfilePlace {
  schoolId: string;
  year: number;
  kind: 'entry' | 'interim' | 'final';
}

/** What is measured and asked, as it was deployed; undefined before that. */
export async function riskProfileConfig(q: Queryable): Promise<Json | undefined> {
  const [row] = await q.query<{ body: Json }>("select body from risk_profile_config where id = 'profile'");
  return row?.body;
}

/** The id of the profile of a diagnosis, made where there is none yet, and locked. */
export async function openRiskProfile(
  q: Queryable,
  { schoolId, year, kind }: ProfilePlace,
  login: string,
  caseId: string | null = null,
): Promise<string> {
  await q.query(
    'insert into risk_profiles (id, school_id, year, kind, created_by, case_id) values ($1, $2, $3, $4, $5, $6) on conflict (school_id, year, kind) do nothing',
    [derivedId('risk-profile', schoolId, String(year), kind), schoolId, year, kind, login, caseId],
  );
  const [row] = await q.query<{ id: string }>(
    'select id from risk_profiles where school_id = $1 and year = $2 and kind = $3 for update',
    [schoolId, year, kind],
  );
  return row!.id;
}

/** Writes values over what the same source has said before; a null takes the value away. */
export async function writeRiskValues(
  q: Queryable,
  profileId: string,
  values: readonly (Omit<StoredRiskValue, 'value'> & { value: number | null })[],
  login: string,
): Promise<void> {
  for (const { factor, parameter, source, value } of values)
    await (value === null
      ? q.query(
          'delete from risk_values where profile_id = $1 and factor = $2 and parameter = $3 and source = $4',
          [profileId, factor, parameter, source],
        )
      : q.query(
          `insert into risk_values (profile_id, factor, parameter, source, value, login) values ($1, $2, $3, $4, $5, $6)
           on conflict (profile_id, factor, parameter, source) do update set value = excluded.value, login = excluded.login, at = now()`,
          [profileId, factor, parameter, source, value, login],
        ));
}

/** Everything that a profile holds, whoever has said it. */
export const riskValuesOf = (q: Queryable, profileId: string): Promise<StoredRiskValue[]> =>
  q.query<StoredRiskValue & Row>(
    'select factor, parameter, source, value::float8 as value from risk_values where profile_id = $1 order by factor, parameter, source',
    [profileId],
  );

/**
 * What a diagnosis leaves in the register: values by source, SWOT where there is one, and its state. An `open` one waits for
 * its check; one that has been accepted stays accepted. Repeating it changes nothing.
 */
export async function keepDiagnosis(
  q: Queryable,
  place: ProfilePlace,
  diagnosis: {
    caseId: string;
    values: readonly StoredRiskValue[];
    swot: Json;
    remark: string | null;
    state?: 'open' | 'verified';
  },
): Promise<string> {
  const id = await openRiskProfile(q, place, 'process', diagnosis.caseId);
  await writeRiskValues(q, id, diagnosis.values, 'process');
  if (diagnosis.state === 'open')
    await q.query(
      "update risk_profiles set case_id = $2, state = case state when 'verified' then state else 'open' end where id = $1",
      [id, diagnosis.caseId],
    );
  else
    await q.query(
      `update risk_profiles set case_id = $2, swot = case when $3::jsonb = '{}' then swot else $3::jsonb end, remark = $4, state = 'verified',
         decided_by = coalesce(decided_by, 'process'), decided_at = coalesce(decided_at, now()) where id = $1`,
      [id, diagnosis.caseId, jsonText(diagnosis.swot), diagnosis.remark],
    );
  return id;
}

/**
 * Anti-risk programmes that a case leaves in the register, one per factor of the school. A case that writes a programme anew
 * makes a new version of it: text and mark of the version before are kept, its measures stay.
 */
export async function keepAntiRiskProgrammes(
  q: Queryable,
  schoolId: string,
  caseId: string,
  programmes: readonly { factor: string; title: string; goal: string }[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { factor, title, goal } of programmes) {
    const [known] = await q.query<{ id: string; case_id: string | null }>(
      'select id, case_id from anti_risk_programmes where school_id = $1 and factor = $2 order by created_at desc, id limit 1 for update',
      [schoolId, factor],
    );
    const id = known?.id ?? derivedId('anti-risk', caseId, factor);
    if (known && known.case_id !== caseId)
      await q.query(
        `insert into anti_risk_versions (programme_id, version, title, goal, case_id, mark, mark_remark, marked_by, marked_at)
         select id, version, title, goal, case_id, mark, mark_remark, marked_by, marked_at from anti_risk_programmes where id = $1`,
        [id],
      );
    await q.query(
      `insert into anti_risk_programmes as p (id, school_id, factor, title, goal, case_id, created_by) values ($1, $2, $3, $4, $5, $6, 'process')
       on conflict (id) do update set title = excluded.title, goal = excluded.goal,
         version = p.version + case when p.case_id is distinct from excluded.case_id then 1 else 0 end,
         mark = case when p.case_id is distinct from excluded.case_id then null else p.mark end,
         mark_remark = case when p.case_id is distinct from excluded.case_id then null else p.mark_remark end,
         marked_by = case when p.case_id is distinct from excluded.case_id then null else p.marked_by end,
         marked_at = case when p.case_id is distinct from excluded.case_id then null else p.marked_at end,
         case_id = excluded.case_id`,
      [id, schoolId, factor, title, goal, caseId],
    );
    ids.push(id);
  }
  return ids;
}

/**
 * The mark of the expert review (0 to 3, with the experts' remarks) on the programmes that are under review: those of the
 * review's own case tree, else all of the school. Answers how many were marked.
 */
export async function markReviewedProgrammes(
  q: Queryable,
  { schoolId, rootCaseId }: { schoolId: string; rootCaseId: string },
  { mark, remark }: { mark: number; remark: string | null },
): Promise<number> {
  const rows = await q.query(
    `with own as (select p.id from anti_risk_programmes p join cases c on c.id = p.case_id where p.school_id = $1 and c.root_id = $2)
     update anti_risk_programmes set mark = $3, mark_remark = $4, marked_by = 'process', marked_at = now()
     where school_id = $1 and (id in (select id from own) or not exists (select 1 from own)) returning id`,
    [schoolId, rootCaseId, mark, remark],
  );
  return rows.length;
}
