import { play, problemsOf, type Play } from '../testing/index.ts';

const on = (event: string): string =>
  `start s\nuser t\nboundary b of=t ${event}\nend e\nuser other\ns -> t -> e\nb -> other`;

describe('boundary event', () => {
  const happenings: [string, (one: Play) => unknown][] = [
    ['timer=P1D', (one) => one.pass('P1D')],
    ['date=2026-09-02T00:00:00Z', (one) => one.pass('P1D')],
    ['message=m', (one) => one.message('m')],
    ['signal=n', (one) => one.signal('n')],
    ['condition="x > 1"', (one) => one.set({ x: 2 })],
    ['escalation=U', (one) => one.at('t', { type: 'throw-escalation', code: 'U' })],
  ];

  test.each(happenings)('%s that interrupts goes on instead of the activity', async (event, happen) => {
    const one = await play(on(event));
    happen(one);
    expect(one.waiting).toEqual(['task:other']);
    expect(one.trace).toContain('terminate:t');
  });

  test.each(happenings)('%s that does not interrupt goes on beside the activity', async (event, happen) => {
    const one = await play(on(`${event} beside`));
    happen(one);
    expect(one.waiting.filter((wait) => wait.startsWith('task'))).toEqual(['task:other', 'task:t']);
  });

  test('gives its wait up when the activity completes', async () => {
    const one = await play(on('timer=P1D'));
    one.complete('t');
    expect(one.trace).toContain('give-up:timer:b');
    one.pass('P2D');
    expect(one.status).toBe('completed');
  });

  test('multiple interrupts with the first of its events', async () => {
    const one = await play(on('message=m signal=n'));
    one.signal('n');
    expect(one.waiting).toEqual(['task:other']);
  });

  test.each(['', ' beside'])('parallel multiple%s happens when all of its events have', async (more) => {
    const one = await play(on(`message=m signal=n all${more}`));
    one.signal('n', { a: 1 });
    expect(one.waiting).toEqual(['message:b', 'task:t']);
    one.message('m', undefined, { b: 2 });
    expect(one.waiting).toContain('task:other');
    expect(one.waiting.includes('task:t')).toBe(more !== '');
    expect(one.variables).toEqual({ a: 1, b: 2 });
  });

  test('of a multi-instance activity stands for all its instances', async () => {
    const one = await play(on('message=m').replace('user t', 'user t times=3'));
    expect(one.waiting).toEqual(['message:b', 'task:t', 'task:t', 'task:t']);
    one.message('m');
    expect(one.waiting).toEqual(['task:other']);
  });

  test('whose expression fails is an incident before the activity begins, and a retry goes on', async () => {
    const one = await play(on('timer="=due"'));
    expect(one.incidents).toEqual(['timer@t']);
    expect(one.waiting).toEqual([]);
    one.set({ due: 'P1D' }).retry();
    expect(one.waiting).toEqual(['task:t', 'timer:b']);
  });

  test('is refused without a trigger, with a flow into it, or on nothing', async () => {
    expect(await problemsOf(on(''))).toEqual(['error:no-trigger@b']);
    expect(await problemsOf(`${on('message=m')}\nt -> b`)).toEqual(['error:no-incoming@b']);
    expect(await problemsOf(on('message=m').replace('of=t', ''))).toContain('error:not-attached@b');
  });
});
