import { play } from '../testing/index.ts';

const forkAndJoin = `
  start begin
  and fork
  user a
  user b
  and join
  end done
  begin -> fork -> a -> join -> done
  fork -> b -> join
`;

describe('parallel gateway', () => {
  test('sends a token on every flow, whatever the conditions say', async () => {
    const one = await play(`
      start begin
      and fork
      user a
      user b
      begin -> fork
      fork -> a if false
      fork -> b
    `);
    expect(one.waiting).toEqual(['task:a', 'task:b']);
  });

  test('waits for a token on every incoming flow, in any order', async () => {
    const one = await play(forkAndJoin);
    one.complete('b');
    expect(one.trace.slice(-3)).toEqual(['complete:b', 'take:b-to-join', 'arrive:b-to-join']);
    one.complete('a');
    expect(one.trace).toEqual([
      'complete:a',
      'take:a-to-join',
      'arrive:a-to-join',
      'enter:join',
      'complete:join',
      'take:join-to-done',
      'enter:done',
      'complete:done',
      'end:completed',
    ]);
  });

  test('does not take two tokens of one flow for tokens of two', async () => {
    const one = await play(`
      start begin
      and fork
      xor merge
      user other
      and join
      end done
      begin -> fork -> merge -> join -> done
      fork -> two -> merge
      fork -> other -> join
      task two
    `);
    expect(one.waiting).toEqual(['task:other']);
    one.complete('other');
    expect(one.completed.filter((node) => node === 'join')).toHaveLength(1);
    expect(one.status).toBe('active');
    expect(one.waiting).toEqual([]);
  });

  test('joins and forks at once', async () => {
    const one = await play(`
      start begin
      and fork
      and both
      user c
      user d
      begin -> fork -> both -> c
      fork -> x -> both -> d
      task x
    `);
    expect(one.waiting).toEqual(['task:c', 'task:d']);
  });
});
