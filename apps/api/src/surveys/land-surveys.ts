import type { DiagnosisKind } from '@opora/contracts';
import {
  type AnswerSums,
  type Audience,
  type ProfileConfig,
  profileConfigSchema,
  surveyValues,
} from '@opora/domain';
import {
  type Database,
  openRiskProfile,
  type Queryable,
  riskProfileConfig,
  type Row,
  todayOfSchool,
  writeRiskValues,
} from '@opora/store';
import { Problem } from '../platform/problem.ts';

/** Questions and parameters as they were deployed. */
export async function surveyConfig(q: Queryable): Promise<ProfileConfig> {
  const body = await riskProfileConfig(q);
  if (body === undefined) throw new Problem('refused', 'Вопросы анкет не развёрнуты.');
  return profileConfigSchema.parse(body);
}

/** Ends the surveys of a school whose day has passed. */
export async function settleSurveys(database: Database, schoolId: string): Promise<void> {
  const [due] = await database.query(
    `select 1 from surveys where school_id = $1 and closed_at is null and closes_on < ${todayOfSchool('$1')} limit 1`,
    [schoolId],
  );
  if (!due) return;
  await database.transaction(async (q) => {
    const rows = await q.query(
      `select * from surveys where school_id = $1 and closed_at is null and closes_on < ${todayOfSchool('$1')} order by id for update`,
      [schoolId],
    );
    for (const row of rows) {
      await q.query('update surveys set closed_at = now() where id = $1', [row['id']]);
      await landSurvey(q, row);
    }
  });
}

/** Puts the sums of all closed surveys of one diagnosis into its profile. */
export async function landSurvey(q: Queryable, row: Row): Promise<void> {
  const place = {
    schoolId: row['school_id'] as string,
    year: row['year'] as number,
    kind: row['kind'] as DiagnosisKind,
  };
  const profile = await openRiskProfile(q, place, 'survey');
  const closed = await q.query(
    'select id, audience from surveys where school_id = $1 and year = $2 and kind = $3 and closed_at is not null order by id',
    [place.schoolId, place.year, place.kind],
  );
  const surveys = [];
  for (const one of closed)
    surveys.push({ audience: one['audience'] as Audience, sums: await surveySums(q, one['id'] as string) });
  await writeRiskValues(q, profile, surveyValues(await surveyConfig(q), surveys), 'survey');
}

/** How often each answer of a survey was given. */
export async function surveySums(q: Queryable, id: string): Promise<AnswerSums> {
  const rows = await q.query<{ question: string; answer: number; count: number }>(
    'select question, answer, count from survey_sums where survey_id = $1',
    [id],
  );
  const sums: AnswerSums = {};
  for (const { question, answer, count } of rows) (sums[question] ??= [])[answer] = count;
  return sums;
}
