import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { statementName } from './statement-name.ts';

/** A row as the driver gives it. */
export type Row = { [column: string]: unknown };

/** How a query is run. */
export interface QueryOptions {
  /** Keep its plan on the connection: for statements that run with every request and whose plan does not depend on the values. */
  prepared?: boolean;
}

/** Anything that runs SQL: a pooled connection, a transaction. */
export interface Queryable {
  query<T extends Row = Row>(sql: string, params?: unknown[], options?: QueryOptions): Promise<T[]>;
}

/** A queryable that can open transactions. */
export interface Database extends Queryable {
  transaction<T>(work: (q: Queryable) => Promise<T>): Promise<T>;
}

/** The database behind a pg pool. */
export function poolDatabase(pool: Pool): Database {
  return {
    query: queryOf(pool, { again: true }),
    async transaction(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('begin');
        const result = await work({ query: queryOf(client, { again: false }) });
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => (broken = true));
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

const queryOf =
  (connection: Pool | PoolClient, options: { again: boolean }): Queryable['query'] =>
  async <T extends Row>(sql: string, params?: unknown[], { prepared }: QueryOptions = {}) => {
    const name = prepared ? statementName(sql) : undefined;
    if (name === undefined) return (await connection.query<T>(sql, params)).rows;
    try {
      return (await connection.query<T>({ text: sql, values: params ?? [], name })).rows;
    } catch (error) {
      if (!options.again || !isStale(error)) throw error;
      return (await connection.query<T>(sql, params)).rows;
    }
  };

/** A plan kept from before a migration that changed the columns it answers: nothing was done, it can be run anew. */
const isStale = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '0A000' && /cached plan/.test(error.message);

/** The database behind a TypeORM data source: its own pool, without the cost of a query runner for each statement. */
export function sourceDatabase(source: DataSource): Database {
  const { master } = source.driver as unknown as { master?: Pool };
  if (!master) throw new Error('Expected an initialized PostgreSQL data source, found one without a pool.');
  return poolDatabase(master);
}
