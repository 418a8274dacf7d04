/** A record of a case's variables; empty where the variable is something else. */
export function recordOf(value: unknown): { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { [name: string]: unknown })
    : {};
}

/** The records of a list among a case's variables; empty where there is none. */
export const recordsOf = (value: unknown): { [name: string]: unknown }[] =>
  Array.isArray(value) ? value.map(recordOf) : [];

/** A text or number of a case as documents show it; null where there is none. */
export const wordsOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;
