import type { Json } from '@opora/engine';
import type { Queryable } from './database.ts';
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

/** What a diagnosis that has been accepted leaves in the register: values, SWOT, state. Repeating it changes nothing. */
export async function keepDiagnosis(
  q: Queryable,
  place: ProfilePlace,
  diagnosis: { caseId: string; values: readonly StoredRiskValue[]; swot: Json; remark: string | null },
): Promise<string> {
  const id = await openRiskProfile(q, place, 'process', diagnosis.caseId);
  await writeRiskValues(q, id, diagnosis.values, 'process');
  await q.query(
    `update risk_profiles set case_id = $2, swot = $3, remark = $4, state = 'verified', decided_by = coalesce(decided_by, 'process'), decided_at = coalesce(decided_at, now()) where id = $1`,
    [id, diagnosis.caseId, jsonText(diagnosis.swot), diagnosis.remark],
  );
  return id;
}

/** Anti-risk programmes that a case leaves in the register: one per factor and case. */
export async function keepAntiRiskProgrammes(
  q: Queryable,
  schoolId: string,
  caseId: string,
  programmes: readonly { factor: string; title: string; goal: string }[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { factor, title, goal } of programmes) {
    const id = derivedId('anti-risk', caseId, factor);
    await q.query(
      `insert into anti_risk_programmes (id, school_id, factor, title, goal, case_id, created_by) values ($1, $2, $3, $4, $5, $6, 'process')
       on conflict (id) do update set title = excluded.title, goal = excluded.goal`,
      [id, schoolId, factor, title, goal, caseId],
    );
    ids.push(id);
  }
  return ids;
}
