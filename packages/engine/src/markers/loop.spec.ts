import { play } from '../testing/index.ts';

describe('standard loop', () => {
  test('repeats while its condition holds, tested after each run', async () => {
    const one = await play('start s\nuser t loop="again"\nend e\ns -> t -> e');
    one.complete('t', { again: true });
    expect(one.waiting).toEqual(['task:t']);
    one.complete('t', { again: false });
    expect(one.trace).toContain('enter:t#2');
    expect(one.status).toBe('completed');
  });

  test('tested before does not run at all when the condition does not hold', async () => {
    const one = await play('start s\nuser t loop="again" before\nend e\ns -> t -> e');
    expect(one.status).toBe('completed');
  });

  test('runs at most as often as its maximum says', async () => {
    const one = await play(
      'start s\nscript t script="=n + 1" result=n loop="true" max=3\nend e\ns -> t -> e',
      {
        variables: { n: 0 },
      },
    );
    expect(one.variables).toEqual({ n: 3 });
  });

  test('sees the number of the run', async () => {
    const one = await play('start s\nuser t "T" priority="=loopCounter" max=2\ns -> t');
    one.complete('t');
    expect(one.waitAt('t').wait).toMatchObject({ task: { priority: 2 } });
  });

  test('that never ends and never waits is stopped with an incident', async () => {
    const one = await play('start s\ntask t loop="true"\ns -> t');
    expect(one.incidents).toEqual(['loop-limit@t']);
  });

  test('repeats a whole subprocess with its own variables each time', async () => {
    const one = await play('start s\nsub t max=2 in.mine="=0" {\nstart i\nuser u\ni -> u\n}\ns -> t');
    one.complete('u', { mine: 5 });
    expect(one.waiting).toEqual(['task:u']);
    one.complete('u');
    expect(one.variables).toEqual({});
    expect(one.status).toBe('completed');
  });
});
