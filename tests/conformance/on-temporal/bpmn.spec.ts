import { testServers } from '@opora/local/testing';
import { runCaseFolder } from '../bpmn.ts';
import { findCases, titleOf } from '../find-cases.ts';
import { outsideFolder, ownFolder } from '../folders.ts';
import { TemporalStage } from '../hosts/temporal-stage.ts';

/** The Temporal host costs about a second a case: here every fifth, all with `npm run conformance -- --host temporal`. */
const every = Number(process.env.OPORA_CONFORMANCE_EVERY ?? 5);
const chosen = [ownFolder(''), outsideFolder()].flatMap((folder) =>
  folder === undefined
    ? []
    : findCases(folder)
        .processes.filter((_, i) => i % every === 0)
        .map((path) => [titleOf(folder, path), path] as const),
);

let stage: TemporalStage;
beforeAll(async () => {
  stage = await TemporalStage.open(testServers().timeSkippingServer);
}, 120_000);
afterAll(() => stage?.close());

test.each(chosen)('%s passes on Temporal', async (name, path) => {
  expect(await runCaseFolder(path, name, stage.host)).toMatchObject({
    name,
    result: expect.stringMatching(/^(passed|skipped)$/),
  });
});
