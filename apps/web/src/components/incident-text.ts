import type { Translate } from '../lib/translate.ts';

/** Why a case stopped, in the words of its kind; what the engine found exactly stands in `message`, for who mends it. */
export function incidentText(type: string, message: string, t: Translate): string {
  const key = `case.incident.type.${type}`;
  const said = t(key);
  return said === key ? message : said;
}
