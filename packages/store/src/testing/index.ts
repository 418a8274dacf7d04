import { createDatabase } from '@opora/local/testing';
import pg from 'pg';
import { migrate, poolDatabase, type Database } from '../index.ts';

/** A database of its own for a spec, with all tables and nothing in them. */
export interface EmptyStore {
  pool: pg.Pool;
  database: Database;
  /** Closes the connections and takes the database away. */
  end(): Promise<void>;
}

/** Makes an empty store; `connections` at most are open at a time. */
export async function emptyStore(connections = 10): Promise<EmptyStore> {
  const { url, drop } = await createDatabase();
  await migrate(url);
  const pool = new pg.Pool({ connectionString: url, max: connections });
  // A connection that the server closes at the end of the run is no failure.
  pool.on('error', () => undefined);
  return {
    pool,
    database: poolDatabase(pool),
    async end() {
      await pool.end();
      await drop();
    },
  };
}

/** The district `d` with a school `s` in it, and others that are named. */
export async function addSchools(database: Database, ...others: string[]): Promise<void> {
  await database.query("insert into districts (id, name, region) values ('d', 'Район', 'Область')");
  for (const [index, id] of ['s', ...others].entries())
    await database.query('insert into schools (id, district_id, name, short_name) values ($1, $2, $3, $4)', [
      id,
      'd',
      `Школа № ${index + 1}`,
      `СОШ № ${index + 1}`,
    ]);
}
