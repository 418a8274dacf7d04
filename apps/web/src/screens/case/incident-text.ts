import type { Translate } from '../../lib/translate.ts';

/** Why a case stopped, in the words of its kind; what the engine found exactly stands in `message`, for who mends it. */
export function incidentText(
  type: string,
  message: string,
  known: (key: string) => boolean,
  t: Translate,
): string {
  const key = `case.incident.type.${type}`;
  return known(key) ? t(key) : message;
}
