import fc from 'fast-check';
import { migrate } from './core/migrate.ts';
import { advance, check, openWaits, rebuild, start } from './core/step.ts';
import type { CaseState, JournalEntry, Stimulus, StimulusKind, Wait } from './core/types.ts';
import type { Model } from './model/types.ts';
import { modelOf, NOON } from './testing/index.ts';
import { blocks, draw } from './testing/random-diagram.ts';

/** `FC_RUNS` changes the number of runs, `FC_SEED` the draws (see tests/seed.mjs). */
const PARAMETERS = { numRuns: Number(process.env.FC_RUNS ?? 150) };
const MOST_STEPS = 400;

/** A case taken to its end by random stimuli: every state, with the stimulus that led from it. */
interface Walk {
  model: Model;
  states: CaseState[];
  stimuli: Stimulus[];
  journal: JournalEntry[];
}

/** What may happen to a wait. */
function happening(wait: Wait): StimulusKind | undefined {
  switch (wait.kind) {
    case 'task':
      return { type: 'complete-task', wait: wait.id, variables: { done: wait.id } };
    case 'timer':
      return { type: 'fire-timer', wait: wait.id };
    case 'message':
      return { type: 'correlate-message', wait: wait.id, name: wait.message.name, variables: {} };
    default:
      return undefined;
  }
}

/** Prefers work to the events that may happen without end, so that every walk comes to its end. */
function next(state: CaseState, dice: number, steps: number): StimulusKind {
  const waits = openWaits(state);
  const work = waits.filter((wait) => wait.kind === 'task' || wait.kind === 'message');
  const chosen = steps > 30 && work.length > 0 ? work : waits;
  const ordered = steps > 30 ? chosen.filter(({ node }) => !node.startsWith('event')) : chosen;
  const pool = ordered.length > 0 ? ordered : waits;
  return happening(pool[dice % pool.length]!)!;
}

async function walk(text: string, dice: number[], each?: (state: CaseState) => CaseState): Promise<Walk> {
  const model = await modelOf(text);
  const first = start(model, { variables: {} }, NOON);
  const all: Walk = { model, states: [first.state], stimuli: [], journal: [...first.journal] };
  for (let i = 0; all.states.at(-1)!.status === 'active'; i++) {
    const state = all.states.at(-1)!;
    if (i > MOST_STEPS || openWaits(state).length === 0 || Object.keys(state.incidents).length > 0) break;
    const stimulus = { ...next(state, dice[i % dice.length]!, i), id: `s${i}` };
    const step = advance(model, each ? each(state) : state, stimulus, NOON + i);
    if (step.rejected)
      throw new Error(`Expected an open wait to take ${stimulus.type}: ${step.rejected.message}`);
    all.stimuli.push(stimulus);
    all.states.push(step.state);
    all.journal.push(...step.journal);
  }
  return all;
}

const diagrams = blocks.map(draw);
const rolls = fc.array(fc.nat(1000), { minLength: 5, maxLength: 40 });
const property = (what: (text: string, dice: number[]) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(diagrams, rolls, what), PARAMETERS) as Promise<void>;

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

describe('any well-formed diagram', () => {
  test('comes to its end: no token is lost, and the block after the start is left exactly once', async () => {
    await property(async (text, dice) => {
      const { states, journal } = await walk(text, dice);
      expect(states.at(-1)).toMatchObject({ status: 'completed', incidents: {}, waits: {} });
      const ends = journal.filter(
        (entry) => entry.kind === 'element.completed' && entry.scope === 1 && entry.node === endOf(text),
      );
      expect(ends).toHaveLength(1);
    });
  });

  test('leaves nothing open: what was activated was completed or terminated, what was opened was closed', async () => {
    await property(async (text, dice) => {
      const { journal } = await walk(text, dice);
      const count = (...kinds: JournalEntry['kind'][]): number =>
        journal.filter(({ kind }) => kinds.includes(kind)).length;
      expect(count('element.activated')).toBe(count('element.completed', 'element.terminated'));
      expect(count('wait.opened')).toBe(count('wait.closed'));
    });
  });

  test('has a journal without gaps that rebuilds the state after every stimulus and can be read at every number', async () => {
    await property(async (text, dice) => {
      const { states, journal } = await walk(text, dice);
      journal.forEach(({ n }, i) => expect(n).toBe(i + 1));
      for (const state of states) expect(rebuild(journal.slice(0, state.number))).toEqual(state);
      for (let n = 0; n <= Math.min(journal.length, 200); n++)
        expect(rebuild(journal.slice(0, n)).number).toBe(n);
    });
  });

  test('goes the same way when its state goes through JSON before every step', async () => {
    await property(async (text, dice) => {
      const plain = await walk(text, dice);
      const through = await walk(text, dice, (state) => JSON.parse(JSON.stringify(state)) as CaseState);
      expect(through.journal).toEqual(plain.journal);
      expect(through.states).toEqual(plain.states);
    });
  });

  test('takes each stimulus once: the same one again changes nothing', async () => {
    await property(async (text, dice) => {
      const { model, states, stimuli } = await walk(text, dice);
      stimuli.forEach((stimulus, i) => {
        const again = advance(model, states[i + 1]!, stimulus, NOON);
        expect(again).toMatchObject({ repeated: true, effects: [], journal: [] });
        expect(again.state).toBe(states[i + 1]);
      });
    });
  });

  test('stays as it is when it is migrated to its own model, and goes on as if it had not been', async () => {
    await property(async (text, dice) => {
      const { model, states, stimuli } = await walk(text, dice);
      stimuli.slice(0, 20).forEach((stimulus, i) => {
        const state = states[i]!;
        const { state: migrated, effects, rejected } = migrate(model, model, state, { mapping: {} }, NOON);
        expect(rejected).toBeUndefined();
        expect(effects).toEqual([]);
        expect(standing(migrated)).toEqual(standing(state));
        const onward = advance(model, migrated, stimulus, NOON);
        expect(standing(onward.state)).toEqual(standing(advance(model, state, stimulus, NOON).state));
      });
    });
  });

  test('is never changed in place, and refuses what is not open without a trace', async () => {
    await property(async (text, dice) => {
      const { model, states, stimuli } = await walk(text, dice, freeze);
      stimuli.forEach(({ id: _, ...stimulus }, i) => {
        const state = freeze(states[i + 1]!);
        if (!check(model, state, stimulus as Stimulus)) return;
        const step = advance(model, state, stimulus as Stimulus, NOON);
        expect(step.rejected).toBeDefined();
        expect(step.state).toBe(state);
        expect([step.effects, step.journal]).toEqual([[], []]);
      });
    });
  });
});

/** What a state holds, without how often it has been written. */
const standing = ({ number: _number, now: _now, recent: _recent, ...state }: CaseState): object => state;

/** The end event of the process itself is the last element line outside any scope. */
const endOf = (text: string): string =>
  /^end (done\d+)$/m.exec(text.split('\n').slice().reverse().join('\n'))![1]!;
