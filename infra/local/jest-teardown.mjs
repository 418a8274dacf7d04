/** Jest's global teardown: stops what the setup started. */
export default async function teardown() {
  const { stopOporaTestServers } = /** @type {{ stopOporaTestServers?: () => Promise<void> }} */ (globalThis);
  await stopOporaTestServers?.();
}
