import type { JournalEntry, Model, StartDefinition } from '@opora/engine';
import {
  applyJournal,
  broadcastSignal,
  completeCommand,
  fireTimerStart,
  leaseCommands,
  publishMessage,
  schedulesOf,
  subscribeStarts,
  type Database,
  type PendingCommand,
} from './index.ts';
import { emptyStore, type EmptyStore } from './testing/index.ts';

let store: EmptyStore;
let q: Database;
beforeAll(async () => {
  store = await emptyStore(4);
  q = store.database;
});
afterAll(() => store.end());

const NOON = Date.UTC(2026, 8, 1, 12);
const clock = { now: NOON, timeZone: 'Europe/Moscow' };
const message = (name: string, correlationKey?: string) =>
  ({
    kind: 'message',
    name: { text: name },
    ...(correlationKey ? { correlationKey: { feel: correlationKey } } : {}),
  }) as const;

/** Makes the starts of a process what they are in its latest version. */
async function deploy(processId: string, version: number, starts: StartDefinition[], parallel = false) {
  const nodes = Object.fromEntries(
    starts.map(({ node }) => [node, { id: node, parallelMultiple: parallel }]),
  );
  const model = { processId, starts, nodes } as unknown as Model;
  const deployment = '00000000-0000-4000-8000-000000000009';
  await q.query('insert into deployments (id) values ($1) on conflict do nothing', [deployment]);
  await q.query(
    `insert into process_versions (process_id, version, deployment_id, hash, file, xml, model) values ($1, $2, $3, 'h', 'f', 'x', $4)`,
    [processId, version, deployment, JSON.stringify(model)],
  );
  await q.transaction((inner) => subscribeStarts(inner, model, version, clock));
}
const publish = (name: string, correlationKey?: string, variables = {}, timeToLive = 0) =>
  q.transaction((inner) =>
    publishMessage(inner, {
      name,
      variables,
      timeToLive,
      ...(correlationKey === undefined ? {} : { correlationKey }),
    }),
  );
/** What the outbox holds, as a sweeper takes and carries it out. */
async function taken() {
  const all: PendingCommand[] = [];
  for (;;) {
    // Of each case only the oldest is handed out.
    const commands = await leaseCommands(q, { limit: 50, lease: 60_000 });
    if (commands.length === 0) return all;
    all.push(...commands);
    for (const { id } of commands) await completeCommand(q, id);
  }
}
const end = (caseId: string, processId: string) => {
  const entries = [
    { kind: 'case.started', processId, modelHash: 'h', semantics: 1, timeZone: 'UTC' },
    { kind: 'case.ended', status: 'completed' },
  ].map((fact, i) => ({ n: i + 1, at: NOON, ...fact }) as JournalEntry);
  const info = { caseId, rootCaseId: caseId, processId, version: 1, modelHash: 'h', subject: {} };
  return applyJournal(q, info, entries);
};

it('begins one case per key at a time where the model gives the message a key; the next waits for its end', async () => {
  await deploy('keyed', 1, [{ node: 's', trigger: message('apply', 'number') }]);
  const [first] = (await publish('apply', 'k')).deliveries;
  expect(first).toMatchObject({ processId: 'keyed', started: true });
  expect((await publish('apply', 'other')).deliveries).toHaveLength(1);
  expect((await publish('apply', 'k', { second: true }, 60_000)).deliveries).toEqual([]);
  await taken();
  await end(first!.caseId, 'keyed');
  expect(await taken()).toMatchObject([
    { kind: 'start-case', payload: { processId: 'keyed', startNode: 's', variables: { second: true } } },
  ]);
});

it('begins a case for each message where the model gives it no key', async () => {
  await deploy('free', 1, [{ node: 's', trigger: message('hello') }]);
  expect((await publish('hello', 'k')).deliveries).toHaveLength(1);
  expect((await publish('hello', 'k')).deliveries).toHaveLength(1);
  await taken();
});

it('begins a case at a parallel multiple event when all its triggers have happened, with the variables of all', async () => {
  const starts = [message('a'), message('b'), { kind: 'signal', name: { text: 'c' } } as const];
  await deploy(
    'parallel',
    1,
    starts.map((trigger) => ({ node: 's', trigger })),
    true,
  );
  expect((await publish('a', undefined, { x: 1 })).deliveries).toEqual([]);
  expect((await publish('a', undefined, { x: 2 })).deliveries).toEqual([]);
  const signal = () => q.transaction((inner) => broadcastSignal(inner, { name: 'c', variables: { z: 3 } }));
  expect(await signal()).toEqual([]);
  expect((await publish('b', undefined, { y: 2 })).deliveries).toHaveLength(1);
  expect(await taken()).toMatchObject([{ payload: { variables: { x: 2, y: 2, z: 3 } } }]);
  expect(await signal()).toEqual([]);
});

it('takes one of several events of a multiple start', async () => {
  await deploy(
    'multiple',
    1,
    [message('one'), message('two')].map((trigger) => ({ node: 's', trigger })),
  );
  expect((await publish('one')).deliveries).toHaveLength(1);
  expect((await publish('two')).deliveries).toHaveLength(1);
  await taken();
});

describe('a timer start', () => {
  const cycle = (text: string): StartDefinition[] => [
    { node: 'tick', trigger: { kind: 'timer', cycle: { text } } },
  ];

  it('begins a case each time, once, as often as its cycle says, and asks for the next schedule', async () => {
    await deploy('ticking', 1, cycle('R2/PT1H'));
    expect(await taken()).toMatchObject([{ kind: 'sync-schedules', payload: { processId: 'ticking' } }]);
    const at = NOON + 3_600_000;
    expect((await schedulesOf(q, 'ticking')).wanted).toEqual([
      { processId: 'ticking', node: 'tick', ordinal: 0, due: at },
    ]);
    const fire = (due: number) => fireTimerStart(q, { processId: 'ticking', node: 'tick', ordinal: 0, due });
    await Promise.all([fire(at), fire(at)]);
    expect((await taken()).map(({ kind }) => kind).sort()).toEqual(['start-case', 'sync-schedules']);
    expect((await schedulesOf(q, 'ticking')).wanted).toMatchObject([{ due: at + 3_600_000 }]);
    await fire(at + 3_600_000);
    expect((await taken()).map(({ kind }) => kind)).toContain('start-case');
    expect(await schedulesOf(q, 'ticking')).toEqual({ wanted: [], unwanted: [{ node: 'tick', ordinal: 0 }] });
  });

  it('is replaced by a new version and taken back by one without it; what was set before does nothing', async () => {
    await deploy('changing', 1, cycle('R/P1D'));
    const { due } = (await schedulesOf(q, 'changing')).wanted[0]!;
    await deploy('changing', 2, cycle('0 9 * * 1'));
    await taken();
    await fireTimerStart(q, { processId: 'changing', node: 'tick', ordinal: 0, due });
    expect(await taken()).toEqual([]);
    expect((await schedulesOf(q, 'changing')).wanted).toMatchObject([
      { due: Date.parse('2026-09-07T09:00:00+03:00') },
    ]);
    await deploy('changing', 3, []);
    expect(await schedulesOf(q, 'changing')).toEqual({
      wanted: [],
      unwanted: [{ node: 'tick', ordinal: 0 }],
    });
    expect((await taken()).map(({ kind }) => kind)).toEqual(['sync-schedules']);
  });

  it('of a date that has begun a case begins no other because the version is new', async () => {
    const starts: StartDefinition[] = [
      { node: 'day', trigger: { kind: 'timer', date: { text: '2026-08-01T09:00:00' } } },
    ];
    await deploy('dated', 1, starts);
    const { due } = (await schedulesOf(q, 'dated')).wanted[0]!;
    expect(due).toBe(Date.parse('2026-08-01T09:00:00+03:00'));
    await fireTimerStart(q, { processId: 'dated', node: 'day', ordinal: 0, due });
    await deploy('dated', 2, starts);
    expect((await schedulesOf(q, 'dated')).wanted).toEqual([]);
  });

  it('reads an expression over the clock', async () => {
    const duration = { feel: 'duration("PT" + string(1 + 1) + "H")' };
    await deploy('reckoned', 1, [{ node: 's', trigger: { kind: 'timer', duration } }]);
    expect((await schedulesOf(q, 'reckoned')).wanted).toMatchObject([{ due: NOON + 7_200_000 }]);
  });
});
