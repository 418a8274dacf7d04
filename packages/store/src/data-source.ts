import 'reflect-metadata';
import { DataSource } from 'typeorm';
import * as entities from './entities/index.ts';
import { migrations } from './migrations/index.ts';

/** How the pool of a data source is set. */
export interface DataSourceSettings {
  /** Most connections at once; 10 unless stated. */
  poolSize?: number;
  /** Shown by PostgreSQL as `application_name`. */
  name?: string;
}

/** Makes the TypeORM data source of the whole database (not yet initialized). The schema comes from migrations only. */
export function createDataSource(url: string, settings: DataSourceSettings = {}): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: settings.name ?? 'opora',
    poolSize: settings.poolSize ?? 10,
    entities: Object.values(entities),
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
  });
}

/** Brings the schema up to date; two processes that do so at once take turns. Answers the names of the migrations run. */
export async function migrate(url: string): Promise<string[]> {
  const source = await createDataSource(url, { poolSize: 2, name: 'opora-migrate' }).initialize();
  const turn = source.createQueryRunner();
  try {
    await turn.query('select pg_advisory_lock(7061021)');
    return (await source.runMigrations()).map((migration) => migration.name);
  } finally {
    await turn.query('select pg_advisory_unlock(7061021)').catch(() => undefined);
    await turn.release();
    await source.destroy();
  }
}
