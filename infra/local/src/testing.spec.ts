import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import pg from 'pg';

import { createDatabase, testServers, timeSkippingEnvironment } from './testing.ts';

describe('the servers of a test run', () => {
  it('give each spec its own empty PostgreSQL database', async () => {
    const [first, second] = await Promise.all([createDatabase(), createDatabase()]);
    expect(first.url).not.toBe(second.url);
    const client = new pg.Client({ connectionString: first.url });
    await client.connect();
    const { rows } = await client.query(
      "select count(*)::int as tables from pg_tables where schemaname = 'public'",
    );
    expect(rows).toEqual([{ tables: 0 }]);
    // Dropping ends the open connection, which the client reports as an error.
    client.on('error', () => undefined);
    await Promise.all([first.drop(), second.drop()]);
    await expect(new pg.Client({ connectionString: first.url }).connect()).rejects.toThrow('does not exist');
  });

  it('have a Temporal server that knows the search attributes of cases', async () => {
    const connection = await Connection.connect({ address: testServers().temporalAddress });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    expect(Object.keys(customAttributes ?? {})).toEqual(
      expect.arrayContaining(['OporaSchool', 'OporaDistrict', 'OporaStage', 'OporaBusinessKey']),
    );
    await connection.close();
  });

  describe('with a clock that jumps', () => {
    let environment: TestWorkflowEnvironment;
    beforeAll(async () => void (environment = await timeSkippingEnvironment()));
    afterAll(() => environment?.teardown());

    it('pass a month in less than a minute', async () => {
      const before = await environment.currentTimeMs();
      const started = Date.now();
      await environment.sleep('30 days');
      expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(30 * 24 * 3600 * 1000);
      expect(Date.now() - started).toBeLessThan(60_000);
    });
  });
});
