import { modelOf, NOON, play } from '../testing/index.ts';
import { advance, check, element, liveElements, openWaits, start } from './step.ts';

describe('start and advance', () => {
  test('a stimulus whose id was seen changes nothing', async () => {
    const one = await play('start s\nuser t times=2\ns -> t');
    const [first] = one.host.tasks();
    const stimulus = { type: 'complete-task', wait: first!.wait.id, variables: {}, id: 'a' } as const;
    one.act(stimulus);
    const { state, model } = one.case;
    const again = advance(model, state, stimulus, NOON);
    expect(again).toEqual({ state, effects: [], journal: [], repeated: true });
    expect(again.state).toBe(state);
    expect(check(model, state, stimulus)).toBeUndefined();
  });

  test('a stimulus of an unknown kind is refused', async () => {
    const one = await play('start s\nuser t\ns -> t');
    expect(one.refused({ type: 'dance' } as never)).toBe('unknown-stimulus');
  });

  test('a path that goes round without waiting is stopped after a bound, and goes on by a retry', async () => {
    const one = await play('start s\nxor a\ntask b\nend e\ns -> a -> b -> a\na -> e if stop');
    expect(one.incidents).toHaveLength(1);
    expect(one.incidents[0]).toMatch(/^loop-limit@/);
    one.set({ stop: true }).act({ type: 'modify', activate: [{ node: 'e' }], terminate: [] });
    expect(one.status).toBe('active');
  });

  test('a case with ten thousand open tasks takes a step without touching most of its state', async () => {
    const model = await modelOf('start s\nuser t times=10000\ns -> t');
    const { state } = start(model, { variables: {} }, NOON);
    const [first] = openWaits(state);
    const next = advance(model, state, { type: 'complete-task', wait: first!.id, variables: {} }, NOON).state;
    const shared = Object.keys(state.waits).filter((page) => state.waits[page] === next.waits[page]);
    expect(shared.length).toBeGreaterThan(Object.keys(state.waits).length - 3);
  });

  test('deep nesting is executed', async () => {
    const depth = 60;
    const open = Array.from({ length: depth }, (_, i) => `sub s${i} {`).join('\n');
    const one = await play(`${open}\nuser t\n${'}\n'.repeat(depth)}`);
    expect(one.waiting).toEqual(['task:t']);
    one.complete('t');
    expect(one.status).toBe('completed');
  });
});

describe('suspend and resume', () => {
  const text = 'start s\nuser t\nboundary b of=t timer=P1D beside\nend e\nuser late\ns -> t -> e\nb -> late';

  test('a suspended case refuses people and keeps what comes from outside for later', async () => {
    const one = await play(text);
    const timer = one.waitAt('b').wait.id;
    const task = one.waitAt('t').wait.id;
    one.act({ type: 'suspend', reason: 'audit' });
    expect(one.status).toBe('suspended');
    expect(one.refused({ type: 'complete-task', wait: task, variables: {} })).toBe('suspended');
    expect(one.refused({ type: 'suspend' })).toBe('suspended');
    one.act({ type: 'fire-timer', wait: timer, id: 'fired' });
    expect(one.waiting).toEqual(['task:t', 'timer:b']);
    one.act({ type: 'resume' });
    expect(one.waiting).toEqual(['task:late', 'task:t']);
  });

  test('a resumed case drops what no longer fits', async () => {
    const one = await play(text);
    const timer = one.waitAt('b').wait.id;
    one.act({ type: 'suspend' }).act({ type: 'fire-timer', wait: timer });
    one.act({ type: 'modify', activate: [{ node: 'late' }], terminate: [one.waitAt('t').wait.element] });
    one.act({ type: 'resume' });
    expect(one.waiting).toEqual(['task:late']);
  });

  test('conditions are looked at when the case is resumed', async () => {
    const one = await play('start s\ncatch c condition="x > 1"\nend e\ns -> c -> e');
    one.act({ type: 'suspend' }).set({ x: 2 });
    expect(one.status).toBe('suspended');
    one.act({ type: 'resume' });
    expect(one.status).toBe('completed');
    const two = await play('start s\nuser t\ns -> t');
    expect(two.refused({ type: 'resume' })).toBe('not-suspended');
  });
});

describe('modify', () => {
  const text =
    'start s\nuser a\nsub in in.x="=1" {\nuser b\n}\nboundary m of=in message=m\nuser c\ns -> a -> in -> c\nm -> c';

  test('starts a token inside a subprocess with the scopes and events around it', async () => {
    const one = await play(text);
    one.act({
      type: 'modify',
      activate: [{ node: 'b', variables: { y: 2 } }],
      terminate: [one.waitAt('a').wait.element],
    });
    expect(one.waiting).toEqual(['message:m', 'task:b']);
    expect(one.variables).toEqual({ y: 2 });
    one.complete('b');
    expect(one.waiting).toEqual(['task:c']);
  });

  test('takes a subprocess down with its last token, and the case with the last of all', async () => {
    const one = await play(text);
    one.complete('a');
    one.act({ type: 'modify', activate: [{ node: 'c' }], terminate: [one.waitAt('b').wait.element] });
    expect(one.waiting).toEqual(['task:c']);
    one.act({ type: 'modify', activate: [], terminate: [one.waitAt('c').wait.element] });
    expect(one.status).toBe('cancelled');
  });

  test('is refused whole, with every reason', async () => {
    const one = await play(text);
    const before = one.case.state;
    const stimulus = {
      type: 'modify',
      activate: [{ node: 'nowhere' }, { node: 'process' }, { node: 'm' }, { node: 'c' }],
      terminate: [1, 999],
    } as const;
    const rejection = check(one.case.model, before, stimulus as never);
    expect(rejection).toMatchObject({ code: 'cannot-modify' });
    expect(rejection!.details).toHaveLength(5);
    expect(one.refused(stimulus as never)).toBe('cannot-modify');
    expect(one.case.state).toBe(before);
  });
});

describe('variables', () => {
  test('of a named element instance are set there; of none, in the process', async () => {
    const one = await play('start s\nsub in in.x="=1" {\nuser t\n}\ns -> in');
    const scope = liveElements(one.case.state).find(({ node }) => node === 'in')!.id;
    one.act({ type: 'set-variables', element: scope, variables: { x: 2 } });
    one.set({ x: 3 });
    expect(element(one.case.state, scope)?.variables).toEqual({ x: 2 });
    expect(one.variables).toEqual({ x: 3 });
    expect(one.refused({ type: 'set-variables', element: 999, variables: {} })).toBe('unknown-element');
  });

  test('with the name of a built-in property go to the process like any other', async () => {
    const one = await play('start s\nsub in in.x="=1" {\nuser t\n}\ns -> in');
    one.complete('t', { toString: 'a', constructor: 'b' });
    expect(one.variables).toEqual({ toString: 'a', constructor: 'b' });
  });
});
