import { play } from '../testing/index.ts';

const some = `
  start begin
  or split
  user a
  user b
  user c
  or join
  end done
  begin -> split
  split -> a if x > 1
  split -> b if x > 2
  split => c
  a -> join
  b -> join
  c -> join -> done
`;

describe('inclusive gateway', () => {
  test.each([
    [3, ['task:a', 'task:b']],
    [2, ['task:a']],
    [0, ['task:c']],
  ])('with x = %s takes every flow whose condition holds, else the default flow', async (x, waiting) => {
    expect((await play(some, { variables: { x } })).waiting).toEqual(waiting);
  });

  test('waits for every token that can still arrive, and for no other', async () => {
    const one = await play(some, { variables: { x: 3 } });
    one.complete('b');
    expect(one.completed.at(-1)).toBe('b');
    one.complete('a');
    expect(one.completed).toEqual(['a', 'join', 'done']);
    expect(one.status).toBe('completed');
  });

  test('goes on when the token it waited for ends elsewhere', async () => {
    const one = await play(`
      start begin
      and fork
      user a
      user b
      xor leave
      end gone
      or join
      end done
      begin -> fork -> a -> join -> done
      fork -> b -> leave
      leave -> gone if away
      leave => join
    `);
    one.complete('a');
    expect(one.completed).not.toContain('join');
    one.complete('b', { away: true });
    expect(one.completed).toEqual(['b', 'leave', 'gone', 'join', 'done']);
  });

  test('goes on when a boundary event took the token away', async () => {
    const one = await play(`
      start begin
      and fork
      user a
      user b
      boundary late of=b timer=P1D
      end gone
      or join
      end done
      begin -> fork -> a -> join -> done
      fork -> b -> join
      late -> gone
    `);
    one.complete('a');
    expect(one.status).toBe('active');
    one.pass('P1D');
    expect(one.completed).toContain('join');
    expect(one.status).toBe('completed');
  });

  test('waits for a token that may come by a boundary event or out of a subprocess', async () => {
    const one = await play(`
      start begin
      and fork
      user a
      sub inner {
        start i
        user b
        i -> b
      }
      boundary late of=inner timer=P1D
      or join
      end done
      end other
      begin -> fork -> a -> join -> done
      fork -> inner -> other
      late -> join
    `);
    one.complete('a');
    expect(one.completed).not.toContain('join');
    one.complete('b');
    expect(one.completed).toEqual(['b', 'inner', 'other', 'join', 'done']);
  });

  test('in a loop does not wait for tokens that only it can send', async () => {
    const one = await play(`
      start begin
      or join
      user work
      xor again
      end done
      begin -> join -> work -> again
      again -> join if more
      again => done
    `);
    one.complete('work', { more: true });
    expect(one.waiting).toEqual(['task:work']);
    one.complete('work', { more: false });
    expect(one.status).toBe('completed');
  });

  test('stops with an incident when no flow can be taken, and retries', async () => {
    const one = await play(`
      start s
      or split
      end a
      end b
      s -> split
      split -> a if x = 1
      split -> b if x >= 1
    `);
    expect(one.incidents).toEqual(['no-flow@split']);
    one.set({ x: 1 }).retry();
    expect(one.completed).toEqual(['s', 'split', 'a', 'b']);
  });
});
