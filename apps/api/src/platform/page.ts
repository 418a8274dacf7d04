import type { Page } from '@opora/contracts';
import { Problem } from './problem.ts';

/** Packs where the next page begins. */
export const packCursor = (key: (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** Unpacks a cursor of `length` parts; a broken one is the caller's mistake. */
export function unpackCursor(
  cursor: string | undefined,
  length: number,
): (string | number | null)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => part === null || ['string', 'number'].includes(typeof part))
    )
      return key;
  } catch {
    // Falls through to the one answer for every broken cursor.
  }
  throw new Problem('bad-request', 'Курсор страницы испорчен: начните список сначала.', {
    errors: [{ path: 'cursor', message: 'Ожидается значение поля next предыдущего ответа' }],
  });
}

/** Makes a page from one row more than was asked for: the extra row only says that there is a next page. */
export function pageFrom<R, T>(
  rows: R[],
  limit: number,
  total: number,
  keyOf: (row: R) => (string | number | null)[],
  map: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(map),
    total,
    next: rows.length > limit && last !== undefined ? packCursor(keyOf(last)) : null,
  };
}
