import type { Page } from '@opora/contracts';
import type { Queryable, Row } from '@opora/store';
import type { Conditions } from './conditions.ts';
import { pageFrom, unpackCursor } from './page.ts';

/** A page of the rows `r` of a table that `where` describes, the newest first; `select` goes up to its `where`. */
export async function newestPage<T>(
  q: Queryable,
  { select, table, where }: { select: string; table: string; where: Conditions },
  query: { limit: number; cursor?: string | undefined },
  map: (row: Row) => T,
): Promise<Page<T>> {
  const [count] = await q.query<{ total: number }>(
    `select count(*)::int as total from ${table} r where ${where.text}`,
    where.params,
  );
  const cursor = unpackCursor(query.cursor, 2);
  if (cursor)
    where.and(
      `(r.created_at, r.id) < (${where.bind(cursor[0])}::timestamptz, ${where.bind(cursor[1])}::uuid)`,
    );
  const rows = await q.query<Row & { exact: string; id: string }>(
    `${select} where ${where.text} order by r.created_at desc, r.id desc limit ${where.bind(query.limit + 1)}`,
    where.params,
  );
  return pageFrom(rows, query.limit, count!.total, ({ exact, id }) => [exact, id], map);
}
