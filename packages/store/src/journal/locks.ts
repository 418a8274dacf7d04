import type { Queryable } from '../database.ts';

/** Takes turns over message names until the transaction ends, always in the same order so that two never wait for each other. */
export async function lockMessages(q: Queryable, names: readonly string[]): Promise<void> {
  for (const name of [...new Set(names)].sort())
    await q.query('select pg_advisory_xact_lock(hashtextextended($1, 7061022))', [name]);
}
