import { surveyConfig } from '../../surveys/land-surveys.ts';
import { isBlank, type KnownSource } from './known-source.ts';
import { type Fields, surveyFields } from './profile-fields.ts';

/** The closed surveys of the entry diagnosis; a field that a person has filled in stays. */
export const surveyResults: KnownSource = async (database, { schoolId, current }) => {
  if (!schoolId) return undefined;
  const known = await surveyFields(database, await surveyConfig(database), schoolId, 'entry');
  const given = (current ?? {}) as Fields;
  const filled = Object.entries(known).filter(([field]) => isBlank(given[field]));
  return filled.length === 0 ? undefined : { ...given, ...Object.fromEntries(filled) };
};
