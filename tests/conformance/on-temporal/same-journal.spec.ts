import { liveElements, openWaits, type JournalEntry, type Model, type StimulusKind } from '@opora/engine';
import { compile } from '@opora/engine/compile';
import { testServers } from '@opora/local/testing';
import fc from 'fast-check';
import { blocks, diagram, draw } from '@opora/engine/testing';
import type { ConformanceHost } from '../hosts/host.ts';
import { openMemoryHost } from '../hosts/memory.ts';
import { TemporalStage } from '../hosts/temporal-stage.ts';

/** A few random diagrams: each costs seconds on Temporal. `FC_SEED` and `FC_RUNS` change which and how many. */
const chosen = fc
  .sample(blocks, {
    seed: Number(process.env.FC_SEED ?? 20_260_901),
    numRuns: Number(process.env.FC_RUNS ?? 4),
  })
  .map(draw);
const MOST_STEPS = 12;

let stage: TemporalStage;
beforeAll(async () => {
  stage = await TemporalStage.open(testServers().timeSkippingServer);
}, 120_000);
afterAll(() => stage?.close());

test.each(chosen)(
  'memory and Temporal write the same journal of random diagram %#',
  async (text) => {
    const { models } = await compile(diagram(text));
    const inMemory = await played(await openMemoryHost({ models, decisions: [] }), models);
    const onTemporal = await played(await stage.host({ models, decisions: [] }), models);
    expect(onTemporal).toEqual(inMemory);
    expect(inMemory.length).toBeGreaterThan(3);
  },
  240_000,
);

/** Plays the same acts on any host and gives the journal without times and ids of acts. */
async function played(host: ConformanceHost, [model]: Model[]): Promise<object[]> {
  await host.start(model!.processId, {});
  for (let step = 0; step < MOST_STEPS; step++) {
    const { id, state } = host.cases()[0]!;
    if (state.status !== 'active' || liveElements(state).length === 0) break;
    const stimuli = openWaits(state).flatMap((wait): StimulusKind[] => {
      if (wait.kind === 'task') return [{ type: 'complete-task', wait: wait.id, variables: { step } }];
      if (wait.kind !== 'message') return [];
      return [{ type: 'correlate-message', wait: wait.id, name: wait.message.name, variables: {} }];
    });
    if (stimuli.length > 0) await host.give(id, stimuli[(step * 7) % stimuli.length]!);
    else await host.advance('PT3H');
  }
  const journal = host.cases()[0]!.journal.map(timeless);
  await host.close();
  return journal;
}

function timeless(entry: JournalEntry): object {
  const { at: _at, ...rest } = entry;
  if (rest.kind === 'stimulus') return { ...rest, id: undefined };
  if ((rest.kind === 'wait.opened' || rest.kind === 'wait.updated') && rest.wait.kind === 'timer')
    return { ...rest, wait: { ...rest.wait, timer: { ...rest.wait.timer, due: 0 } } };
  return rest;
}
