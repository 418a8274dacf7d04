/** ISO 8601 with offset of a column, or null. */
export const iso = (value: unknown): string | null =>
  value === null || value === undefined ? null : new Date(value as string | Date).toISOString();

/** ISO 8601 with offset of a column that always has a value. */
export const isoOf = (value: unknown): string => new Date(value as string | Date).toISOString();

/** A `date` column as YYYY-MM-DD. The driver reads dates at local midnight, so local parts are the date. */
export function dateOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.slice(0, 10);
  const date = value as Date;
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
