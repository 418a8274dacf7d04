import { rmSync } from 'node:fs';

import { temporaryFolder } from './lib/paths.mjs';
import { freePort } from './lib/ports.mjs';
import { startPostgres, startTemporal } from './lib/servers.mjs';
import { locateTimeSkippingServer } from './lib/temporal.mjs';

/**
 * What specs learn about the servers of this jest run, passed in `OPORA_TEST_SERVERS`.
 * @typedef {{ postgresUrl: string, temporalAddress: string, timeSkippingServer: string }} TestServers
 */

/** Jest's global setup: one PostgreSQL and one Temporal dev server for the whole run, on free ports, in a temporary folder. */
export default async function setup() {
  const { stop, servers } = await startTestServers();
  process.env['OPORA_TEST_SERVERS'] = JSON.stringify(servers);
  Object.assign(globalThis, { stopOporaTestServers: stop });
}

/**
 * Starts the servers of a test run; `DATABASE_URL` and `TEMPORAL_ADDRESS` lend real ones.
 * @returns {Promise<{ servers: TestServers, stop: () => Promise<void> }>}
 */
async function startTestServers() {
  const data = temporaryFolder('opora-test-');
  const say = () => undefined;
  /** @type {import('./lib/part.mjs').Part[]} */
  const parts = [];
  const stop = async () => {
    await Promise.all(parts.map((part) => part.stop()));
    rmSync(data, { recursive: true, force: true });
  };
  // Jest ends without the teardown when it is interrupted; the servers must not outlive it.
  process.once('exit', () => parts.forEach((part) => part.kill()));
  try {
    const [postgresUrl, temporalAddress, timeSkippingServer] = await Promise.all([
      process.env['DATABASE_URL'] ?? testPostgres({ data, say, parts }),
      process.env['TEMPORAL_ADDRESS'] ?? testTemporal({ data, say, parts }),
      locateTimeSkippingServer(),
    ]);
    return { servers: { postgresUrl, temporalAddress, timeSkippingServer }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {import('./lib/servers.mjs').Place & { parts: import('./lib/part.mjs').Part[] }} place */
async function testPostgres({ parts, ...place }) {
  // Durability is what makes tests slow, and a test database is thrown away.
  const flags = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];
  const { part, cluster } = await startPostgres({ ...place, port: await freePort(), flags });
  parts.push(part);
  return cluster.url();
}

/** @param {import('./lib/servers.mjs').Place & { parts: import('./lib/part.mjs').Part[] }} place */
async function testTemporal({ parts, ...place }) {
  const { part, address } = await startTemporal({ ...place, port: await freePort(), memory: true });
  parts.push(part);
  return address;
}
