import type { Json } from '@opora/engine';
import { knownFacts } from '@opora/store';
import { surveyConfig } from '../../surveys/land-surveys.ts';
import { isBlank, type KnownSource } from './known-source.ts';
import { type Fields, fieldsOf, newestProfile, surveyFields } from './profile-fields.ts';

/**
 * What the final diagnosis starts from: low works of the newest results, factors and teachers as the last profile has them,
 * the closed final surveys. What a person has entered stays.
 */
export const finalDiagnosis: KnownSource = async (database, { schoolId, current }) => {
  if (!schoolId) return undefined;
  const config = await surveyConfig(database);
  const [facts, said, survey] = await Promise.all([
    knownFacts(database, schoolId),
    newestProfile(database, schoolId),
    surveyFields(database, config, schoolId, 'final'),
  ]);
  const results = facts['results'] as { year?: number | null; lowWorks?: number | null } | null;
  const given = (current ?? {}) as Fields;
  const over = (name: string, known: Fields): Fields => {
    const own = (given[name] ?? {}) as Fields;
    return {
      ...known,
      ...Object.fromEntries(Object.entries(own).filter(([, value]) => !isBlank(value as Json))),
    };
  };
  return {
    ...given,
    ...(isBlank(given['lowProcedures']) && results?.year != null
      ? { lowProcedures: results.lowWorks ?? 0 }
      : {}),
    scores: over('scores', fieldsOf(config, 'selfAnalysis', said, ['verified', 'school', 'survey'])),
    audit: over('audit', fieldsOf(config, 'teacherAudit', said, ['verified', 'audit'])),
    survey: over('survey', survey),
  };
};
