import type { DiagnosisKind } from '@opora/contracts';
import { type ProfileConfig, type ProfileSource, scoreParameter } from '@opora/domain';
import type { Json } from '@opora/engine';
import type { Database } from '@opora/store';
import { settleSurveys } from '../../surveys/land-surveys.ts';

/** Fields of a form by their keys. */
export type Fields = { [field: string]: Json };

/** A value of a profile with the source that said it. */
interface Said {
  factor: string;
  parameter: string;
  source: ProfileSource;
  value: number;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Fields under a variable of the diagnosis (`selfAnalysis`, `teacherAudit`, `survey`) from the values of the wanted sources, the first of them first. */
export function fieldsOf(
  config: ProfileConfig,
  variable: string,
  said: readonly Said[],
  sources: readonly ProfileSource[],
): Fields {
  const find = (factor: string, parameter: string): Said | undefined =>
    sources
      .map((source) =>
        said.find((one) => one.factor === factor && one.parameter === parameter && one.source === source),
      )
      .find((one) => one !== undefined);
  const places = [
    ...Object.entries(config.scores).map(([factor, path]) => ({ factor, parameter: scoreParameter, path })),
    ...config.parameters.map(({ id, factor, variable: path }) => ({ factor, parameter: id, path })),
  ];
  const fields: Fields = {};
  for (const { factor, parameter, path } of places) {
    const [root, field, ...deeper] = path?.split('.') ?? [];
    const found = root === variable && field && deeper.length === 0 ? find(factor, parameter) : undefined;
    if (found) fields[field!] = rounded(found.value);
  }
  return fields;
}

/** Values of the newest diagnosis of a school; of one kind where it is named. */
export async function newestProfile(
  database: Database,
  schoolId: string,
  kind?: DiagnosisKind,
): Promise<Said[]> {
  return database.query<Said & { [column: string]: unknown }>(
    `select v.factor, v.parameter, v.source, v.value from risk_values v where v.profile_id =
       (select id from risk_profiles where school_id = $1 and ($2::text is null or kind = $2) order by year desc, array_position(array['final', 'interim', 'entry'], kind), id limit 1)`,
    [schoolId, kind ?? null],
  );
}

/**
 * What the surveys of a diagnosis that closed within a year came to: how many of each audience answered and the shares that
 * the profile has of them; empty where none has closed.
 */
export async function surveyFields(
  database: Database,
  config: ProfileConfig,
  schoolId: string,
  kind: DiagnosisKind,
): Promise<Fields> {
  await settleSurveys(database, schoolId);
  const rows = await database.query<{ audience: string; answers: number }>(
    `select audience, sum(answers)::int as answers from surveys where school_id = $1 and kind = $2 and closed_at > now() - interval '1 year'
       and year = (select max(year) from surveys where school_id = $1 and kind = $2 and closed_at > now() - interval '1 year') group by audience order by audience`,
    [schoolId, kind],
  );
  if (rows.length === 0) return {};
  const said = await newestProfile(database, schoolId, kind);
  return {
    ...Object.fromEntries(rows.map(({ audience, answers }) => [audience, answers])),
    ...fieldsOf(config, 'survey', said, ['survey']),
  };
}
