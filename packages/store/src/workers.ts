import type { Queryable } from './database.ts';

/** Says that a worker process is alive. */
export async function beat(
  q: Queryable,
  worker: { id: string; host: string; version: string; startedAt: Date },
): Promise<void> {
  await q.query(
    `insert into workers (id, host, version, started_at, seen_at) values ($1, $2, $3, $4, now()) on conflict (id) do update set seen_at = now()`,
    [worker.id, worker.host, worker.version, worker.startedAt],
  );
}

/** Takes a worker that stops off the list, and with it those not heard of for a day. */
export async function leave(q: Queryable, id: string): Promise<void> {
  await q.query(`delete from workers where id = $1 or seen_at < now() - interval '1 day'`, [id]);
}

/** How many workers were heard of in the last milliseconds (they beat every 5 s). */
export async function livingWorkers(q: Queryable, within = 15_000): Promise<number> {
  const [row] = await q.query<{ count: number }>(
    `select count(*)::int as count from workers where seen_at > now() - $1::float8 * interval '1 millisecond'`,
    [within],
  );
  return row?.count ?? 0;
}
