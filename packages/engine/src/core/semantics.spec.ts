import type { Model } from '../model/types.ts';
import { modelOf, NOON } from '../testing/index.ts';
import { migrate } from './migrate.ts';
import { advance, openWaits, start } from './step.ts';
import type { CaseState, JournalEntry, Variables } from './types.ts';

const DIAGRAM = `
  start begin
  user prepare
  sub work {
    start inside
    throw stop signal=stop
    task after
    end out
    inside -> stop -> after -> out
  }
  boundary stopped of=work signal=stop
  end done
  end rescued
  begin -> prepare -> work -> done
  stopped -> rescued
`;

/** The model as it was compiled when meanings had the number. */
const numbered = async (semantics: number): Promise<Model> => {
  const model = await modelOf(DIAGRAM);
  return { ...model, semantics, hash: `${model.hash}-${semantics}` };
};

const completed = (journal: JournalEntry[]): string[] =>
  journal.flatMap((entry) => (entry.kind === 'element.completed' ? [entry.node] : []));

function prepared(model: Model, state: CaseState): string[] {
  const [task] = openWaits(state);
  return completed(
    advance(model, state, { type: 'complete-task', wait: task!.id, variables: {} }, NOON).journal,
  );
}

describe('the number of the semantics', () => {
  test('1: a signal is told after the step, so the scope that threw it has gone on', async () => {
    const model = await numbered(1);
    const { state } = start(model, { variables: {} }, NOON);
    expect(prepared(model, state)).toEqual([
      'prepare',
      'inside',
      'stop',
      'after',
      'out',
      'work',
      'done',
      'process',
    ]);
  });

  test('2: a signal interrupts its own scope before that goes on', async () => {
    const model = await numbered(2);
    const { state } = start(model, { variables: {} }, NOON);
    expect(prepared(model, state)).toEqual(['prepare', 'inside', 'stop', 'stopped', 'rescued', 'process']);
  });

  test('below 3 a default flow is not taken beside a flow without condition, from 3 on it is', async () => {
    const drawn = 'start s\ntask t\nuser a\nuser b\nuser c\ns -> t\nt -> a if x = 1\nt -> b\nt => c';
    const waiting = async (semantics: number): Promise<string[]> => {
      const model = await modelOf(drawn);
      const { state } = start(
        { ...model, semantics, hash: `${model.hash}-${semantics}` },
        { variables: {} },
        NOON,
      );
      return openWaits(state).map(({ node }) => node);
    };
    expect(await waiting(2)).toEqual(['b']);
    expect(await waiting(3)).toEqual(['b', 'c']);
  });

  test('below 4 a multi-instance waits for ever for an instance taken down by hand, from 4 on the others complete it', async () => {
    const drawn = 'start s\nuser u times=3 until="numberOfTerminatedInstances > 1"\nend e\ns -> u -> e';
    const ended = async (semantics: number, down: number): Promise<string> => {
      const model = await modelOf(drawn);
      const numbered = { ...model, semantics, hash: `${model.hash}-${semantics}` };
      let { state } = start(numbered, { variables: {} }, NOON);
      const terminate = openWaits(state)
        .slice(0, down)
        .map(({ element }) => element);
      ({ state } = advance(numbered, state, { type: 'modify', activate: [], terminate }, NOON));
      for (const { id: wait } of openWaits(state))
        ({ state } = advance(numbered, state, { type: 'complete-task', wait, variables: {} }, NOON));
      return state.status;
    };
    expect(await ended(3, 1)).toBe('active');
    expect(await ended(4, 1)).toBe('completed');
    expect(await ended(4, 2)).toBe('completed');
  });

  /** What waits and what is wrong at the start of a diagram with a number. */
  const begun = async (drawn: string, semantics: number, variables: Variables = {}): Promise<string[]> => {
    const model = await modelOf(drawn);
    const numbered = { ...model, semantics, hash: `${model.hash}-${semantics}` };
    const { state } = start(numbered, { variables }, NOON);
    const incidents = Object.values(state.incidents).map(({ node }) => `incident:${node}`);
    return [...openWaits(state).map(({ node }) => node), ...incidents, state.status];
  };

  test('below 5 elements of a sequential ad-hoc subprocess begin at once and no list ends it, from 5 on they run in turn', async () => {
    const drawn = 'start s\nadhoc a sequential active="=names" {\nuser x\nuser y\n}\nend e\ns -> a -> e';
    const names = ['x', 'y'];
    expect(await begun(drawn, 4, { names })).toEqual(['x', 'y', 'active']);
    expect(await begun(drawn, 5, { names })).toEqual(['x', 'active']);
    expect(await begun(drawn, 4)).toEqual(['completed']);
    expect(await begun(drawn, 5)).toEqual(['incident:a', 'active']);
  });

  test('below 5 boundary events of an event subprocess do not wait, from 5 on they do', async () => {
    const drawn =
      'start s\nuser u\ns -> u\non h {\nstart hs condition=true beside\nuser v\nhs -> v\n}\nboundary b of=h timer=PT1H\nend e\nb -> e';
    expect(await begun(drawn, 4)).not.toContain('b');
    expect(await begun(drawn, 5)).toContain('b');
  });

  test('below 5 patterns know letters of ASCII, from 5 on those of Unicode', async () => {
    const drawn =
      'start s\nxor g\nuser ascii\nuser unicode\ns -> g\ng -> unicode if matches("школа", "^\\\\w+$")\ng => ascii';
    expect(await begun(drawn, 4)).toEqual(['ascii', 'active']);
    expect(await begun(drawn, 5)).toEqual(['unicode', 'active']);
  });

  test.each([
    'context put({}, ["a", "b"], 1) != null',
    'date and time(date and time("2026-09-01T10:00:00Z"), "Z") != null',
    'time("T10:00:00") != null',
    'decimal(1.5, 0, "UP") != null',
    'to json({ a: [1..2] }) = "{""a"":""[1..2]""}"'.replaceAll('""', '\\"'),
  ])('below 5 `%s` is false, from 5 on true', async (condition) => {
    const drawn = `start s\nxor g\nuser before\nuser now\ns -> g\ng -> now if ${condition}\ng => before`;
    expect(await begun(drawn, 4)).toEqual(['before', 'active']);
    expect(await begun(drawn, 5)).toEqual(['now', 'active']);
  });

  test('a case keeps its number under a newer program and gets the newer one by migration', async () => {
    const [before, after] = [await numbered(1), await numbered(2)];
    const { state } = start(before, { variables: {} }, NOON);
    expect(state.semantics).toBe(1);
    const migrated = migrate(before, after, state, { mapping: {} }, NOON);
    expect(migrated.rejected).toBeUndefined();
    expect(migrated.state.semantics).toBe(2);
    expect(prepared(after, migrated.state)).toContain('rescued');
  });
});
