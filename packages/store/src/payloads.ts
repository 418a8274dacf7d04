import type { Queryable } from './database.ts';

/** Keeps large payloads outside of Temporal's histories; the content is already encrypted. */
export function payloadStore(q: Queryable) {
  return {
    /** Writes content under its hash; content that is there already stays as it is. */
    async put(hash: string, data: Uint8Array): Promise<void> {
      await q.query('insert into payloads (hash, data) values ($1, $2) on conflict (hash) do nothing', [
        hash,
        Buffer.from(data),
      ]);
    },
    /** Content of a hash; undefined where it was never written. */
    async get(hash: string): Promise<Uint8Array | undefined> {
      const [row] = await q.query<{ data: Buffer }>('select data from payloads where hash = $1', [hash]);
      return row?.data;
    },
  };
}
