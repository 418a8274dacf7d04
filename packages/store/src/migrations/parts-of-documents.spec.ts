import { expect, it } from '@jest/globals';
import { createDatabase } from '@opora/local/testing';
import pg from 'pg';
import { migrate } from '../index.ts';

it('a database whose pg_trgm lies in a schema of its own has the indexes on parts of documents too', async () => {
  const { url, drop } = await createDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create schema extensions');
  await client.query('create extension pg_trgm schema extensions');
  await migrate(url);
  const { rows } = await client.query("select 1 from pg_indexes where indexname = 'documents_title_parts'");
  expect(rows).toHaveLength(1);
  await client.end();
  await drop();
}, 60_000);
