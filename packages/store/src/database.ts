import type { Pool, PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';

/** A row as the driver gives it. */
export type Row = { [column: string]: unknown };

/** Anything that runs SQL: a pooled connection, a transaction, a TypeORM query runner. */
export interface Queryable {
  query<T extends Row = Row>(sql: string, params?: unknown[]): Promise<T[]>;
}

/** A queryable that can open transactions. */
export interface Database extends Queryable {
  transaction<T>(work: (q: Queryable) => Promise<T>): Promise<T>;
}

/** The database behind a pg pool (worker). */
export function poolDatabase(pool: Pool): Database {
  return {
    query: async <T extends Row>(sql: string, params?: unknown[]) => (await pool.query<T>(sql, params)).rows,
    async transaction(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('begin');
        const result = await work(clientQueryable(client));
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

const clientQueryable = (client: PoolClient): Queryable => ({
  query: async <T extends Row>(sql: string, params?: unknown[]) => (await client.query<T>(sql, params)).rows,
});

/** A TypeORM query runner, inside whatever transaction it has. */
export function runnerQueryable(runner: QueryRunner): Queryable {
  return {
    query: async <T extends Row>(sql: string, params?: unknown[]) =>
      (await runner.query(sql, params, true)).records as T[],
  };
}

/** The database behind a TypeORM data source (API). */
export function sourceDatabase(source: DataSource): Database {
  const withRunner = async <T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> => {
    const runner = source.createQueryRunner();
    try {
      return await work(runner);
    } finally {
      await runner.release();
    }
  };
  return {
    query: <T extends Row>(sql: string, params?: unknown[]) =>
      withRunner((runner) => runnerQueryable(runner).query<T>(sql, params)),
    transaction: (work) =>
      withRunner(async (runner) => {
        await runner.startTransaction();
        try {
          const result = await work(runnerQueryable(runner));
          await runner.commitTransaction();
          return result;
        } catch (error) {
          await runner.rollbackTransaction().catch(() => undefined);
          throw error;
        }
      }),
  };
}
