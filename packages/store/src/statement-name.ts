import { createHash } from 'node:crypto';

/** Plans are kept per connection, so their number is bounded. */
const MOST = 200;
const names = new Map<string, string>();

/** Name under which a connection keeps the plan of a statement; undefined when there are too many already. */
export function statementName(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= MOST) return known;
  const name = `opora_${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`;
  names.set(sql, name);
  return name;
}
