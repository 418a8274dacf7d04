import { randomBytes } from 'node:crypto';

import { TestWorkflowEnvironment } from '@temporalio/testing';
import pg from 'pg';

import type { TestServers } from '../jest-servers.mjs';

export type { TestServers } from '../jest-servers.mjs';
export { BreakableLine } from './breakable-line.ts';

/** Addresses of the servers that jest's global setup started for this run. */
export function testServers(): TestServers {
  const servers = process.env['OPORA_TEST_SERVERS'];
  if (!servers) {
    throw new Error(
      'No test servers: run the spec through jest.config.mjs, in the project `integration` or `e2e`.',
    );
  }
  return JSON.parse(servers) as TestServers;
}

/** A fresh empty database on the run's PostgreSQL; `drop` removes it together with connections left open. */
export async function createDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { postgresUrl } = testServers();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(postgresUrl, `create database ${name}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => administer(postgresUrl, `drop database if exists ${name} with (force)`),
  };
}

/** A Temporal server of the spec's own whose clock jumps over timers; call `teardown()` when done. */
export function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const path = testServers().timeSkippingServer;
  return TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
}

/** A name for a task queue or a case that no other spec of the run has. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`;
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
